import { type Kysely, sql } from 'kysely'
import type { Tables } from '../db/tables.ts'

const AT_ONCE = 1_000

/**
 * People of active connections whose time has come, or whose newest version has no outcome and may have lost its job.
 * Runs in a `find-due-people` system transaction: ids only.
 */
export async function findDuePeople(
  trx: Kysely<Tables>,
  which: 'last-day-over' | 'time-has-come' | 'behind',
  now: Date,
): Promise<Map<string, string[]>> {
  const rows = await trx
    .selectFrom('person')
    .innerJoin('connection', 'connection.company_id', 'person.company_id')
    .select(['person.company_id', 'person.id'])
    .where('connection.state', '=', 'active')
    .where((eb) => {
      const isDue = eb('person.next_look_at', '<=', now)
      switch (which) {
        case 'last-day-over':
          return eb.and([isDue, sql<boolean>`person.data ? 'endDate'`])
        case 'time-has-come':
          return isDue
        case 'behind':
          return eb.or([
            eb('person.recorded_version', 'is', null),
            sql<boolean>`person.recorded_version < person.version`,
            eb('person.sync_status', '=', 'pending'),
          ])
      }
    })
    // Whoever has waited longest comes first, however large another company is.
    .orderBy(which === 'behind' ? 'person.received_at' : 'person.next_look_at')
    .orderBy('person.id')
    .limit(AT_ONCE)
    .execute()
  const due = new Map<string, string[]>()
  for (const row of rows) due.set(row.company_id, [...(due.get(row.company_id) ?? []), row.id])
  return due
}

/** Companies whose connection wants watching: drift where active, recovery where in attention. */
export async function findConnectionsToWatch(trx: Kysely<Tables>): Promise<string[]> {
  const rows = await trx
    .selectFrom('connection')
    .select('company_id')
    .where('state', 'in', ['active', 'attention'])
    .execute()
  return rows.map((row) => row.company_id)
}
