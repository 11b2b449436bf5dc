import { type Kysely, sql } from 'kysely'
import { COMPANY_ROLE } from './0001-foundations.ts'

/** Row-level security for a new table, as migration 1 has it for the first ones: a company sees its own rows only. */
export async function belongsToCompany(db: Kysely<unknown>, table: string): Promise<void> {
  for (const statement of [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy own_company on ${table} to ${COMPANY_ROLE}
       using (company_id = current_setting('plumm.company_id', true))
       with check (company_id = current_setting('plumm.company_id', true))`,
    `grant select, insert, update, delete on ${table} to ${COMPANY_ROLE}`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}
