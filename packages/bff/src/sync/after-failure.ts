import type { Actor, AttentionReason, FieldProblem, Reason } from '@plumm/entra-shared'
import type { GraphFailure } from '../graph/failure.ts'
import { addressTakenBy } from './fields.ts'

/** What a Graph refusal means for the person, and for the connection (design §5, Failure has a next step). */
export type AfterFailure =
  | { is: 'retry'; reason: Reason; notBeforeMs: number }
  | { is: 'block'; reason: Reason; actor: Actor; problems: FieldProblem[] }
  | { is: 'attention'; reason: AttentionReason }

/** The classifier's answer in the sync's words. `createIntended`: an address conflict may be our own lost create. */
export function afterFailure(failure: GraphFailure, { createIntended }: { createIntended: boolean }): AfterFailure {
  switch (failure.is) {
    case 'throttled':
      return { is: 'retry', reason: 'throttled', notBeforeMs: failure.retryAfterMs }
    case 'unavailable':
      return { is: 'retry', reason: 'unavailable', notBeforeMs: failure.retryAfterMs ?? 0 }
    case 'not-found':
      return { is: 'retry', reason: 'settling', notBeforeMs: 0 }
    case 'unauthorized':
    case 'unexpected':
    case 'delta-expired':
      return { is: 'retry', reason: 'unexpected', notBeforeMs: 0 }
    case 'token':
      return afterTokenFailure(failure)
    case 'consent':
      return { is: 'attention', reason: failure.reason }
    case 'permission-missing-or-protected':
      return block('write-refused', 'it')
    case 'address-taken':
      return createIntended
        ? { is: 'retry', reason: 'settling', notBeforeMs: 5_000 }
        : block('address-taken', 'it', conflictOf(failure))
    case 'domain-not-verified':
      return block('domain-not-verified', 'it')
    case 'bad-character':
      return block('bad-characters', 'hr')
    case 'invalid-value':
      return block('field-problems', 'hr')
    case 'mastered-on-premises':
      return block('mastered-on-premises', 'it')
    case 'quota-exceeded':
      return block('write-refused', 'it')
  }
}

function block(reason: Reason, actor: Actor, problems: FieldProblem[] = []): AfterFailure {
  return { is: 'block', reason, actor, problems }
}

/** Graph names an address's holder by its id at most. */
function conflictOf({ conflictingObject: id }: Extract<GraphFailure, { is: 'address-taken' }>): FieldProblem[] {
  return id === null ? [] : [addressTakenBy({ id, displayName: id })]
}

function afterTokenFailure({ failure }: Extract<GraphFailure, { is: 'token' }>): AfterFailure {
  switch (failure.is) {
    case 'unavailable':
      return { is: 'retry', reason: 'unavailable', notBeforeMs: failure.retryAfterMs ?? 0 }
    case 'secret-invalid':
    case 'secret-expired':
    case 'app-disabled':
    case 'app-removed':
    case 'tenant-gone':
      return { is: 'attention', reason: failure.is }
  }
}

const BACKOFF_MS_MAX = 5 * 60_000

/** Wait before attempt number `attempts` + 1: doubled from a second, spread by up to a quarter, never before Graph allows. */
export function backoffMs(attempts: number, notBeforeMs: number, random: number): number {
  const doubled = Math.min(1_000 * 2 ** Math.min(attempts, 12), BACKOFF_MS_MAX)
  return Math.max(notBeforeMs, Math.round(doubled * (1 + random / 4)))
}
