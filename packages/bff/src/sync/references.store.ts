import { nameOf } from '@plumm/entra-shared'
import { sql } from 'kysely'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { Referred } from './references.ts'

/** What is known of the people whom references name; whom Plumm never told us about is missing. */
export async function readReferred(
  trx: CompanyTrx,
  companyId: string,
  tenantId: string,
  personIds: readonly string[],
): Promise<Map<string, Referred>> {
  if (personIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('person')
    .leftJoin('link', (join) =>
      join
        .onRef('link.company_id', '=', 'person.company_id')
        .onRef('link.person_id', '=', 'person.id')
        .on('link.tenant_id', '=', tenantId),
    )
    .select(['person.id', 'person.data', 'link.entra_user_id', 'link.linked_at'])
    .where('person.company_id', '=', companyId)
    .where('person.id', 'in', [...personIds])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      { name: nameOf(row.data), entraUserId: row.entra_user_id, linkedAt: row.linked_at, isComing: false },
    ]),
  )
}

/** People who name one of these in one of the properties. `managerId` has an index (migration 5). */
export async function findReferrers(
  trx: CompanyTrx,
  companyId: string,
  personIds: readonly string[],
  paths: readonly string[],
): Promise<string[]> {
  if (personIds.length === 0 || paths.length === 0) return []
  const rows = await trx
    .selectFrom('person')
    .select('id')
    .where('company_id', '=', companyId)
    .where((eb) => eb.or(paths.map((path) => sql<boolean>`${at(path)} in (${sql.join(personIds)})`)))
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Notes that people are due, so that a pause does not lose their look. A row that somebody else holds is left out: its
 * holder owes that person a look as well, and waiting here for several rows could make two of us wait for each other.
 */
export async function markDue(
  trx: CompanyTrx,
  companyId: string,
  personIds: readonly string[],
  at: Date,
): Promise<void> {
  if (personIds.length === 0) return
  await trx
    .updateTable('person')
    .set({ next_look_at: sql`least(next_look_at, ${at}::timestamptz)` })
    .where('company_id', '=', companyId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('person as free')
        .select('free.id')
        .where('free.company_id', '=', companyId)
        .where('free.id', 'in', [...personIds])
        .forUpdate()
        .skipLocked(),
    )
    .execute()
}

/** A property of a person in SQL. Literals, so that the index of that expression is found. */
export function at(path: string) {
  const keys = path.split('.')
  const last = keys.pop() ?? path
  return sql<string>`data${sql.join(
    keys.map((key) => sql` -> ${sql.lit(key)}`),
    sql``,
  )} ->> ${sql.lit(last)}`
}
