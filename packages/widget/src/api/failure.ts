import type { Problem } from '@plumm/entra-shared'

/** Why a request brought no answer we can use. */
export type FailureCause =
  /** The BFF said no, in words. */
  | { is: 'refused'; problem: Problem }
  /** No answer: offline, or the BFF is down. */
  | { is: 'unreachable' }
  /** An answer that breaks the contract: an older or newer BFF, or something in between. */
  | { is: 'not-understood'; status: number }
  /** The host page could not give us a session token. */
  | { is: 'no-session' }

/** Thrown by the client; a component shows it with `messages.failure`. */
export class Failure extends Error {
  readonly because: FailureCause
  constructor(because: FailureCause, options?: ErrorOptions) {
    super(because.is === 'refused' ? `${because.problem.code}: ${because.problem.detail}` : because.is, options)
    this.name = 'Failure'
    this.because = because
  }
}

export function causeOf(error: unknown): FailureCause {
  return error instanceof Failure ? error.because : { is: 'unreachable' }
}

/** Worth asking again without anybody doing something. */
export function isPassing(error: unknown): boolean {
  const cause = causeOf(error)
  return (
    cause.is === 'unreachable' || cause.is === 'no-session' || (cause.is === 'refused' && cause.problem.status >= 500)
  )
}
