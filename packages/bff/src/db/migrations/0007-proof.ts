import { type Kysely, sql } from 'kysely'
import { SYSTEM_ROLE } from './0001-foundations.ts'
import { belongsToCompany } from './own-company.ts'

const STATEMENTS = [
  // One company per tenant, unless the operator says that several may have this one (ADR 0009).
  `alter table connection add column is_shared boolean not null default false`,
  `drop index connection_one_company_per_tenant`,
  `create unique index connection_one_company_per_tenant on connection (tenant_id)
     where state <> 'disconnected' and not is_shared`,
  // Consent by another administrator: an attempt that a link takes up.
  `alter table connect_attempt
     add column company_name text,
     add column return_to text,
     add column link_for text check (link_for in ('administrator', 'this-window')),
     add column link_hash text unique,
     add column confirm_hash text unique`,
  // Each try to sign in through a link, until some time after Microsoft has sent the person back.
  `create table connect_sign_in (
     state_hash text primary key,
     company_id text not null references company (id),
     attempt_id text not null references connect_attempt (id) on delete cascade,
     nonce text not null,
     code_verifier text not null,
     expires_at timestamptz not null,
     used_at timestamptz
   )`,
  `create index connect_sign_in_by_attempt on connect_sign_in (attempt_id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  await belongsToCompany(db, 'connect_sign_in')
  // Microsoft's redirect names its state and nothing else: somebody has to say whose it is, and needs no more for that.
  for (const statement of [
    `create policy system_reads on connect_sign_in for select to ${SYSTEM_ROLE} using (true)`,
    `grant select (state_hash, company_id, attempt_id) on connect_sign_in to ${SYSTEM_ROLE}`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}
