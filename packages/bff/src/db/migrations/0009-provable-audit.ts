import { type Kysely, sql } from 'kysely'
import { COMPANY_ROLE, SYSTEM_ROLE } from './0001-foundations.ts'
import { belongsToCompany } from './own-company.ts'

/** Owns the one function that may remove audit entries. Nobody logs in as it, and no statement of ours runs under it. */
const RETENTION_ROLE = 'plumm_entra_retention'

/** What the door reads and removes. */
const AUDIT_TABLES = ['audit_entry', 'audit_detail', 'open_intent'] as const

/**
 * The door in the append-only rule: it removes a company's entries up to the position that a sealing entry in the chain
 * names with its hash, none younger than 90 days by the database's own clock (less one, for clocks that differ), none
 * whose outcome is open. Security
 * definer, under a role that row-level security binds: the company set in the transaction is the only one it reaches.
 */
const CUT = `create function cut_audit_log(sealed_by bigint) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  mine constant text := current_setting('plumm.company_id', true);
  sealed jsonb;
  up_to bigint;
  removed bigint;
begin
  select canonical::jsonb -> 'sealed' into sealed from audit_entry
    where company_id = mine and seq = sealed_by and action = 'audit.sealed';
  up_to := (sealed ->> 'seq')::bigint;
  if up_to is null or up_to >= sealed_by or not exists (
    select 1 from audit_entry where company_id = mine and seq = up_to and hash = sealed ->> 'hash'
  ) then
    raise exception 'The audit log is cut at a sealed checkpoint only.' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from audit_entry where company_id = mine and seq <= up_to and at > now() - interval '89 days') then
    raise exception 'Audit entries younger than 90 days are kept.' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from open_intent where company_id = mine and seq <= up_to) then
    raise exception 'An intent without its outcome is kept.' using errcode = 'insufficient_privilege';
  end if;
  delete from audit_detail where company_id = mine and seq <= up_to;
  delete from audit_entry where company_id = mine and seq <= up_to;
  get diagnostics removed = row_count;
  return removed;
end $$`

const STATEMENTS = [
  // Roles belong to the cluster, so another database may have made this one already, even at this moment.
  `do $$ begin
     if not exists (select 1 from pg_roles where rolname = '${RETENTION_ROLE}') then
       begin create role ${RETENTION_ROLE} nologin; exception when duplicate_object or unique_violation then null; end;
     end if;
     if not pg_has_role(current_user, '${RETENTION_ROLE}', 'member') then execute 'grant ${RETENTION_ROLE} to ' || quote_ident(current_user); end if;
   end $$`,
  ...AUDIT_TABLES.map(
    (table) => `create policy retention on ${table} to ${RETENTION_ROLE}
      using (company_id = current_setting('plumm.company_id', true)) with check (false)`,
  ),
  `grant select, delete on audit_entry, audit_detail to ${RETENTION_ROLE}`,
  `grant select on open_intent to ${RETENTION_ROLE}`,
  CUT,
  // Giving a function away needs the new owner to be allowed to make one, for as long as that takes.
  `grant create on schema public to ${RETENTION_ROLE}`,
  `alter function cut_audit_log(bigint) owner to ${RETENTION_ROLE}`,
  `revoke create on schema public from ${RETENTION_ROLE}`,
  `revoke all on function cut_audit_log(bigint) from public`,
  `grant execute on function cut_audit_log(bigint) to ${COMPANY_ROLE}`,
  `create or replace function refuse_to_rewrite_the_audit_log() returns trigger language plpgsql as $$
   begin
     if tg_op = 'DELETE' and current_user = '${RETENTION_ROLE}' then return old; end if;
     raise exception 'The audit log is append-only: % refused.', tg_op using errcode = 'insufficient_privilege';
   end $$`,
  // The hourly anchor names every company's newest hash; it is no secret.
  `create policy system_reads on audit_head for select to ${SYSTEM_ROLE} using (true)`,
  `grant select on audit_head to ${SYSTEM_ROLE}`,
  `alter table audit_detail add column parts jsonb`,
  `create table erased_person (
    company_id text not null references company (id),
    person_id text not null,
    version bigint not null,
    erased_at timestamptz not null,
    primary key (company_id, person_id)
  )`,
  `alter table token_cache add column turn bigint not null default 0, add column expires_at timestamptz`,
  `create table token_turn (
    company_id text primary key references company (id),
    turn bigint not null,
    taken_until timestamptz,
    is_closed boolean not null default false
  )`,
]

/** An audit log that can be erased in parts and cut at checkpoints, and still proves itself; one token request at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const table of ['erased_person', 'token_turn']) await belongsToCompany(db, table)
}
