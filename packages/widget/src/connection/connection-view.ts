import type { Connection, ConnectAttempt, Permission, Tenant } from '@plumm/entra-shared'
import type { FailureCause } from '../api/failure.ts'
import type { Flow, Stop } from './connect-flow.ts'

type StateOf<S extends Connection['state']> = Extract<Connection, { state: S }>

/** A colleague has, or is to get, a link that takes the attempt up. */
export interface Asked {
  attemptId: string
  /** Known to the page that made the link, and to nobody else. */
  url: string | null
  expiresAt: string
  /** Who signed in through it, by their directory. */
  tenant: Tenant | null
  refusal: ConnectAttempt['refusal']
}

/** On the way to a connection. */
export type ConnectingView =
  | { is: 'starting' }
  | { is: 'signing-in'; looksClosed: boolean }
  | { is: 'popup-blocked'; attemptId: string }
  | { is: 'proving' }
  | { is: 'elsewhere'; attemptId: string }
  | ({ is: 'asked' } & Asked)
  | { is: 'consent'; attempt: ConnectAttempt; consentUrl: string }
  | { is: 'stopped'; why: Stop }

/** Everything the panel can show; it shows exactly one. */
export type ConnectionView =
  | ConnectingView
  | { is: 'loading' }
  | { is: 'unreachable'; cause: FailureCause }
  | { is: 'not-allowed' }
  | { is: 'first-visit' }
  | { is: 'disconnected-before'; tenant: Tenant }
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
  /** The attempt that the flow or the connection is about; null where it may not or cannot be read. */
  attempt: ConnectAttempt | null | undefined
}

/** What to show, from all that is known. What this page is doing goes before what the BFF said last. */
export function connectionView({ connection, failure, permissions, flow, attempt }: ConnectionFacts): ConnectionView {
  if (permissions && !permissions.includes('integrations:read')) return { is: 'not-allowed' }
  switch (flow.is) {
    case 'asking':
      return { is: 'loading' }
    case 'starting':
    case 'proving':
      return { is: flow.is }
    case 'popup-blocked':
      return flow
    case 'linked': {
      const { attemptId, link } = flow
      return attempt?.attemptId === attemptId && attempt.link !== null
        ? viewOfAttempt(attempt, link.url)
        : { is: 'asked', attemptId, ...link, tenant: null, refusal: null }
    }
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
    case 'awaiting-consent': {
      const { attemptId } = connection
      if (attempt === null) return { is: 'elsewhere', attemptId }
      if (attempt?.attemptId !== attemptId) return { is: 'loading' }
      return isElsewhere(attempt) ? { is: 'elsewhere', attemptId } : viewOfAttempt(attempt)
    }
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

/** Begun in a window, or on the way through this one to Microsoft and back: from here nobody can go on with it. */
function isElsewhere({ state, link }: ConnectAttempt): boolean {
  if (state === 'signing-in') return link?.for !== 'administrator'
  return state === 'awaiting-consent' && link?.for === 'this-window'
}

function viewOfAttempt(attempt: ConnectAttempt, url: string | null = null): ConnectionView {
  const { attemptId, link, tenant, refusal } = attempt
  switch (attempt.state) {
    case 'awaiting-consent':
      if (link?.for === 'administrator') return { is: 'asked', attemptId, url, ...link, tenant, refusal }
      return attempt.consentUrl === null
        ? { is: 'proving' }
        : { is: 'consent', attempt, consentUrl: attempt.consentUrl }
    case 'signing-in':
      return link ? { is: 'asked', attemptId, url, ...link, tenant, refusal } : { is: 'proving' }
    // Connected, and the connection itself is about to say so.
    case 'connected':
      return { is: 'proving' }
    case 'expired':
      return { is: 'stopped', why: { is: 'expired', wasLink: link !== null } }
    case 'refused':
      return {
        is: 'stopped',
        why: refusal ? { is: 'refused', ...refusal, requestId: null } : { is: 'cancelled' },
      }
  }
}
