import { sql } from 'kysely'
import type { Db } from '../src/db/tenancy.ts'

/** All that any table holds, as text: ours and the queue's. */
export async function everythingStored(db: Db): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`.execute(db)
  let everything = ''
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.raw(name)} t`.execute(db)
    everything += `${rows.map(({ text }) => text).join('\n')}\n`
  }
  return everything
}
