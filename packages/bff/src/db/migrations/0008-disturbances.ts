import { type Kysely, sql } from 'kysely'

/** Since when Microsoft, or Plumm's own directory, has not answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connection
    add column unreachable_since timestamptz,
    add column directory_fault_since timestamptz`.execute(db)
}
