import type { AuditAction, FieldChange, FieldProblem } from '@plumm/entra-shared'
import { nameOf } from '@plumm/entra-shared'
import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { isStillOurs, readStanding } from '../connection/standing.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { CallOptions, GraphResult } from '../graph/graph.ts'
import type { CallPriority } from '../graph/throttle.ts'
import type { Priority } from '../queue/queue.ts'
import type { SyncDeps } from './deps.ts'
import { readFuse } from './fuse.store.ts'
import { isCounted, isStopped } from './fuse.ts'
import { updateLink } from './link.store.ts'
import type { Link, Situation, Step } from './situation.ts'

export interface ApplyContext {
  companyId: string
  personId: string
  tenantId: string
  generation: number
  situation: Situation
  /** Whether somebody's change waits for this, or it may take its time. */
  callPriority: CallPriority
  /** The job's, for the next one that it owes. */
  priority: Priority
}

export type StepResult =
  /** `refused`: values of the step that Entra did not take, while the rest is there. */
  | { is: 'done'; link: Link | null; refused?: FieldProblem[] }
  | { is: 'failed'; failure: GraphFailure }
  | { is: 'fenced' }

interface Write {
  step: Step
  action: AuditAction
  changes: FieldChange[]
  link: Link | null
  before?: (trx: CompanyTrx) => Promise<void>
  call: (entraUserId: string, options: CallOptions) => Promise<GraphResult<unknown>>
  after: Partial<Link>
}

/** One write to a linked account: intent, call, outcome. */
export async function write(
  context: ApplyContext,
  deps: SyncDeps,
  { step, action, changes, link, before, call, after }: Write,
): Promise<StepResult> {
  if (!link) throw new TypeError(`A plan may not ${step.is} before there is an account.`)
  const { companyId, personId } = context
  const clientRequestId = deps.newId()
  const record: AuditRecord = {
    ...recordBase(context),
    action,
    outcome: 'intended',
    entraUserId: link.entraUserId,
    changes,
    clientRequestId,
  }
  const intent = await intend(context, deps, step, record, before)
  if (intent.is !== 'intended') return intent
  const { intentSeq } = intent
  const result = await call(link.entraUserId, { clientRequestId, priority: context.callPriority, hasTurn: true })
  await conclude(context, deps, { ...record, ...outcomeOf(result), intentSeq }, (trx) =>
    result.ok ? updateLink(trx, companyId, personId, after) : Promise.resolve(),
  )
  return result.ok ? { is: 'done', link: { ...link, ...after } } : { is: 'failed', failure: result.failure }
}

/**
 * Waits for the turn to write, then commits what is about to be done, unless the connection or the fuse has changed its
 * mind since the plan. What Graph would refuse now is not announced.
 */
export async function intend(
  context: ApplyContext,
  deps: SyncDeps,
  step: Step,
  record: AuditRecord,
  before?: (trx: CompanyTrx) => Promise<void>,
): Promise<{ is: 'intended'; intentSeq: number } | Exclude<StepResult, { is: 'done' }>> {
  const { companyId, personId, tenantId, generation, callPriority } = context
  const stayAway = await deps.graphFor(tenantId, companyId).writeTurn(callPriority)
  if (stayAway) return { is: 'failed', failure: { is: 'throttled', ...stayAway } }
  return inCompany(deps.db, companyId, async (trx) => {
    if (!(await isStillOurs(trx, companyId, generation))) return { is: 'fenced' }
    if (isCounted(step) && isStopped(step, await readFuse(trx, companyId, personId))) return { is: 'fenced' }
    await before?.(trx)
    return { is: 'intended', intentSeq: await appendAudit(trx, companyId, [record], deps.ink) }
  })
}

/** Commits what came of it. Disconnect fences the link, never the audit. */
export async function conclude(
  { companyId, generation }: ApplyContext,
  deps: SyncDeps,
  record: AuditRecord,
  change: (trx: CompanyTrx) => Promise<void>,
): Promise<void> {
  await inCompany(deps.db, companyId, async (trx) => {
    const standing = await readStanding(trx, companyId)
    if (standing?.generation === generation) await change(trx)
    await appendAudit(trx, companyId, [record], deps.ink)
  })
}

export function outcomeOf(result: GraphResult<unknown>): Pick<AuditRecord, 'outcome' | 'graphRequestId'> {
  const ids = result.requestId === null ? {} : { graphRequestId: result.requestId }
  if (result.ok) return { outcome: 'succeeded', ...ids }
  // A timeout or a dropped connection says nothing about whether the write landed.
  const isUnknown = result.failure.is === 'unavailable' && result.failure.outcomeUnknown
  return { outcome: isUnknown ? 'unknown' : 'failed', ...ids }
}

export function recordBase({
  personId,
  generation,
  situation,
}: ApplyContext): Pick<AuditRecord, 'actor' | 'personId' | 'personName' | 'generation'> {
  return { actor: { kind: 'plumm', name: null }, personId, personName: nameOf(situation.person), generation }
}
