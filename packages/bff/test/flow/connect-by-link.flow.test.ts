import { afterEach, describe, expect, it } from 'vitest'
import { idTokenFor, answerOf, handOver, startConnecting, watchAttempt } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { LinkBrowser, linkOf, makeLink, signedInByLink } from '../link-browser.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const admin = 'admin@contoso.com'

describe.each(databaseKinds)('connecting by a link for the administrator, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
  }
  const contoso = () => world.emulator.tenant('contoso.com')
  const stateNow = async () => (await world.connection()).state
  afterEach(() => world.close())

  it('the whole way: the page names who asks and for whom, Microsoft asks twice, and Plumm shows the preview', async () => {
    await start()
    const link = await linkOf(world)
    expect(link.url).toMatch(/^https:\/\/bff\.plumm\.test\/connect\/by-link\/[\w-]{43}$/)
    expect(Date.parse(link.expiresAt) - world.clock.now()).toBe(72 * 3_600_000)
    const { attemptId } = link.start
    expect(await watchAttempt(world, attemptId)).toMatchObject({
      state: 'signing-in',
      link: { for: 'administrator', expiresAt: link.expiresAt },
    })

    const browser = new LinkBrowser(world)
    const invitation = await browser.open(link.url)
    expect(invitation).toMatchObject({ status: 200, title: 'Connect Microsoft Entra to Northwind Ltd in Plumm' })
    expect(invitation.text).toContain('<bdi>Jo Park</bdi> asks you')
    expect(invitation.text).toContain('Delete an account')

    const microsoft = await browser.press()
    expect(microsoft.title).toBe('Pick an account (emulator)')
    expect(Object.fromEntries(microsoft.url.searchParams)).toMatchObject({
      redirect_uri: 'https://bff.plumm.test/connect/sign-in',
      response_type: 'code',
      code_challenge_method: 'S256',
      prompt: 'select_account',
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(microsoft.url.pathname).toBe('/organizations/oauth2/v2.0/authorize')

    const question = await browser.signIn({ upn: admin })
    expect(question).toMatchObject({ status: 200, title: 'Connect contoso.com to Northwind Ltd?' })
    expect(question.text).toContain('<bdi>Ada Min</bdi>')
    expect(await watchAttempt(world, attemptId)).toMatchObject({
      state: 'awaiting-consent',
      consentUrl: null,
      tenant: { domain: 'contoso.com' },
    })
    expect(await stateNow()).toBe('awaiting-consent')

    expect((await browser.press()).url.pathname).toBe(`/${contoso().id}/v2.0/adminconsent`)
    const done = await browser.consent({ upn: admin, accept: 'yes' })
    expect(done).toMatchObject({ status: 200, title: 'Thank you. contoso.com is connected.' })
    expect(await watchAttempt(world, attemptId)).toMatchObject({ state: 'connected' })
    expect((await world.previewReady()).rows).toMatchObject([{ personId: 'tom', kind: 'create' }])
    expect((await world.audit()).map(({ action, actor }) => `${action} by ${actor.name}`)).toEqual([
      'connection.attempt-started by Jo Park',
      'connection.link-made by Jo Park',
      'connection.sign-in-accepted by Ada Min (admin@contoso.com)',
      'connection.connected by Jo Park',
      'preview.ready by null',
    ])
  })

  it('nothing of the sign-in’s tokens is kept: no table holds one, and only our own app speaks to Graph', async () => {
    await start()
    const browser = await signedInByLink(world, (await linkOf(world)).url)
    await browser.press()
    await browser.consent({ upn: admin, accept: 'yes' })
    const { db } = world.database
    const stored = JSON.stringify([
      await db.selectFrom('connect_attempt').selectAll().execute(),
      await db.selectFrom('connect_sign_in').selectAll().execute(),
      await db.selectFrom('audit_detail').selectAll().execute(),
    ])
    expect(stored).toContain('Ada Min')
    expect(stored).not.toMatch(/eyJ|1\.R|id_token|access_token/)
    const [signIn, ...others] = world.emulator
      .requests({ pattern: 'POST /{tenant}/oauth2/v2.0/token' })
      .map(({ path }) => path.split('/')[1])
    expect(signIn).toBe('organizations')
    expect(new Set(others)).toEqual(new Set([contoso().id]))
  })

  it('where permission was given before, nothing is connected before the administrator has said which to which', async () => {
    await start()
    contoso().grantConsent()
    const { url, start: begun } = await linkOf(world)
    const browser = await signedInByLink(world, url)
    expect(await watchAttempt(world, begun.attemptId)).toMatchObject({ state: 'awaiting-consent' })
    expect(await watchAttempt(world, begun.attemptId), 'watching completes nothing').toMatchObject({
      state: 'awaiting-consent',
    })
    expect(await browser.press()).toMatchObject({ status: 200, title: 'Thank you. contoso.com is connected.' })
    expect(await stateNow()).toBe('preview')
  })

  it('permission that is slow to arrive is waited for, and Plumm connects by itself', async () => {
    await start()
    const { url, start: begun } = await linkOf(world)
    const browser = await signedInByLink(world, url)
    const consentPage = await browser.press()
    const state = consentPage.url.searchParams.get('state') ?? ''
    const landed = await browser.open(
      `https://bff.plumm.test/connect/consent?${new URLSearchParams({ admin_consent: 'True', tenant: contoso().id, state }).toString()}`,
    )
    expect(landed).toMatchObject({ status: 200, title: 'Thank you. Your permission was given.' })
    contoso().grantConsent()
    expect(await watchAttempt(world, begun.attemptId)).toMatchObject({ state: 'connected' })
  })

  it('the link is good over a weekend, and each sign-in for a quarter of an hour', async () => {
    await start()
    const { url } = await linkOf(world)
    await world.sleep(71 * 3_600_000)
    const browser = new LinkBrowser(world)
    await browser.open(url)
    await browser.press()
    await world.sleep(15 * 60_000)
    expect(await browser.signIn({ upn: admin })).toMatchObject({ status: 404, title: 'This link does not work.' })
    expect((await signedInByLink(world, url)).page).toMatchObject({ title: 'Connect contoso.com to Northwind Ltd?' })
  })

  it('somebody who goes away from Microsoft’s page, or says no there, can come back by the same link', async () => {
    await start()
    const { url, start: begun } = await linkOf(world)
    const browser = new LinkBrowser(world)
    await browser.open(url)
    await browser.press()
    expect(await browser.signIn({ cancel: 'yes' })).toMatchObject({ status: 200, title: 'You did not sign in.' })
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'connection.sign-in-refused',
      changes: [{ after: 'sign-in-cancelled' }],
    })

    const second = await signedInByLink(world, url)
    await second.press()
    expect(await second.consent({ cancel: 'yes' })).toMatchObject({ status: 200, title: 'Nothing was granted.' })
    expect(await watchAttempt(world, begun.attemptId)).toMatchObject({
      state: 'signing-in',
      tenant: null,
      refusal: { code: 'consent-refused' },
    })
    expect((await world.audit()).at(-1)).toMatchObject({ action: 'connection.consent-refused', outcome: 'failed' })

    const third = await signedInByLink(world, url)
    await third.press()
    await third.consent({ upn: admin, accept: 'yes' })
    expect(await stateNow()).toBe('preview')
  })

  it('Microsoft not answering blames nobody: the next press works', async () => {
    await start()
    const { url } = await linkOf(world)
    const browser = new LinkBrowser(world)
    await browser.open(url)
    await browser.press()
    world.emulator.failNext('POST /{tenant}/oauth2/v2.0/token', { status: 503, html: true })
    expect(await browser.signIn({ upn: admin })).toMatchObject({ status: 502, title: 'Microsoft cannot be reached.' })
    expect((await world.audit()).map(({ action }) => action)).not.toContain('connection.sign-in-refused')
    expect((await signedInByLink(world, url)).page).toMatchObject({ title: 'Connect contoso.com to Northwind Ltd?' })
  })

  it('a connection in attention is taken up by link as well, and goes on where it stopped', async () => {
    await start()
    await world.connect()
    contoso().removeApp()
    await world.sleep(3_600_000)
    await world.save({ id: 'ana', email: 'ana.ruiz@contoso.com', firstName: 'Ana', lastName: 'Ruiz' })
    await world.until(async () => ((await stateNow()) === 'attention' ? true : null))
    const browser = await signedInByLink(world, (await linkOf(world)).url)
    await browser.press()
    expect(await browser.consent({ upn: admin, accept: 'yes' })).toMatchObject({
      title: 'Thank you. contoso.com is connected.',
    })
    expect(await stateNow()).toBe('active')
    await world.untilStatus('ana', 'synced')
  })

  it('where windows are blocked the same way is gone in this window, and leads back to the page of Plumm', async () => {
    await start()
    const returnTo = 'https://plumm.test/store/entra?from=menu'
    const begun = await startConnecting(world, 'northwind', { returnTo })
    const link = await makeLink(world, begun.attemptId, 'northwind', { for: 'this-window' })
    expect(Date.parse(link.expiresAt) - world.clock.now()).toBe(15 * 60_000)
    const browser = new LinkBrowser(world)
    const back = `href="${returnTo}">Back to Plumm`
    expect((await browser.open(link.url)).text).toContain(back)
    await browser.press()
    expect((await browser.signIn({ upn: admin })).text).toContain(back)
    await browser.press()
    expect((await browser.consent({ upn: admin, accept: 'yes' })).text).toContain(back)
    expect(await stateNow()).toBe('preview')
  })

  it('a consent in this window leads back as well; an administrator elsewhere is not sent to a Plumm they do not have', async () => {
    await start()
    const returnTo = 'https://plumm.test/store/entra'
    const begun = await startConnecting(world, 'northwind', { returnTo })
    await handOver(world, begun.attemptId, await idTokenFor(world, begun))
    const consentUrl = (await watchAttempt(world, begun.attemptId)).consentUrl ?? ''
    const browser = new LinkBrowser(world)
    await browser.open(consentUrl)
    expect((await browser.consent({ upn: admin, accept: 'yes' })).text).toContain(`href="${returnTo}"`)

    await world.call('DELETE', '/api/connection')
    const again = await startConnecting(world, 'northwind', { returnTo })
    const { url } = await makeLink(world, again.attemptId)
    expect((await new LinkBrowser(world).open(url)).text).not.toContain('plumm.test/store')
  })

  it.each(['https://evil.example/store', 'https://plumm.test.evil.example/', 'http://plumm.test/'])(
    'nobody is sent back to %s, which is no page of Plumm’s',
    async (returnTo) => {
      await start()
      const response = await world.call('POST', '/api/connection/attempts', { body: { returnTo } })
      expect(await answerOf(response)).toBe('403 origin-refused')
    },
  )

  it.each(['javascript:alert(1)', 'data:text/html,hello', 'plumm'])(
    '%s is no address to return to',
    async (returnTo) => {
      await start()
      const response = await world.call('POST', '/api/connection/attempts', { body: { returnTo } })
      expect(await answerOf(response)).toBe('400 contract-broken')
    },
  )
})
