import type { Problem } from '@plumm/entra-shared'

/** Why a request brought no answer we can use. */
export type FailureCause =
  /** The BFF said no, in words. */
  | { is: 'refused'; problem: Problem }
  /** No answer: offline, or the BFF is down. */
  | { is: 'unreachable' }
  /** An answer that breaks the contract: an older or newer BFF, or something in between. */
  | { is: 'not-understood'; status: number }
  /** The host page could not give us a session token, or gave one that has ended. */
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

/** What it comes to for whoever looks at the page; the host is told the code itself. */
export function causeOf(error: unknown): FailureCause {
  if (!(error instanceof Failure)) return { is: 'unreachable' }
  const { because } = error
  if (because.is === 'refused' && because.problem.status === 401) return { is: 'no-session' }
  // Something in front of a BFF that is down says so in a page of its own.
  if (because.is === 'not-understood' && because.status >= 500) return { is: 'unreachable' }
  return because
}

/** Worth asking again without anybody doing something. */
export function isPassing(error: unknown): boolean {
  const cause = causeOf(error)
  return (
    cause.is === 'unreachable' || cause.is === 'no-session' || (cause.is === 'refused' && cause.problem.status >= 500)
  )
}
