import { type Kysely, sql } from 'kysely'

/** People missing from Plumm's directory, and bursts of edits gathered into few writes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table person add column missing_since timestamptz`.execute(db)
  await sql`alter table link add column recent_writes jsonb not null default '[]'`.execute(db)
  // Who holds the address that another person wants.
  await sql`create index link_by_sign_in_name on link (company_id, lower(sign_in_name))`.execute(db)
}
