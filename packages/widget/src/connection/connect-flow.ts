import type { ConnectLink } from '@plumm/entra-shared'
import type { FailureCause } from '../api/failure.ts'
import type { SignInOutcome } from '../auth/sign-in.ts'

/** Why an attempt of ours ended without a connection. */
export type Stop =
  | { is: 'cancelled' }
  | { is: 'expired'; wasLink: boolean }
  | { is: 'failed'; code: string }
  | { is: 'refused'; code: string; detail: string; requestId: string | null }
  | { is: 'trouble'; cause: FailureCause }

/** How far this page has come with connecting; what the BFF knows of it is in the attempt. */
export type Flow =
  | { is: 'idle' }
  | { is: 'starting' }
  | { is: 'asking' }
  | { is: 'linked'; attemptId: string; link: ConnectLink }
  | { is: 'signing-in'; attemptId: string; looksClosed: boolean }
  | { is: 'popup-blocked'; attemptId: string }
  | { is: 'proving'; attemptId: string }
  | { is: 'watching'; attemptId: string }
  | { is: 'stopped'; why: Stop }

export type FlowStep =
  | { did: 'begin' }
  | { did: 'ask' }
  | { did: 'link'; attemptId: string; link: ConnectLink }
  | { did: 'open'; attemptId: string }
  | { did: 'look-closed' }
  | { did: 'answer'; attemptId: string; outcome: SignInOutcome }
  | { did: 'prove'; attemptId: string }
  | { did: 'fail'; cause: FailureCause }
  | { did: 'leave' }

/** Pure: the only place that says what follows what. */
export function nextFlow(flow: Flow, step: FlowStep): Flow {
  switch (step.did) {
    case 'begin':
      return { is: 'starting' }
    case 'ask':
      return { is: 'asking' }
    case 'link':
      return { is: 'linked', attemptId: step.attemptId, link: step.link }
    case 'open':
      return { is: 'signing-in', attemptId: step.attemptId, looksClosed: false }
    case 'look-closed':
      return flow.is === 'signing-in' ? { ...flow, looksClosed: true } : flow
    case 'answer':
      return afterAnswer(step.attemptId, step.outcome)
    case 'prove':
      return { is: 'watching', attemptId: step.attemptId }
    case 'fail':
      return { is: 'stopped', why: stopFor(step.cause) }
    case 'leave':
      return { is: 'idle' }
  }
}

function afterAnswer(attemptId: string, outcome: SignInOutcome): Flow {
  switch (outcome.is) {
    case 'signed-in':
      return { is: 'proving', attemptId }
    case 'popup-blocked':
      return { is: 'popup-blocked', attemptId }
    case 'cancelled':
      return { is: 'stopped', why: { is: 'cancelled' } }
    case 'failed':
      return { is: 'stopped', why: { is: 'failed', code: outcome.code } }
  }
}

function stopFor(cause: FailureCause): Stop {
  if (cause.is !== 'refused') return { is: 'trouble', cause }
  const { code, detail, requestId } = cause.problem
  return { is: 'refused', code, detail, requestId }
}
