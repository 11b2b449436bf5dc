import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectAttemptStart } from '@plumm/entra-shared'
import { inCompany } from '../../src/db/tenancy.ts'
import {
  answerOf,
  consentRedirect,
  handOver,
  idTokenFor,
  startConnecting,
  untilConsentPage,
  watchAttempt,
} from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad'
type Wrong = Parameters<typeof idTokenFor>[2]
/** Each is wrong in one way only. */
const wrongTokens: { what: string; wrong: (world: World) => Wrong; answer: string }[] = [
  { what: 'an ordinary user', wrong: () => ({ user: 'user@contoso.com' }), answer: '422 not-an-administrator' },
  { what: 'a personal account', wrong: () => ({ claims: { tid: PERSONAL_TENANT } }), answer: '422 personal-account' },
  {
    what: 'a token for another app',
    wrong: () => ({ audience: '00000000-0000-4000-8000-000000000000' }),
    answer: '422 id-token-invalid',
  },
  {
    what: 'an issuer of another directory than the token names',
    wrong: (world) => ({
      issuer: `https://login.microsoftonline.com/${world.emulator.tenant('fabrikam.com').id}/v2.0`,
    }),
    answer: '422 id-token-invalid',
  },
  {
    what: 'a directory that the issuer does not stand for',
    wrong: (world) => ({ claims: { tid: world.emulator.tenant('fabrikam.com').id } }),
    answer: '422 id-token-invalid',
  },
  { what: 'a key Microsoft does not know', wrong: () => ({ signWith: 'unknown-key' }), answer: '422 id-token-invalid' },
  {
    what: 'a token that expired ten minutes ago',
    wrong: () => ({ expiresInSeconds: -600 }),
    answer: '422 id-token-invalid',
  },
  { what: 'a nonce that is not ours', wrong: () => ({ nonce: 'of-somebody-else' }), answer: '422 id-token-invalid' },
  { what: 'no nonce at all', wrong: () => ({ claims: { nonce: undefined } }), answer: '422 id-token-invalid' },
]

describe.each(databaseKinds)('who may not connect, on %s', (kind) => {
  let world: World
  let attempt: ConnectAttemptStart
  const nothingIsConnected = async () => {
    const { state } = await world.connection()
    if (!['disconnected', 'signing-in', 'awaiting-consent'].includes(state))
      throw new Error(`It got as far as ${state}.`)
  }
  const lastEntry = async () => (await world.audit()).at(-1)
  const expectRefusalLogged = async (code: string) => {
    expect(await lastEntry()).toMatchObject({
      action: 'connection.sign-in-refused',
      outcome: 'failed',
      changes: [{ field: 'refusal', before: null, after: code }],
    })
  }

  describe('is refused by the token', () => {
    beforeAll(async () => {
      world = await World.create(kind)
      world.emulator.tenant('contoso.com').grantConsent()
      world.emulator.tenant('fabrikam.com').grantConsent()
    })
    afterAll(() => world.close())
    beforeEach(async () => {
      attempt = await startConnecting(world)
    })
    afterEach(async () => {
      await nothingIsConnected()
    })

    it.each(wrongTokens)('$what: $answer', async ({ wrong, answer }) => {
      const token = await idTokenFor(world, attempt, wrong(world))
      expect(await answerOf(await handOver(world, attempt.attemptId, token))).toBe(answer)
      const code = answer.slice(4)
      expect(await watchAttempt(world, attempt.attemptId)).toMatchObject({
        state: 'refused',
        refusal: { code },
        consentUrl: null,
      })
      await expectRefusalLogged(code)
      const right = await idTokenFor(world, attempt)
      expect(await answerOf(await handOver(world, attempt.attemptId, right)), 'the attempt is spent').toBe(
        '409 wrong-state',
      )
    })

    it('something that is no token: 422', async () => {
      expect(await answerOf(await handOver(world, attempt.attemptId, 'eyJhbGciOiJub25lIn0.e30.'))).toBe(
        '422 id-token-invalid',
      )
      await expectRefusalLogged('id-token-invalid')
    })

    it('a token with its signature cut off and alg none: 422', async () => {
      const [, claims] = (await idTokenFor(world, attempt)).split('.')
      const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
      expect(await answerOf(await handOver(world, attempt.attemptId, `${header}.${claims}.`))).toBe(
        '422 id-token-invalid',
      )
      await expectRefusalLogged('id-token-invalid')
    })

    it('a right token of an earlier attempt: 422, for its nonce was the earlier one’s', async () => {
      const token = await idTokenFor(world, attempt)
      const second = await startConnecting(world)
      expect(await answerOf(await handOver(world, second.attemptId, token))).toBe('422 id-token-invalid')
      await expectRefusalLogged('id-token-invalid')
    })

    it('a right token that has served already: 409, and of two at the same moment one serves', async () => {
      world.emulator.tenant('contoso.com').withdrawConsent()
      const token = await idTokenFor(world, attempt)
      const both = [handOver(world, attempt.attemptId, token), handOver(world, attempt.attemptId, token)]
      const answers = await Promise.all(both.map(async (answer) => answerOf(await answer)))
      expect(answers.toSorted()).toEqual(['200', '409 wrong-state'])
      expect(await answerOf(await handOver(world, attempt.attemptId, token))).toBe('409 wrong-state')
      await expectRefusalLogged('wrong-state')
      expect(await watchAttempt(world, attempt.attemptId)).toMatchObject({ state: 'awaiting-consent' })
      world.emulator.tenant('contoso.com').grantConsent()
    })

    it('a right token for an attempt that a newer one replaced: 409', async () => {
      const token = await idTokenFor(world, attempt)
      await startConnecting(world)
      expect(await answerOf(await handOver(world, attempt.attemptId, token))).toBe('409 attempt-expired')
      await expectRefusalLogged('attempt-expired')
    })

    it('a right token after a quarter of an hour: 409', async () => {
      await world.sleep(15 * 60_000)
      const token = await idTokenFor(world, attempt)
      expect(await answerOf(await handOver(world, attempt.attemptId, token))).toBe('409 attempt-expired')
      await expectRefusalLogged('attempt-expired')
    })

    it('an attempt of another company: 404, as if there were none, and that company sees nothing of it', async () => {
      const entriesBefore = (await world.audit()).length
      const token = await idTokenFor(world, attempt)
      const answers = [
        await handOver(world, attempt.attemptId, token, 'tailspin'),
        await world.call('GET', `/api/connection/attempts/${attempt.attemptId}`, { as: 'tailspin' }),
        await world.call('DELETE', `/api/connection/attempts/${attempt.attemptId}`, { as: 'tailspin' }),
      ]
      for (const answer of answers) expect(await answerOf(answer)).toBe('404 not-found')
      expect(await world.audit('', 'tailspin')).toEqual([])
      expect(await world.audit()).toHaveLength(entriesBefore)
      expect(await watchAttempt(world, attempt.attemptId)).toMatchObject({ state: 'signing-in' })
    })
  })

  describe('is refused by the consent redirect', () => {
    beforeAll(async () => {
      world = await World.create(kind)
    })
    afterAll(() => world.close())
    afterEach(async () => {
      for (const tenant of world.emulator.tenants()) tenant.withdrawConsent()
      await nothingIsConnected()
    })
    const grant = () => world.emulator.tenant('contoso.com').grantConsent()

    it('a state nobody gave out: 400, and nothing happens', async () => {
      const { attemptId, tenantId } = await untilConsentPage(world)
      grant()
      expect(await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state: 'guessed' })).toEqual({
        status: 400,
        title: 'This page is no longer needed.',
      })
      expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'awaiting-consent' })
    })

    it('an answer without a state, or without a yes: 400', async () => {
      const { state, tenantId } = await untilConsentPage(world)
      grant()
      expect(await consentRedirect(world, { admin_consent: 'True', tenant: tenantId })).toMatchObject({ status: 400 })
      expect(await consentRedirect(world, { admin_consent: 'False', tenant: tenantId, state })).toMatchObject({
        status: 400,
      })
      expect(await consentRedirect(world, { state })).toMatchObject({ status: 400 })
    })

    it('a state used before: 400', async () => {
      const { state, tenantId, attemptId } = await untilConsentPage(world)
      await consentRedirect(world, { error: 'access_denied', state })
      grant()
      expect(await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state })).toMatchObject({
        status: 400,
      })
      expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'refused' })
      await expectRefusalLogged('wrong-state')
    })

    it('a yes that is played again while the permission has not arrived: 400 and logged, and it counts once', async () => {
      const { state, tenantId, attemptId } = await untilConsentPage(world)
      const yes = { admin_consent: 'True', tenant: tenantId, state }
      expect(await consentRedirect(world, yes)).toMatchObject({ status: 200 })
      expect(await consentRedirect(world, yes)).toMatchObject({ status: 400 })
      await expectRefusalLogged('wrong-state')
      expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'awaiting-consent' })
    })

    it('a state of another company’s attempt: that attempt is refused, and ours has got no answer', async () => {
      const ours = await untilConsentPage(world)
      const theirs = await untilConsentPage(world, 'tailspin')
      grant()
      await consentRedirect(world, { admin_consent: 'True', tenant: ours.tenantId, state: theirs.state })
      expect(await watchAttempt(world, theirs.attemptId, 'tailspin')).toMatchObject({ state: 'refused' })
      expect(await watchAttempt(world, ours.attemptId)).toMatchObject({ state: 'awaiting-consent' })
      expect((await world.audit('', 'tailspin')).at(-1)).toMatchObject({ action: 'connection.consent-refused' })
    })

    it('another directory than the administrator’s: refused and logged', async () => {
      const { attemptId, state } = await untilConsentPage(world)
      grant()
      const other = world.emulator.tenant('fabrikam.com')
      other.grantConsent()
      const asked = () => world.emulator.requests().filter(({ tenantId }) => tenantId === other.id).length
      const before = asked()
      expect(await consentRedirect(world, { admin_consent: 'True', tenant: other.id, state })).toEqual({
        status: 200,
        title: 'Nothing was granted.',
      })
      expect(await watchAttempt(world, attemptId)).toMatchObject({
        state: 'refused',
        refusal: { code: 'consent-refused' },
      })
      expect(await lastEntry()).toMatchObject({ action: 'connection.consent-refused', outcome: 'failed' })
      expect(asked()).toBe(before)
    })

    it('a redirect after the attempt is over: 400', async () => {
      const { attemptId, state, tenantId } = await untilConsentPage(world)
      grant()
      await world.sleep(15 * 60_000)
      expect(await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state })).toMatchObject({
        status: 400,
      })
      expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'expired' })
    })

    it('no redirect at all: permission that is merely seen never completes an attempt', async () => {
      const { attemptId, page } = await untilConsentPage(world)
      grant()
      const asked = world.emulator.requests().length
      for (let look = 0; look < 3; look += 1) {
        expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'awaiting-consent', consentUrl: page.href })
      }
      expect(world.emulator.requests(), 'not even looked for').toHaveLength(asked)
    })
  })

  describe('is refused by what is connected already', () => {
    beforeEach(async () => {
      world = await World.create(kind)
      world.directory.northwind.set('tom', tom)
      await world.connect()
    })
    afterEach(() => world.close())
    const tokensOf = (company: string) =>
      inCompany(world.database.db, company, (trx) =>
        trx.selectFrom('token_cache').select('tenant_id').where('company_id', '=', company).execute(),
      )

    it('a directory that another company has: 409, logged there where it was tried, and no token of it is kept', async () => {
      const theirs = await startConnecting(world, 'tailspin')
      const token = await idTokenFor(world, theirs)
      expect(await answerOf(await handOver(world, theirs.attemptId, token, 'tailspin'))).toBe(
        '409 tenant-already-connected',
      )
      expect(await watchAttempt(world, theirs.attemptId, 'tailspin')).toMatchObject({
        state: 'refused',
        refusal: { code: 'tenant-already-connected' },
      })
      expect((await world.connection('tailspin')).state).toBe('disconnected')
      const logged = (await world.audit('', 'tailspin')).filter(({ action }) => action === 'connection.sign-in-refused')
      expect(logged).toMatchObject([{ outcome: 'failed', changes: [{ after: 'tenant-already-connected' }] }])
      expect(await tokensOf('tailspin')).toEqual([])
      expect((await world.connection()).state).toBe('active')
    })

    it('the same, found out only when consent comes: the window says it was not connected, and Plumm says why', async () => {
      const contoso = world.emulator.tenant('contoso.com')
      contoso.withdrawConsent()
      const theirs = await startConnecting(world, 'tailspin')
      await handOver(world, theirs.attemptId, await idTokenFor(world, theirs), 'tailspin')
      const page = new URL((await watchAttempt(world, theirs.attemptId, 'tailspin')).consentUrl ?? '')
      contoso.grantConsent()
      const landed = await consentRedirect(world, {
        admin_consent: 'True',
        tenant: contoso.id,
        state: page.searchParams.get('state') ?? '',
      })
      expect(landed).toEqual({ status: 200, title: 'Permission was given, but this directory was not connected.' })
      expect(await watchAttempt(world, theirs.attemptId, 'tailspin')).toMatchObject({
        state: 'refused',
        refusal: { code: 'tenant-already-connected' },
      })
      expect(await tokensOf('tailspin')).toEqual([])
    })

    it('a running connection: 409, disconnect first', async () => {
      expect(await answerOf(await world.call('POST', '/api/connection/attempts'))).toBe('409 wrong-state')
    })

    it('an administrator of another directory, for a connection in attention: 409, and the connection stays with its own', async () => {
      await inAttention()
      world.emulator.tenant('fabrikam.com').grantConsent()
      const attempt = await startConnecting(world)
      const token = await idTokenFor(world, attempt, {}, 'tailspin')
      expect(await answerOf(await handOver(world, attempt.attemptId, token))).toBe('409 other-tenant')
      await expectRefusalLogged('other-tenant')
      expect(await watchAttempt(world, attempt.attemptId)).toMatchObject({
        state: 'refused',
        refusal: { code: 'other-tenant' },
      })
      expect(await world.connection()).toMatchObject({ state: 'attention', tenant: { domain: 'contoso.com' } })
    })

    it('an administrator of another directory, when the connection heals while they sign in: 409 all the same', async () => {
      await inAttention()
      world.emulator.tenant('fabrikam.com').grantConsent()
      const attempt = await startConnecting(world)
      world.emulator.tenant('contoso.com').enableApp()
      await world.advanceUntil(async () => ((await world.connection()).state === 'active' ? true : null))
      const token = await idTokenFor(world, attempt, {}, 'tailspin')
      expect(await answerOf(await handOver(world, attempt.attemptId, token))).toBe('409 other-tenant')
      expect(await world.connection()).toMatchObject({ state: 'active', tenant: { domain: 'contoso.com' } })
    })

    it('an administrator of the same directory, when it healed meanwhile, changes nothing: the sync goes on', async () => {
      await inAttention()
      const attempt = await startConnecting(world)
      world.emulator.tenant('contoso.com').enableApp()
      await world.advanceUntil(async () => ((await world.connection()).state === 'active' ? true : null))
      expect(await answerOf(await handOver(world, attempt.attemptId, await idTokenFor(world, attempt)))).toBe('200')
      expect(await world.connection()).toMatchObject({ state: 'active' })
      await world.untilStatus('ana', 'synced')
    })

    async function inAttention(): Promise<void> {
      world.emulator.tenant('contoso.com').disableApp()
      await world.sleep(3_600_000)
      await world.save({ id: 'ana', email: 'ana.ruiz@contoso.com', firstName: 'Ana', lastName: 'Ruiz' })
      await world.until(async () => ((await world.connection()).state === 'attention' ? true : null))
    }
  })
})
