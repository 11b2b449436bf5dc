import { SIGN_IN_NAME } from '@plumm/entra-shared'
import type { Fingerprint, FuseKind } from './vocabulary.ts'
import type { Answer, Plan, Step } from './situation.ts'

/** A change that was counted, for one person. */
export interface FuseEntry {
  kind: FuseKind
  state: 'passed' | 'held' | 'released' | 'rejected'
  countedAt: Date
}

/** The rolling window changes are counted in. */
export const FUSE_WINDOW_MS = 24 * 3_600_000

/** The dangerous kinds of a plan that nobody counted yet: they came due by a date, or by a person's own drift. */
export function uncounted(plan: Plan, entries: readonly FuseEntry[], now: Date): FuseKind[] {
  const counts = ({ state, countedAt }: FuseEntry) =>
    state === 'held' || state === 'rejected' || now.getTime() - countedAt.getTime() < FUSE_WINDOW_MS
  return fuseKindsOf(plan).filter((kind) => !entries.some((entry) => entry.kind === kind && counts(entry)))
}

const FUSE_KINDS = ['suspend', 'rename', 'enable'] as const satisfies readonly FuseKind[]

/** The kinds of dangerous change a plan contains. */
function fuseKindsOf(plan: Plan): FuseKind[] {
  return FUSE_KINDS.filter((kind) => plan.steps.some((step) => isOf(kind, step)))
}

/** Whether the fuse keeps a step from being made: it is held, or an administrator said no. */
export function isStopped(step: Step, entries: readonly FuseEntry[]): boolean {
  return entries.some((entry) => stops(entry, step))
}

/** Whether a step is of a kind that the fuse counts, and so may hold. */
export function isCounted(step: Step): boolean {
  return FUSE_KINDS.some((kind) => isOf(kind, step))
}

function stops({ kind, state }: FuseEntry, step: Step): boolean {
  return (state === 'held' || state === 'rejected') && isOf(kind, step)
}

/**
 * Takes out of a plan what the fuse holds, and leaves the rest: a held rename must not keep a phone number back.
 * A change an admin rejected stays undone until HR says something new.
 */
export function fuse(plan: Plan, states: readonly FuseEntry[]): Plan {
  const hit = states.filter((entry) => plan.steps.some((step) => stops(entry, step)))
  if (hit.length === 0) return plan
  const steps = hit.reduce((kept, { kind }) => without(kind, kept), plan.steps)
  const isHeld = hit.some(({ state }) => state === 'held')
  return {
    ...plan,
    kind: isHeld ? 'hold' : plan.kind,
    steps,
    verdict: isHeld
      ? { is: 'hold', reason: 'fuse', choices: ['release', 'reject'], candidates: [] }
      : { is: 'left-alone', reason: 'rejected', actor: 'nobody' },
  }
}

/**
 * Holds a plan that is not the one that was approved (design §5, Preview is the run): another kind, account or email.
 * Fewer writes and newer values on the same account go through; a deactivation always does.
 */
export function holdUnlessApproved(
  plan: Plan,
  approved: Fingerprint | null,
  context: { email: string; createIntended: boolean; answers: readonly Answer[] },
): Plan {
  if (!approved || plan.kind === 'none' || plan.kind === 'suspend' || plan.kind === 'hold' || plan.kind === 'block')
    return plan
  if (context.answers.some((answer) => answer.reason === 'changed-since-preview' && answer.choice === 'release'))
    return plan
  const target = plan.account?.entraUserId ?? plan.steps.find((step) => step.is === 'link')?.account.id ?? null
  const isOurOwnCreate = approved.kind === 'create' && plan.kind === 'link' && context.createIntended
  // Who was in step, or only linked, and of whom HR says something new since: the same account, newer values.
  const isNewer = plan.kind === 'update' && (approved.kind === 'link' || approved.kind === 'none')
  const isSameKind = plan.kind === approved.kind || isNewer
  const isSamePlan =
    isSameKind && target === approved.entraUserId && context.email.toLowerCase() === approved.email.toLowerCase()
  if (isSamePlan || isOurOwnCreate) return plan
  return {
    ...plan,
    kind: 'hold',
    steps: [],
    verdict: { is: 'hold', reason: 'changed-since-preview', choices: ['release', 'skip'], candidates: [] },
  }
}

/** What an approval is given for. */
export function fingerprintOf(plan: Plan, email: string): Fingerprint {
  const linked = plan.steps.find((step) => step.is === 'link')
  const writes = plan.steps.flatMap((step) => {
    if (step.is === 'update') return step.changes.map((change) => change.field)
    return [step.is === 'set-reference' ? step.change.field : step.is]
  })
  return { kind: plan.kind, entraUserId: plan.account?.entraUserId ?? linked?.account.id ?? null, email, writes }
}

function isOf(kind: FuseKind, step: Step): boolean {
  switch (kind) {
    case 'suspend':
      return step.is === 'suspend'
    case 'enable':
      return step.is === 'enable'
    case 'rename':
      return step.is === 'update' && step.changes.some((change) => change.field === SIGN_IN_NAME)
  }
}

function without(kind: FuseKind, steps: readonly Step[]): Step[] {
  if (kind === 'rename') {
    return steps.flatMap((step): Step[] => {
      if (step.is !== 'update') return [step]
      const changes = step.changes.filter((change) => change.field !== SIGN_IN_NAME)
      return changes.length > 0 ? [{ is: 'update', changes }] : []
    })
  }
  const dropped = kind === 'suspend' ? ['suspend', 'revoke-sessions'] : ['enable']
  return steps.filter((step) => !dropped.includes(step.is))
}
