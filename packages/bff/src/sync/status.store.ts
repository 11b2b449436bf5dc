import { type PersonStatusReport, type StatusCounts, noCounts } from '@plumm/entra-shared'
import { sql } from 'kysely'
import type { CompanyTrx } from '../db/tenancy.ts'

/** How these people stand; someone we do not know is `not-connected`, and so is everyone without a connection. */
export async function readStatuses(
  trx: CompanyTrx,
  companyId: string,
  ids: readonly string[],
): Promise<PersonStatusReport[]> {
  const rows = await trx
    .selectFrom('person')
    .innerJoin('connection', 'connection.company_id', 'person.company_id')
    .leftJoin('link', (join) =>
      join
        .onRef('link.company_id', '=', 'person.company_id')
        .onRef('link.person_id', '=', 'person.id')
        .onRef('link.tenant_id', '=', 'connection.tenant_id'),
    )
    .select([
      'person.id',
      'person.sync_status',
      'person.reason',
      'person.actor',
      'person.problems',
      'person.last_synced_at',
      'person.next_look_at',
      'link.entra_user_id',
      'link.sign_in_name',
      'connection.state',
    ])
    .where('person.company_id', '=', companyId)
    .where('person.id', 'in', [...ids])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((personId) => {
    const row = byId.get(personId)
    if (!row || row.state === 'disconnected' || row.state === 'preview')
      return { personId, status: 'not-connected', problems: [] }
    return {
      personId,
      status: row.sync_status,
      ...(row.reason ? { reason: row.reason } : {}),
      ...(row.actor === 'nobody' ? {} : { actor: row.actor }),
      problems: row.problems,
      ...(row.entra_user_id ? { entraUserId: row.entra_user_id } : {}),
      ...(row.sign_in_name ? { signInName: row.sign_in_name } : {}),
      ...(row.last_synced_at ? { lastSyncedAt: row.last_synced_at.toISOString() } : {}),
      ...(row.sync_status === 'retrying' && row.next_look_at ? { nextRetryAt: row.next_look_at.toISOString() } : {}),
    }
  })
}

/** What someone with `status:read` only may see: no account, no technical reason (design §6). */
export function forViewer({ personId, status, actor, lastSyncedAt }: PersonStatusReport): PersonStatusReport {
  return { personId, status, problems: [], ...(actor ? { actor } : {}), ...(lastSyncedAt ? { lastSyncedAt } : {}) }
}

export async function countStatuses(trx: CompanyTrx, companyId: string): Promise<StatusCounts> {
  const rows = await trx
    .selectFrom('person')
    .select(['sync_status', sql<string>`count(*)`.as('count')])
    .where('company_id', '=', companyId)
    .groupBy('sync_status')
    .execute()
  const counts = noCounts()
  for (const row of rows) counts[row.sync_status] = Number(row.count)
  return counts
}
