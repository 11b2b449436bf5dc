import { type Kysely, sql } from 'kysely'
import { SYSTEM_ROLE } from './0001-foundations.ts'
import { belongsToCompany } from './own-company.ts'

/** Where Microsoft tells us that somebody changed: one subscription per connection. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table graph_subscription (
    company_id text primary key references company (id),
    subscription_id text unique,
    client_state_hash text,
    expires_at timestamptz,
    look_at timestamptz not null,
    generation integer not null
  )`.execute(db)
  await belongsToCompany(db, 'graph_subscription')
  // A notification names its subscription and nothing else: somebody has to say whose it is.
  await sql
    .raw(`create policy system_reads on graph_subscription for select to ${SYSTEM_ROLE} using (true)`)
    .execute(db)
  await sql.raw(`grant select on graph_subscription to ${SYSTEM_ROLE}`).execute(db)
}
