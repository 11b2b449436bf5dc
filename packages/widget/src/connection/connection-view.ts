import type { Connection, ConnectAttempt, Permission, Tenant } from '@plumm/entra-shared'
import type { FailureCause } from '../api/failure.ts'
import type { Flow, Stop } from './connect-flow.ts'

type StateOf<S extends Connection['state']> = Extract<Connection, { state: S }>

/** Everything the panel can show; it shows exactly one. */
export type ConnectionView =
  | { is: 'loading' }
  | { is: 'unreachable'; cause: FailureCause }
  | { is: 'not-allowed' }
  | { is: 'first-visit' }
  | { is: 'disconnected-before'; tenant: Tenant }
  | { is: 'starting' }
  | { is: 'signing-in'; looksClosed: boolean }
  | { is: 'popup-blocked' }
  | { is: 'proving' }
  | { is: 'elsewhere'; attemptId: string }
  | { is: 'consent'; attempt: ConnectAttempt; consentUrl: string }
  | { is: 'stopped'; why: Stop }
  | { is: 'preview'; connection: StateOf<'preview'> }
  | { is: 'active'; connection: StateOf<'active'> }
  | { is: 'paused'; connection: StateOf<'paused'> }
  | { is: 'attention'; connection: StateOf<'attention'> }

export interface ConnectionFacts {
  connection: Connection | undefined
  /** Why the connection could not be read, the last time it was tried. */
  failure: FailureCause | null
  permissions: readonly Permission[] | undefined
  flow: Flow
  /** The attempt that the flow or the connection is about. */
  attempt: ConnectAttempt | undefined
}

/** What to show, from all that is known. What this page is doing goes before what the BFF said last. */
export function connectionView({ connection, failure, permissions, flow, attempt }: ConnectionFacts): ConnectionView {
  if (permissions && !permissions.includes('integrations:read')) return { is: 'not-allowed' }
  switch (flow.is) {
    case 'starting':
    case 'popup-blocked':
    case 'proving':
      return { is: flow.is }
    case 'signing-in':
      return { is: 'signing-in', looksClosed: flow.looksClosed }
    case 'stopped':
      return { is: 'stopped', why: flow.why }
    case 'watching':
      return attempt?.attemptId === flow.attemptId ? viewOfAttempt(attempt) : { is: 'proving' }
    case 'idle':
      break
  }
  if (!connection) return failure ? { is: 'unreachable', cause: failure } : { is: 'loading' }
  switch (connection.state) {
    case 'disconnected':
      return connection.previousTenant
        ? { is: 'disconnected-before', tenant: connection.previousTenant }
        : { is: 'first-visit' }
    case 'signing-in':
      return { is: 'elsewhere', attemptId: connection.attemptId }
    case 'awaiting-consent':
      return attempt?.attemptId === connection.attemptId ? viewOfAttempt(attempt) : { is: 'loading' }
    case 'preview':
      return { is: 'preview', connection }
    case 'active':
      return { is: 'active', connection }
    case 'paused':
      return { is: 'paused', connection }
    case 'attention':
      return { is: 'attention', connection }
  }
}

/** Whether a permission that is optional is not granted, so that its feature is off. */
export function lacksOptional({ permissions }: Pick<Connection, 'permissions'>): boolean {
  return permissions.some(({ required, granted }) => !required && !granted)
}

function viewOfAttempt(attempt: ConnectAttempt): ConnectionView {
  switch (attempt.state) {
    case 'awaiting-consent':
      return attempt.consentUrl === null
        ? { is: 'proving' }
        : { is: 'consent', attempt, consentUrl: attempt.consentUrl }
    case 'signing-in':
    // Connected, and the connection itself is about to say so.
    case 'connected':
      return { is: 'proving' }
    case 'expired':
      return { is: 'stopped', why: { is: 'expired' } }
    case 'refused':
      return {
        is: 'stopped',
        why: attempt.refusal ? { is: 'refused', ...attempt.refusal, requestId: null } : { is: 'cancelled' },
      }
  }
}
