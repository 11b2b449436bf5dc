import { type Kysely, sql } from 'kysely'
import { COMPANY_ROLE, SYSTEM_ROLE } from './0001-foundations.ts'

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
  await sql`alter table graph_subscription enable row level security`.execute(db)
  await sql`alter table graph_subscription force row level security`.execute(db)
  await sql
    .raw(
      `create policy own_company on graph_subscription to ${COMPANY_ROLE}
         using (company_id = current_setting('plumm.company_id', true))
         with check (company_id = current_setting('plumm.company_id', true))`,
    )
    .execute(db)
  await sql.raw(`grant select, insert, update, delete on graph_subscription to ${COMPANY_ROLE}`).execute(db)
  // A notification names its subscription and nothing else: somebody has to say whose it is.
  await sql
    .raw(`create policy system_reads on graph_subscription for select to ${SYSTEM_ROLE} using (true)`)
    .execute(db)
  await sql.raw(`grant select on graph_subscription to ${SYSTEM_ROLE}`).execute(db)
}
