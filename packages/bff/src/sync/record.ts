import { type FieldChange, SIGN_IN_NAME, type SyncStatus, nameOf } from '@plumm/entra-shared'
import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { finishWave, touchLastChange } from '../connection/progress.ts'
import { readStanding } from '../connection/standing.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import { peopleWanting } from './address.store.ts'
import { afterFailure, backoffMs } from './after-failure.ts'
import type { Applied } from './apply.ts'
import type { ApplyContext } from './audited-write.ts'
import type { SyncDeps } from './deps.ts'
import { type Question, ask, useAnswers } from './hold.store.ts'
import { readLink, rememberFound, updateLink } from './link.store.ts'
import { type PersonRecord, type StoredPerson, markPending, recordPerson } from './person.store.ts'
import { useApproval } from './preview.store.ts'
import { toFieldChange } from './references.ts'
import type { Plan, Situation, Step } from './situation.ts'

/** An outcome closer than this is left to a delayed job; a later one to the sweep. */
const JOB_HORIZON_MS = 3_600_000
/** How long a conflict may be our own create that Entra does not show yet. */
const CREATE_SETTLES_MS = 5 * 60_000

/**
 * Commits how a person stands: status, question, audit and the next look, in one transaction that the connection's
 * generation fences. A version that came in meanwhile is owed another job.
 */
export async function record(
  plan: Plan,
  applied: Applied,
  stored: StoredPerson,
  context: ApplyContext,
  deps: SyncDeps,
): Promise<void> {
  const { companyId, personId, generation, situation } = context
  if (applied.is === 'fenced') return
  const now = deps.now()
  const createIntended = stored.createIntendedAt !== null || plan.kind === 'create'
  const failed =
    applied.is === 'failed' ? afterFailure(applied.failure, { createIntended: isFreshCreate(stored, plan, now) }) : null
  if (failed?.is === 'attention') {
    await owe(context, deps)
    await deps.raiseAttention(companyId, generation, failed.reason)
    return
  }
  const outcome: Standing = failed
    ? standingAfterFailure(failed, stored.attempts, now, deps.random())
    : standingOf(plan, now)
  const question = questionOf(plan, applied)
  await inCompany(deps.db, companyId, async (trx) => {
    // Locked first, as by everything that stores people: no two wait for each other, and the last two people of a wave
    // that are done at the same moment still see each other, so that one of them ends it.
    const standing = await readStanding(trx, companyId, 'for-update')
    if (standing?.generation !== generation) return
    const { isNew } = await ask(
      trx,
      { companyId, personId, personVersion: stored.version, generation, now, newId: deps.newId },
      question,
    )
    const { movedOn } = await recordPerson(trx, companyId, personId, {
      ...outcome,
      version: stored.version,
      createIntendedAt: createIntended && failed ? (stored.createIntendedAt ?? now) : null,
    })
    if (applied.is === 'done') {
      await settleFields(trx, plan, context)
      await useApproval(trx, standing.approvedPreviewId, personId)
      if (plan.verdict.is === 'in-step' && situation.answers.length > 0) await useAnswers(trx, companyId, personId, now)
    }
    if (applied.wrote) await touchLastChange(trx, companyId, now)
    await finishWave(trx, companyId)
    if (movedOn) await deps.queue.sendPeople(trx, companyId, [personId], { priority: 'change' })
    else if (outcome.nextLookAt && outcome.nextLookAt.getTime() - now.getTime() < JOB_HORIZON_MS) {
      await deps.queue.sendPeople(trx, companyId, [personId], {
        priority: failed ? context.priority : 'sweep',
        at: outcome.nextLookAt,
      })
    }
    if (applied.is === 'done') await wakeWhoeverWaits(trx, plan, context, deps)
    await notifyLive(trx, { companyId, people: [personId] })
    const news = newsOf(plan, outcome, stored, situation, isNew, question)
    if (news)
      await appendAudit(
        trx,
        companyId,
        [{ ...news, personId, personName: nameOf(situation.person), generation }],
        deps.ink,
      )
  })
}

/** Whoever could not be looked at is owed a look when the connection recovers, also where no event of HR's asks for it. */
async function owe({ companyId, personId, generation }: ApplyContext, deps: SyncDeps): Promise<void> {
  await inCompany(deps.db, companyId, async (trx) => {
    const standing = await readStanding(trx, companyId)
    if (standing?.generation !== generation) return
    await markPending(trx, companyId, [personId])
    await notifyLive(trx, { companyId, people: [personId] })
  })
}

/**
 * Somebody gave a sign-in name up, or an account turned out to be theirs: whoever Plumm gives that name to looks again
 * (design §5, Names and addresses).
 */
async function wakeWhoeverWaits(
  trx: CompanyTrx,
  plan: Plan,
  { companyId, personId }: ApplyContext,
  { queue }: SyncDeps,
): Promise<void> {
  const concerned = plan.steps.flatMap((step) => {
    if (step.is === 'create') return step.fields[SIGN_IN_NAME] ?? []
    if (step.is === 'link') return step.account.fields[SIGN_IN_NAME] ?? []
    if (step.is !== 'update') return []
    return step.changes.flatMap(({ field, before }) => (field === SIGN_IN_NAME && before !== null ? [before] : []))
  })
  await queue.sendPeople(trx, companyId, await peopleWanting(trx, companyId, concerned, [personId]), {
    priority: 'change',
  })
}

type Standing = Omit<PersonRecord, 'version' | 'createIntendedAt'>

/** How a person stands once a plan is carried out. Pure. */
export function standingOf(plan: Plan, now: Date): Standing {
  const base = {
    problems: plan.problems,
    syncedAt: now,
    nextLookAt: plan.lookAgainAt,
    attempts: 0,
    reason: null,
    actor: 'nobody' as const,
  }
  const { verdict } = plan
  const isSuspended = plan.presence === 'left' && plan.account !== null && verdict.is !== 'hold'
  // Ready and waiting for the first day is in step, and says so.
  const readyReason = plan.presence === 'starts-later' ? ('not-started' as const) : null
  switch (verdict.is) {
    case 'in-step':
      return { ...base, syncStatus: isSuspended ? 'suspended' : 'synced', reason: readyReason }
    case 'left-alone':
      return { ...base, syncStatus: 'excluded', reason: verdict.reason, actor: verdict.actor }
    case 'hold':
      return { ...base, syncStatus: 'held', reason: verdict.reason, actor: 'hr' }
    case 'block': {
      // For a leaver who is locked out, a bad office name is not what matters.
      const isLeaverDone = isSuspended && verdict.reason === 'field-problems'
      const status: SyncStatus = isLeaverDone ? 'suspended' : 'blocked'
      return { ...base, syncStatus: status, reason: verdict.reason, actor: verdict.actor }
    }
    case 'wait':
      return {
        ...base,
        // A burst of edits has not failed: its newest state goes out in a moment.
        syncStatus: verdict.reason === 'many-changes' ? 'pending' : 'retrying',
        reason: verdict.reason,
        nextLookAt: verdict.until,
        syncedAt: null,
      }
  }
}

function standingAfterFailure(
  failed: Exclude<ReturnType<typeof afterFailure>, { is: 'attention' }>,
  attempts: number,
  now: Date,
  random: number,
): Standing {
  const base = { problems: failed.is === 'block' ? failed.problems : [], syncedAt: null, reason: failed.reason }
  if (failed.is === 'block')
    return { ...base, syncStatus: 'blocked', actor: failed.actor, nextLookAt: null, attempts: 0 }
  const nextLookAt = new Date(now.getTime() + backoffMs(attempts, failed.notBeforeMs, random))
  return { ...base, syncStatus: 'retrying', actor: 'nobody', nextLookAt, attempts: attempts + 1 }
}

function questionOf(plan: Plan, applied: Applied): Question | null {
  if (applied.is !== 'done' || plan.verdict.is !== 'hold') return null
  const { reason, choices, candidates } = plan.verdict
  return { reason, choices, candidates, changes: changesOf(plan) }
}

/** The plan's changes as people read them, and what follows from it by itself. */
export function changesOf(plan: Plan): FieldChange[] {
  return [...plan.steps.flatMap(changesIn), ...plan.awaited]

  function changesIn(step: Step): FieldChange[] {
    switch (step.is) {
      case 'update':
        return step.changes.map(({ field, before, after }) => ({ field, before, after }))
      case 'create':
        return Object.entries(step.fields).map(([field, after]) => ({ field, before: null, after: after ?? null }))
      case 'suspend':
        return [{ field: 'signIn', before: 'allowed', after: 'blocked' }]
      case 'enable':
        return [{ field: 'signIn', before: 'blocked', after: 'allowed' }]
      case 'set-reference':
        return [toFieldChange(step.change)]
      case 'link':
      case 'restore':
      case 'revoke-sessions':
        return []
    }
  }
}

/** A hold or a block is news once, not at every look. */
function newsOf(
  plan: Plan,
  outcome: Standing,
  stored: StoredPerson,
  situation: Situation,
  isNewQuestion: boolean,
  question: Question | null,
): Pick<AuditRecord, 'action' | 'outcome' | 'actor' | 'reason' | 'changes' | 'entraUserId'> | null {
  const account = plan.account ?? null
  const base = {
    actor: { kind: 'sync' as const, name: null },
    ...(account ? { entraUserId: account.entraUserId } : {}),
  }
  const reason = outcome.reason === null ? {} : { reason: outcome.reason }
  if (question && isNewQuestion)
    return { ...base, ...reason, action: 'user.held', outcome: 'held', changes: question.changes }
  if (outcome.reason === 'excluded-leaver' && stored.reason !== 'excluded-leaver')
    return { ...base, ...reason, action: 'user.blocked', outcome: 'blocked', changes: [] }
  const isNewBlock =
    outcome.syncStatus === 'blocked' && (stored.syncStatus !== 'blocked' || stored.version !== stored.recordedVersion)
  if (!isNewBlock) return null
  const problems = plan.problems.map(({ field }) => ({ field, before: null, after: valueOf(situation, field) }))
  return { ...base, ...reason, action: 'user.blocked', outcome: 'blocked', changes: problems }
}

function valueOf({ fieldMapping, person }: Situation, field: string): string | null {
  const source = fieldMapping.rules.find((rule) => rule.target === field)?.source
  const path = source && 'copy' in source ? source.copy.split('.') : []
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    person,
  )
  return typeof value === 'string' ? value : null
}

/** What was in step already is remembered too: a later third value is drift and not news. */
async function settleFields(
  trx: CompanyTrx,
  plan: Plan,
  { companyId, personId, tenantId, situation }: ApplyContext,
): Promise<void> {
  if (!situation.account || plan.kind === 'block') return
  const link = await readLink(trx, companyId, personId, tenantId)
  if (!link) return
  const written = rememberFound(link.written, situation.account.fields, situation.now)
  const name = situation.account.fields[SIGN_IN_NAME]
  // A link whose addresses were erased learns them again, once HR has taken the same person on again.
  const learns = link.email === '' && plan.steps.length === 0 && name
  await updateLink(trx, companyId, personId, {
    ...(written ? { written } : {}),
    ...(learns ? { email: situation.person.email, signInName: name } : {}),
  })
}

function isFreshCreate(stored: StoredPerson, plan: Plan, now: Date): boolean {
  if (plan.kind !== 'create' || stored.createIntendedAt === null) return false
  return now.getTime() - stored.createIntendedAt.getTime() < CREATE_SETTLES_MS
}
