import { type ConnectAttempt, type Connection, noCounts, permissions } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { type ConnectionFacts, connectionView } from './connection-view.ts'

const tenant = { id: 't', name: 'Contoso', domain: 'contoso.com' }
const base = { since: '2026-11-24T14:32:00.000Z', permissions: [], counts: noCounts() }
const connected = {
  ...base,
  tenant,
  connectedBy: { name: 'Adele', signInName: 'adele@contoso.com' },
  lastChangeAt: null,
  openHolds: 0,
  progress: null,
}
const disconnected: Connection = { state: 'disconnected', ...base, previousTenant: null }
const awaiting: Connection = { state: 'awaiting-consent', ...base, attemptId: 'a', tenant }
const attempt = (state: ConnectAttempt['state'], more: Partial<ConnectAttempt> = {}): ConnectAttempt => ({
  attemptId: 'a',
  state,
  refusal: null,
  link: null,
  consentUrl: 'https://login.example/adminconsent',
  tenant,
  permissions: [],
  ...more,
})
const viewOf = (facts: Partial<ConnectionFacts>) =>
  connectionView({
    connection: disconnected,
    failure: null,
    permissions,
    flow: { is: 'idle' },
    attempt: undefined,
    ...facts,
  })

it.each([
  [disconnected, 'first-visit'],
  [{ ...disconnected, previousTenant: tenant }, 'disconnected-before'],
  [{ state: 'preview', ...connected }, 'preview'],
  [{ state: 'active', ...connected }, 'active'],
  [{ state: 'paused', ...connected, pausedBy: 'Jo' }, 'paused'],
  [
    {
      state: 'attention',
      ...connected,
      attention: { reason: 'app-removed', since: base.since, actor: 'it', waiting: 0 },
    },
    'attention',
  ],
] as const)('shows what the BFF says while nothing is under way here', (connection, is) => {
  expect(viewOf({ connection: connection }).is).toBe(is)
})

it('puts what this page is doing before what the BFF said last', () => {
  expect(viewOf({ flow: { is: 'starting' } })).toEqual({ is: 'starting' })
  expect(viewOf({ flow: { is: 'signing-in', attemptId: 'a', looksClosed: true } })).toEqual({
    is: 'signing-in',
    looksClosed: true,
  })
  const attention = { reason: 'consent-withdrawn', since: base.since, actor: 'it', waiting: 3 } as const
  expect(
    viewOf({ connection: { state: 'attention', ...connected, attention }, flow: { is: 'proving', attemptId: 'a' } }).is,
  ).toBe('proving')
})

it('asks for consent as soon as the attempt has an address for it, here and after a reload', () => {
  const consent = { is: 'consent', consentUrl: 'https://login.example/adminconsent' }
  expect(viewOf({ flow: { is: 'watching', attemptId: 'a' }, attempt: attempt('awaiting-consent') })).toMatchObject(
    consent,
  )
  expect(viewOf({ connection: awaiting, attempt: attempt('awaiting-consent') })).toMatchObject(consent)
  expect(viewOf({ connection: awaiting }).is).toBe('loading')
})

it('says why an attempt ended, and waits for the connection when it succeeded', () => {
  const refusal = { code: 'consent-refused', detail: 'No.' }
  expect(viewOf({ connection: awaiting, attempt: attempt('refused', { refusal }) })).toEqual({
    is: 'stopped',
    why: { is: 'refused', ...refusal, requestId: null },
  })
  expect(viewOf({ connection: awaiting, attempt: attempt('expired') })).toEqual({
    is: 'stopped',
    why: { is: 'expired', wasLink: false },
  })
  expect(viewOf({ connection: awaiting, attempt: attempt('connected') }).is).toBe('proving')
})

const signingIn: Connection = { state: 'signing-in', ...base, attemptId: 'a' }
const expiresAt = '2026-11-27T14:32:00.000Z'
const linkFor = (purpose: 'administrator' | 'this-window') => ({ link: { for: purpose, expiresAt } })

it('waits for the administrator who has a link, whoever made it', () => {
  const asked = { is: 'asked', attemptId: 'a', expiresAt, tenant: null }
  const waiting = attempt('signing-in', { tenant: null, ...linkFor('administrator') })
  const url = 'https://bff.example/connect/by-link/x'
  const flow = { is: 'linked', attemptId: 'a', link: { url, expiresAt } } as const
  expect(viewOf({ flow, attempt: undefined })).toMatchObject({ ...asked, url })
  expect(viewOf({ flow, attempt: waiting })).toMatchObject({ ...asked, url })
  expect(viewOf({ connection: signingIn, attempt: waiting })).toMatchObject({ ...asked, url: null })
  expect(
    viewOf({ connection: awaiting, attempt: attempt('awaiting-consent', linkFor('administrator')) }),
  ).toMatchObject({ is: 'asked', tenant, url: null })
  expect(viewOf({ flow, attempt: attempt('expired', linkFor('administrator')) })).toEqual({
    is: 'stopped',
    why: { is: 'expired', wasLink: true },
  })
  expect(viewOf({ flow, attempt: attempt('connected', linkFor('administrator')) }).is).toBe('proving')
})

it('offers to start afresh where another window, or Microsoft’s pages in this one, had the attempt', () => {
  const elsewhere = { is: 'elsewhere', attemptId: 'a' }
  expect(viewOf({ connection: signingIn, attempt: attempt('signing-in') })).toEqual(elsewhere)
  expect(viewOf({ connection: signingIn, attempt: attempt('signing-in', linkFor('this-window')) })).toEqual(elsewhere)
  expect(viewOf({ connection: awaiting, attempt: attempt('awaiting-consent', linkFor('this-window')) })).toEqual(
    elsewhere,
  )
})

it('tells whoever may not see the attempt that somebody has begun', () => {
  expect(viewOf({ connection: signingIn, attempt: undefined }).is).toBe('loading')
  expect(viewOf({ connection: signingIn, attempt: null }).is).toBe('elsewhere')
  expect(viewOf({ connection: awaiting, attempt: null }).is).toBe('elsewhere')
})

it('does not mistake another attempt for the one it watches', () => {
  expect(viewOf({ flow: { is: 'watching', attemptId: 'b' }, attempt: attempt('refused') }).is).toBe('proving')
})

it('keeps what it had when the BFF goes away, and says so only where it has nothing', () => {
  const failure = { is: 'unreachable' } as const
  expect(viewOf({ connection: undefined }).is).toBe('loading')
  expect(viewOf({ connection: undefined, failure })).toEqual({ is: 'unreachable', cause: failure })
  expect(viewOf({ connection: { state: 'active', ...connected }, failure }).is).toBe('active')
})

it('shows an ordinary viewer nothing of the connection', () => {
  expect(viewOf({ permissions: ['status:read'] })).toEqual({ is: 'not-allowed' })
})
