import type { Actor, AttentionReason, Reason } from '@plumm/entra-shared'
import type { GraphFailure } from '../graph/failure.ts'

/** What a Graph refusal means for the person, and for the connection (design §5, Failure has a next step). */
export type AfterFailure =
  | { is: 'retry'; reason: Reason; notBeforeMs: number }
  | { is: 'block'; reason: Reason; actor: Actor }
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
      return { is: 'block', reason: 'write-refused', actor: 'it' }
    case 'address-taken':
      return createIntended
        ? { is: 'retry', reason: 'settling', notBeforeMs: 5_000 }
        : { is: 'block', reason: 'address-taken', actor: 'it' }
    case 'domain-not-verified':
      return { is: 'block', reason: 'domain-not-verified', actor: 'it' }
    case 'bad-character':
      return { is: 'block', reason: 'bad-characters', actor: 'hr' }
    case 'invalid-value':
      return { is: 'block', reason: 'field-problems', actor: 'hr' }
    case 'mastered-on-premises':
      return { is: 'block', reason: 'mastered-on-premises', actor: 'it' }
    case 'quota-exceeded':
      return { is: 'block', reason: 'write-refused', actor: 'it' }
  }
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
