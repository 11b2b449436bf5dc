import { afterEach, describe, expect, it } from 'vitest'
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

describe.each(databaseKinds)('connecting, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
  }
  const contoso = () => world.emulator.tenant('contoso.com')
  const stateNow = async () => (await world.connection()).state
  afterEach(() => world.close())

  it('the whole way: sign in, allow in Microsoft’s window, look at the preview; nothing is written', async () => {
    await start()
    expect(await stateNow()).toBe('disconnected')
    const { attemptId, nonce, ...forMsal } = await startConnecting(world)
    expect(forMsal).toEqual({
      clientId: world.emulator.app.clientId,
      authority: 'https://login.microsoftonline.com/organizations',
      knownAuthorities: ['login.microsoftonline.com'],
      scopes: ['openid', 'profile'],
    })
    expect(await stateNow()).toBe('signing-in')

    const signedIn = await handOver(world, attemptId, await idTokenFor(world, { nonce }))
    expect(signedIn.status).toBe(200)
    const waiting = await watchAttempt(world, attemptId)
    expect(waiting).toMatchObject({
      state: 'awaiting-consent',
      refusal: null,
      tenant: { id: contoso().id, domain: 'contoso.com' },
    })
    const page = new URL(waiting.consentUrl ?? '')
    expect(`${page.origin}${page.pathname}`).toBe(`https://login.microsoftonline.com/${contoso().id}/v2.0/adminconsent`)
    expect(Object.fromEntries(page.searchParams)).toEqual({
      client_id: world.emulator.app.clientId,
      scope: 'https://graph.microsoft.com/.default',
      redirect_uri: 'https://bff.plumm.test/connect/consent',
      state: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(await stateNow()).toBe('awaiting-consent')

    contoso().grantConsent()
    const landed = await consentRedirect(world, {
      admin_consent: 'True',
      tenant: contoso().id,
      state: page.searchParams.get('state') ?? '',
    })
    expect(landed).toEqual({ status: 200, title: 'Thank you. You can close this window.' })
    expect(await watchAttempt(world, attemptId)).toMatchObject({
      state: 'connected',
      consentUrl: null,
      tenant: { name: 'Contoso', domain: 'contoso.com' },
    })

    const preview = await world.previewReady()
    expect(preview.rows).toMatchObject([{ personId: 'tom', kind: 'create' }])
    expect(await world.connection()).toMatchObject({
      state: 'preview',
      connectedBy: { name: 'Ada Min', signInName: 'admin@contoso.com' },
    })
    expect(
      world.emulator.requests().filter(({ method, path }) => method !== 'GET' && path.startsWith('/v1.0')),
    ).toEqual([])
    expect((await world.audit()).map(({ action, actor }) => `${action} by ${actor.name}`)).toEqual([
      'connection.attempt-started by Jo Park',
      'connection.sign-in-accepted by Ada Min (admin@contoso.com)',
      'connection.connected by Jo Park',
      'preview.ready by null',
    ])
  })

  it('where permission was given before, no second window is needed', async () => {
    await start()
    contoso().grantConsent()
    const attempt = await startConnecting(world)
    const signedIn = await handOver(world, attempt.attemptId, await idTokenFor(world, attempt))
    expect(await signedIn.json()).toMatchObject({ state: 'connected', consentUrl: null })
    expect((await world.previewReady()).people).toBe(1)
  })

  it('permission that is slow to arrive in our token is waited for', async () => {
    await start()
    const { attemptId, state, tenantId } = await untilConsentPage(world)
    const landed = await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state })
    expect(landed.status).toBe(200)
    expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'awaiting-consent', consentUrl: null })
    await world.sleep(120_000)
    contoso().grantConsent(['User.Read.All'])
    expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'awaiting-consent' })
    contoso().grantConsent()
    expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'connected' })
    await world.previewReady()
  })

  it('permission that arrives after the attempt is over connects nothing', async () => {
    await start()
    const { attemptId, state, tenantId } = await untilConsentPage(world)
    await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state })
    await world.sleep(16 * 60_000)
    contoso().grantConsent()
    expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'expired' })
    expect(await stateNow()).toBe('disconnected')
  })

  it('Graph being away right after consent shows the window’s thanks, and the next look connects', async () => {
    await start()
    const { attemptId, state, tenantId } = await untilConsentPage(world)
    contoso().grantConsent()
    world.emulator.failNext('GET /organization', { status: 503, empty: true })
    expect(await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state })).toMatchObject({
      status: 200,
    })
    expect(await stateNow()).toBe('awaiting-consent')
    expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'connected' })
  })

  it('refused in Microsoft’s window: said so, logged, and the next attempt works', async () => {
    await start()
    const { attemptId, state } = await untilConsentPage(world)
    const landed = await consentRedirect(world, {
      error: 'access_denied',
      error_description: 'AADSTS65004: declined',
      admin_consent: 'True',
      state,
    })
    expect(landed).toEqual({ status: 200, title: 'Nothing was granted.' })
    expect(await watchAttempt(world, attemptId)).toMatchObject({
      state: 'refused',
      refusal: { code: 'consent-refused' },
    })
    expect(await stateNow()).toBe('disconnected')
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'connection.consent-refused',
      outcome: 'failed',
      actor: { name: 'Ada Min (admin@contoso.com)' },
    })
    await world.connect()
    expect(await stateNow()).toBe('active')
  })

  it('a closed window is given up, and that is the end of its token and its consent', async () => {
    await start()
    const { attemptId, state, tenantId } = await untilConsentPage(world)
    const cancelled = await world.call('DELETE', `/api/connection/attempts/${attemptId}`)
    expect(await cancelled.json()).toMatchObject({ state: 'disconnected' })
    contoso().grantConsent()
    expect(await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state })).toMatchObject({
      status: 400,
    })
    expect(await stateNow()).toBe('disconnected')
  })

  it('while Microsoft’s keys cannot be read nobody is called a liar: the same token works a moment later', async () => {
    await start()
    contoso().grantConsent()
    const attempt = await startConnecting(world)
    const token = await idTokenFor(world, attempt)
    for (const pattern of [
      'GET /{tenant}/v2.0/.well-known/openid-configuration',
      'GET /{tenant}/discovery/v2.0/keys',
    ]) {
      world.emulator.failNext(pattern, { status: 503, html: true })
      expect(await answerOf(await handOver(world, attempt.attemptId, token)), pattern).toBe('502 entra-unreachable')
    }
    expect(await answerOf(await handOver(world, attempt.attemptId, token))).toBe('200')
    expect(await stateNow()).toBe('preview')
  })

  it('an administrator who takes up a connection in attention needs no new preview', async () => {
    await start()
    await world.connect()
    contoso().removeApp()
    await world.sleep(3_600_000)
    await world.save({ id: 'ana', email: 'ana.ruiz@contoso.com', firstName: 'Ana', lastName: 'Ruiz' })
    await world.until(async () => ((await stateNow()) === 'attention' ? true : null))

    const { attemptId, state, tenantId } = await untilConsentPage(world)
    contoso().grantConsent()
    await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state })
    expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'connected' })
    expect(await stateNow()).toBe('active')
    await world.untilStatus('ana', 'synced')
    expect(await world.audit('&action=connection.reconnected')).toHaveLength(1)
  })
})
