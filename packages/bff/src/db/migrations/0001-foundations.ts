import { type Kysely, sql } from 'kysely'

/** The two roles statements run under; neither can log in, neither is a superuser, neither owns a table. */
export const COMPANY_ROLE = 'plumm_entra_company'
export const SYSTEM_ROLE = 'plumm_entra_system'

const TABLES = `
create table company (
  id text primary key check (id <> ''),
  settings jsonb not null,
  field_mapping jsonb not null,
  created_at timestamptz not null
);

create table connection (
  company_id text primary key references company (id),
  state text not null check (state in ('disconnected', 'preview', 'active', 'paused', 'attention')),
  since timestamptz not null,
  generation integer not null default 0,
  tenant jsonb,
  tenant_id text,
  connected_by jsonb,
  paused_by text,
  granted_roles jsonb not null default '[]',
  attention jsonb,
  last_change_at timestamptz,
  delta_link text,
  approved_preview_id text,
  wave jsonb
);
-- One company per tenant: two companies writing to one directory would fight over it (design §5, Proof of tenant).
create unique index connection_one_company_per_tenant on connection (tenant_id) where state <> 'disconnected';

create table connect_attempt (
  id text primary key,
  company_id text not null references company (id),
  state text not null,
  nonce text not null,
  state_hash text unique,
  started_by jsonb not null,
  administrator jsonb,
  tenant jsonb,
  refusal jsonb,
  consent_url text,
  consented_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index connect_attempt_newest on connect_attempt (company_id, created_at desc);

create table token_cache (
  company_id text primary key references company (id),
  tenant_id text not null,
  sealed text not null
);

create table person (
  company_id text not null references company (id),
  id text not null,
  version bigint not null,
  status text not null,
  email_key text not null,
  data jsonb not null,
  received_at timestamptz not null,
  recorded_version bigint,
  sync_status text not null,
  reason text,
  actor text not null default 'nobody',
  problems jsonb not null default '[]',
  last_synced_at timestamptz,
  next_look_at timestamptz,
  attempts integer not null default 0,
  create_intended_at timestamptz,
  primary key (company_id, id)
);
create index person_by_email on person (company_id, email_key);
create index person_by_status on person (company_id, sync_status);
create index person_due on person (next_look_at) where next_look_at is not null;
create index person_behind on person (company_id) where recorded_version is null or recorded_version < version;

create table link (
  company_id text not null references company (id),
  person_id text not null,
  tenant_id text not null,
  entra_user_id text not null,
  email text not null,
  sign_in_name text not null,
  revoke_owed boolean not null default false,
  suspended_by_plumm boolean not null default false,
  written jsonb not null default '{}',
  linked_at timestamptz not null,
  primary key (company_id, person_id),
  unique (company_id, entra_user_id)
);

create table hold (
  id text primary key,
  company_id text not null references company (id),
  person_id text not null,
  reason text not null,
  asked_at timestamptz not null,
  choices jsonb not null,
  candidates jsonb not null default '[]',
  changes jsonb not null default '[]',
  answered_at timestamptz,
  answer jsonb,
  used_at timestamptz,
  person_version bigint not null,
  generation integer not null
);
create unique index hold_one_open on hold (company_id, person_id, reason) where answered_at is null;

create table fuse_entry (
  company_id text not null references company (id),
  person_id text not null,
  kind text not null check (kind in ('suspend', 'rename', 'enable')),
  counted_at timestamptz not null,
  state text not null check (state in ('passed', 'held', 'released', 'rejected')),
  primary key (company_id, person_id, kind)
);

create table webhook_receipt (
  company_id text not null,
  webhook_id text not null,
  received_at timestamptz not null,
  primary key (company_id, webhook_id)
);

create table preview (
  id text primary key,
  company_id text not null references company (id),
  state text not null check (state in ('planning', 'ready', 'failed')),
  created_at timestamptz not null,
  generation integer not null,
  field_mapping jsonb,
  people integer not null default 0,
  planned integer not null default 0,
  failure jsonb,
  approved_at timestamptz
);
create index preview_newest on preview (company_id, created_at desc);

create table preview_row (
  company_id text not null,
  preview_id text not null references preview (id) on delete cascade,
  person_id text not null,
  kind text not null,
  rank integer not null,
  search text not null,
  row jsonb not null,
  fingerprint jsonb not null,
  primary key (preview_id, person_id)
);
create index preview_row_order on preview_row (preview_id, rank, search, person_id);

create table audit_head (
  company_id text primary key,
  seq bigint not null,
  hash text not null
);

create table audit_entry (
  company_id text not null,
  seq bigint not null,
  at timestamptz not null,
  action text not null,
  outcome text not null,
  person_id text,
  entra_user_id text,
  intent_seq bigint,
  canonical text not null,
  previous_hash text not null,
  hash text not null,
  primary key (company_id, seq)
);
create index audit_by_person on audit_entry (company_id, person_id, seq desc);

create table audit_detail (
  company_id text not null,
  seq bigint not null,
  person_id text,
  salt text not null,
  details jsonb not null,
  search text not null,
  primary key (company_id, seq)
);

create table open_intent (
  company_id text not null,
  seq bigint not null,
  person_id text not null,
  opened_at timestamptz not null default now(),
  primary key (company_id, seq)
);
create index open_intent_by_person on open_intent (company_id, person_id);

create function refuse_to_rewrite_the_audit_log() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is append-only: % refused.', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_to_rewrite_the_audit_log();
create trigger audit_entry_no_truncate before truncate on audit_entry
  for each statement execute function refuse_to_rewrite_the_audit_log();
`

/** Tables of one company's data, with the column that says whose. */
const OWNED: readonly (readonly [table: string, column: string])[] = [
  ['company', 'id'],
  ['connection', 'company_id'],
  ['connect_attempt', 'company_id'],
  ['token_cache', 'company_id'],
  ['person', 'company_id'],
  ['link', 'company_id'],
  ['hold', 'company_id'],
  ['fuse_entry', 'company_id'],
  ['webhook_receipt', 'company_id'],
  ['preview', 'company_id'],
  ['preview_row', 'company_id'],
  ['audit_head', 'company_id'],
  ['audit_entry', 'company_id'],
  ['audit_detail', 'company_id'],
  ['open_intent', 'company_id'],
]

/** What sweeps may read across companies (db/tenancy.ts, SystemTask). Nothing else, and no writing. */
const SYSTEM_READS = ['connection', 'connect_attempt', 'person'] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const role of [COMPANY_ROLE, SYSTEM_ROLE]) {
    // Roles belong to the cluster, so another database may have made them already, even at this moment.
    await sql
      .raw(
        `do $$ begin
           if not exists (select 1 from pg_roles where rolname = '${role}') then
             begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end;
           end if;
           if not pg_has_role(current_user, '${role}', 'member') then execute 'grant ${role} to ' || quote_ident(current_user); end if;
         end $$`,
      )
      .execute(db)
  }
  for (const statement of splitStatements(TABLES)) await sql.raw(statement).execute(db)
  for (const [table, column] of OWNED) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql
      .raw(
        `create policy own_company on ${table} to ${COMPANY_ROLE}
           using (${column} = current_setting('plumm.company_id', true))
           with check (${column} = current_setting('plumm.company_id', true))`,
      )
      .execute(db)
    await sql.raw(`grant select, insert, update, delete on ${table} to ${COMPANY_ROLE}`).execute(db)
  }
  await sql.raw(`revoke update, delete on audit_entry from ${COMPANY_ROLE}`).execute(db)
  for (const table of SYSTEM_READS) {
    await sql.raw(`create policy system_reads on ${table} for select to ${SYSTEM_ROLE} using (true)`).execute(db)
    await sql.raw(`grant select on ${table} to ${SYSTEM_ROLE}`).execute(db)
  }
}

/** Statements end with a semicolon at the end of a line, except inside a function's $$ body. */
function splitStatements(text: string): string[] {
  const statements: string[] = []
  let current = ''
  for (const line of text.split('\n')) {
    current += `${line}\n`
    const isInBody = (current.match(/\$\$/g) ?? []).length % 2 === 1
    if (!isInBody && line.trimEnd().endsWith(';')) {
      statements.push(current)
      current = ''
    }
  }
  return statements
}
