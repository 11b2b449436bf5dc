import type { Standing } from '../connection/standing.ts'
import { appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { SyncDeps } from './deps.ts'
import { noteSince } from './outage.store.ts'

/**
 * After so long without an answer the connection says so, and its work waits for one: going on would fail person by
 * person, with two entries in the log for each try (ADR 0010).
 */
export const OUTAGE_MS = 5 * 60_000

/** Whether a refusal means that nobody answers, at Graph or where tokens come from. Being told to slow down is an answer. */
export function isSilence(failure: GraphFailure): boolean {
  return failure.is === 'unavailable' || (failure.is === 'token' && failure.failure.is === 'unavailable')
}

/** What a round of the watch means for the connection. Pure. */
export function outageStep(
  { unreachableSince }: Pick<Standing, 'unreachableSince'>,
  isAnswered: boolean,
  now: Date,
): 'note' | 'clear' | 'raise' | 'nothing' {
  if (isAnswered) return unreachableSince === null ? 'nothing' : 'clear'
  if (unreachableSince === null) return 'note'
  return now.getTime() - unreachableSince.getTime() >= OUTAGE_MS ? 'raise' : 'nothing'
}

/**
 * Keeps count of how long Microsoft has not answered the watch. Before the connection says so, something simpler is
 * asked: while only one kind of question goes unanswered, people are retried one by one, and those who can be served are.
 */
export async function noteAnswer(
  companyId: string,
  standing: Standing,
  isAnswered: boolean,
  deps: SyncDeps,
): Promise<void> {
  const { generation, tenantId, unreachableSince } = standing
  const now = deps.now()
  switch (outageStep(standing, isAnswered, now)) {
    case 'nothing':
      return
    case 'note':
      return inCompany(deps.db, companyId, async (trx) => {
        await noteSince(trx, companyId, generation, 'unreachable_since', now)
      })
    case 'clear':
      return inCompany(deps.db, companyId, async (trx) => {
        await noteSince(trx, companyId, generation, 'unreachable_since', null)
      })
    case 'raise': {
      const simplest = await deps.graphFor(tenantId, companyId).organization()
      if (simplest.ok || !isSilence(simplest.failure)) return
      return deps.raiseAttention(companyId, generation, 'graph-outage', unreachableSince ?? now)
    }
  }
}

/**
 * Plumm's directory gave no usable answer, or does again. It stops nothing: events go on arriving, and a leaver among
 * them must not wait for a list of everybody (ADR 0010). Make it the last of its transaction.
 */
export async function noteDirectory(
  trx: CompanyTrx,
  companyId: string,
  generation: number,
  faultAt: Date | null,
  { ink }: Pick<SyncDeps, 'ink'>,
): Promise<void> {
  if (!(await noteSince(trx, companyId, generation, 'directory_fault_since', faultAt))) return
  await notifyLive(trx, { companyId, connection: true })
  const action = faultAt === null ? 'directory.readable' : 'directory.unreadable'
  const outcome = faultAt === null ? 'succeeded' : 'failed'
  await appendAudit(trx, companyId, [{ action, outcome, actor: { kind: 'sync', name: null }, generation }], ink)
}
