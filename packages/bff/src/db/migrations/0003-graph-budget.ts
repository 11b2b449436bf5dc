import { type Kysely, sql } from 'kysely'
import { belongsToCompany } from './own-company.ts'

/** What Graph may still be asked, one row per company and tenant, locked for a moment by whichever replica settles. */
const TABLE = `
create table graph_budget (
  company_id text not null references company (id),
  tenant_id text not null,
  budget jsonb not null,
  primary key (company_id, tenant_id)
) with (fillfactor = 50)`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLE).execute(db)
  await belongsToCompany(db, 'graph_budget')
}
