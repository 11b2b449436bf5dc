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
  [{ state: 'signing-in', ...base, attemptId: 'a' }, 'elsewhere'],
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
    why: { is: 'expired' },
  })
  expect(viewOf({ connection: awaiting, attempt: attempt('connected') }).is).toBe('proving')
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
