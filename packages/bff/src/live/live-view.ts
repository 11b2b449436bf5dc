import type { StreamEvent } from '@plumm/entra-shared'
import { readEntries } from '../audit/read.ts'
import { type ViewFacts, viewConnection } from '../connection/view.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import { viewStatuses } from '../sync/status.ts'
import type { Wish } from './stream.routes.ts'

/** Turns what changed into events for one session: an ordinary viewer sees statuses and nothing else (design §6). */
export async function readLive(
  trx: CompanyTrx,
  companyId: string,
  wish: Wish,
  { isReader, facts }: { isReader: boolean; facts: ViewFacts },
): Promise<StreamEvent[]> {
  const events: StreamEvent[] = []
  if (wish.resync) events.push({ event: 'resync', data: {} })
  if (wish.people.length > 0) {
    const seenBy = { isReader, adminCenterOrigin: facts.adminCenterOrigin }
    events.push({ event: 'status', data: await viewStatuses(trx, companyId, wish.people, seenBy) })
  }
  if (!isReader) {
    if (wish.connection && wish.people.length === 0) events.push({ event: 'resync', data: {} })
    return events
  }
  if (wish.connection) events.push({ event: 'connection', data: await viewConnection(trx, companyId, facts) })
  if (wish.audit) {
    for (const entry of await readEntries(trx, companyId, wish.audit)) events.push({ event: 'audit', data: entry })
  }
  return events
}
