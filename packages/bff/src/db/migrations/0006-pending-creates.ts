import { type Kysely, sql } from 'kysely'
import { COMPANY_ROLE } from './0001-foundations.ts'

/** Creates whose outcome nobody knows: an account may be there, under the name it was asked for with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table pending_create (
    company_id text not null references company (id),
    person_id text not null,
    tenant_id text not null,
    sign_in_name text not null,
    display_name text not null,
    primary key (company_id, person_id)
  )`.execute(db)
  await sql`alter table pending_create enable row level security`.execute(db)
  await sql`alter table pending_create force row level security`.execute(db)
  await sql
    .raw(
      `create policy own_company on pending_create to ${COMPANY_ROLE}
         using (company_id = current_setting('plumm.company_id', true))
         with check (company_id = current_setting('plumm.company_id', true))`,
    )
    .execute(db)
  await sql.raw(`grant select, insert, update, delete on pending_create to ${COMPANY_ROLE}`).execute(db)
}
