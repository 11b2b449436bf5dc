import { type Kysely, sql } from 'kysely'
import { belongsToCompany } from './own-company.ts'

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
  await belongsToCompany(db, 'pending_create')
}
