import { type Kysely, sql } from 'kysely'
import { COMPANY_ROLE } from './0001-foundations.ts'

/** What Graph may still be asked, one row per company and tenant, locked for a moment by whichever replica settles. */
const TABLE = `
create table graph_budget (
  company_id text not null references company (id),
  tenant_id text not null,
  budget jsonb not null,
  primary key (company_id, tenant_id)
) with (fillfactor = 50)`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    TABLE,
    'alter table graph_budget enable row level security',
    'alter table graph_budget force row level security',
    `create policy own_company on graph_budget to ${COMPANY_ROLE}
       using (company_id = current_setting('plumm.company_id', true))
       with check (company_id = current_setting('plumm.company_id', true))`,
    `grant select, insert, update, delete on graph_budget to ${COMPANY_ROLE}`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}
