import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConnectAttemptStart } from '@plumm/entra-shared'
import { answerOf, consentRedirect, handOver, idTokenFor, startConnecting, watchAttempt } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { LinkBrowser, linkOf, makeLink, signedInByLink } from '../link-browser.ts'
import { tom } from '../people.ts'
import { World, companies } from '../world.ts'

const BFF = 'https://bff.plumm.test'
const admin = 'admin@contoso.com'
const DEAD = { status: 404, title: 'This link does not work.' }

describe.each(databaseKinds)('a link in the wrong hands, on %s', (kind) => {
  let world: World
  beforeEach(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
  })
  afterEach(() => world.close())
  const contoso = () => world.emulator.tenant('contoso.com')
  const stateNow = async (as: 'northwind' | 'tailspin' = 'northwind') => (await world.connection(as)).state
  const lastEntry = async () => (await world.audit()).at(-1)
  /** From Microsoft's page back to ours, without going there. */
  const redirectOf = async (browser: LinkBrowser, upn = admin) => {
    const { pathname, search } = browser.page?.url ?? new URL(BFF)
    const response = await world.emulator.fetch(
      `https://login.microsoftonline.com${pathname.replace('/oauth2/v2.0/authorize', '/login')}${search}`,
      { method: 'POST', body: new URLSearchParams({ upn }) },
    )
    return new URL(response.headers.get('location') ?? '')
  }
  const atMicrosoft = async (url: string) => {
    const browser = new LinkBrowser(world)
    await browser.open(url)
    await browser.press()
    return browser
  }

  it('an ordinary employee of a directory that has consented: refused and logged by name; the link waits for the administrator', async () => {
    contoso().grantConsent()
    const { url, start } = await linkOf(world)
    const refused = (await signedInByLink(world, url, 'user@contoso.com')).page
    expect(refused).toMatchObject({ status: 422, title: 'This account may not connect.' })
    expect(refused?.text).toContain('The link still works')
    expect(await watchAttempt(world, start.attemptId)).toMatchObject({
      state: 'signing-in',
      refusal: { code: 'not-an-administrator' },
      link: { for: 'administrator' },
    })
    expect(await lastEntry()).toMatchObject({
      action: 'connection.sign-in-refused',
      actor: { kind: 'entra-admin', name: expect.stringContaining('user@contoso.com') },
      changes: [{ after: 'not-an-administrator' }],
    })
    expect(await stateNow()).toBe('signing-in')

    const browser = await signedInByLink(world, url)
    expect(await watchAttempt(world, start.attemptId)).toMatchObject({ state: 'awaiting-consent', refusal: null })
    await browser.press()
    expect(await stateNow()).toBe('preview')
  })

  it('an ordinary employee cannot take away what an administrator has begun', async () => {
    const { url, start } = await linkOf(world)
    const browser = await signedInByLink(world, url)
    await browser.press()
    await signedInByLink(world, url, 'user@contoso.com')
    expect(await watchAttempt(world, start.attemptId)).toMatchObject({ state: 'awaiting-consent' })
    await browser.consent({ upn: admin, accept: 'yes' })
    expect(await stateNow()).toBe('preview')
  })

  it('a sign-in that comes back a second time, or with another sign-in’s code, is nobody’s', async () => {
    const { url } = await linkOf(world)
    const first = await atMicrosoft(url)
    const answer = await redirectOf(first)
    expect(await first.open(answer.href)).toMatchObject({ title: 'Connect contoso.com to Northwind Ltd?' })
    expect(await first.open(answer.href), 'the same state and code').toMatchObject(DEAD)

    const second = await atMicrosoft(url)
    const mixed = await redirectOf(second)
    mixed.searchParams.set('code', answer.searchParams.get('code') ?? '')
    expect(await second.open(mixed.href), 'a new state and the spent code').toMatchObject({ status: 422 })
    expect(await lastEntry()).toMatchObject({
      action: 'connection.sign-in-refused',
      actor: { name: 'Somebody with the link' },
      changes: [{ after: 'id-token-invalid' }],
    })
  })

  it('a code that was got for another visit fits neither its verifier nor its nonce', async () => {
    const { url } = await linkOf(world)
    const mine = await atMicrosoft(url)
    const theirs = await atMicrosoft(url)
    const [myAnswer, theirAnswer] = [await redirectOf(mine), await redirectOf(theirs)]
    myAnswer.searchParams.set('code', theirAnswer.searchParams.get('code') ?? '')
    expect(await mine.open(myAnswer.href)).toMatchObject({ status: 422 })
    expect(await stateNow()).toBe('signing-in')
  })

  it('a state of another company’s attempt connects that company or none', async () => {
    contoso().grantConsent()
    const ours = await linkOf(world)
    const theirs = await linkOf(world, 'tailspin')
    const [mine, their] = [await atMicrosoft(ours.url), await atMicrosoft(theirs.url)]
    const [myAnswer, theirAnswer] = [await redirectOf(mine), await redirectOf(their)]
    myAnswer.searchParams.set('state', theirAnswer.searchParams.get('state') ?? '')
    expect(await mine.open(myAnswer.href)).toMatchObject({ status: 422 })
    expect([await stateNow(), await stateNow('tailspin')]).toEqual(['signing-in', 'signing-in'])
  })

  it('an administrator lured past our first page reads whose company it is before anything is connected', async () => {
    contoso().grantConsent()
    // Tailspin's attacker sends Northwind's administrator straight to Microsoft.
    const lure = await atMicrosoft((await linkOf(world, 'tailspin')).url)
    const seen = await lure.open((await redirectOf(lure)).href)
    expect(seen.title).toBe('Connect contoso.com to Tailspin Toys?')
    expect(await stateNow('tailspin')).toBe('awaiting-consent')
  })

  it('a consent redirect for another directory: refused and logged, and the link waits', async () => {
    const { url, start } = await linkOf(world)
    const browser = await signedInByLink(world, url)
    const state = (await browser.press()).url.searchParams.get('state') ?? ''
    const other = world.emulator.tenant('fabrikam.com')
    other.grantConsent()
    contoso().grantConsent()
    expect(await consentRedirect(world, { admin_consent: 'True', tenant: other.id, state })).toEqual({
      status: 200,
      title: 'Nothing was granted.',
    })
    expect(await lastEntry()).toMatchObject({ action: 'connection.consent-refused', outcome: 'failed' })
    expect(await watchAttempt(world, start.attemptId)).toMatchObject({ state: 'signing-in', tenant: null })
    expect(world.emulator.requests().filter(({ tenantId }) => tenantId === other.id)).toEqual([])
    expect(await consentRedirect(world, { admin_consent: 'True', tenant: contoso().id, state })).toMatchObject({
      status: 400,
    })
  })

  it('a consent redirect does not stand in for the administrator’s word: its state is made by that', async () => {
    contoso().grantConsent()
    const browser = await signedInByLink(world, (await linkOf(world)).url)
    const key = /name="key" value="([^"]+)"/.exec(browser.page?.text ?? '')?.[1] ?? ''
    expect(key).toHaveLength(43)
    const forged = await consentRedirect(world, { admin_consent: 'True', tenant: contoso().id, state: key })
    expect(forged).toMatchObject({ status: 400 })
    expect(await stateNow()).toBe('awaiting-consent')
  })

  it('an administrator of a directory that another company has: refused, logged, and the link waits for the right one', async () => {
    await world.connect()
    const { url, start } = await linkOf(world, 'tailspin')
    const browser = await signedInByLink(world, url)
    expect(await browser.press()).toMatchObject({ status: 409, title: 'This directory is connected already.' })
    expect(await watchAttempt(world, start.attemptId, 'tailspin')).toMatchObject({
      state: 'signing-in',
      tenant: null,
      refusal: { code: 'tenant-already-connected' },
    })
    expect((await world.audit('', 'tailspin')).at(-1)).toMatchObject({
      action: 'connection.sign-in-refused',
      actor: { name: 'Ada Min (admin@contoso.com)' },
      changes: [{ after: 'tenant-already-connected' }],
    })
    const right = await signedInByLink(world, url, companies.tailspin.admin)
    await right.press()
    await right.consent({ upn: companies.tailspin.admin, accept: 'yes' })
    expect([await stateNow(), await stateNow('tailspin')]).toEqual(['active', 'preview'])
  })

  it('two administrators with one link: the later one’s directory counts, and the earlier one’s answers are nobody’s', async () => {
    const { url } = await linkOf(world)
    const first = await signedInByLink(world, url)
    const second = await signedInByLink(world, url, companies.tailspin.admin)
    expect(await first.press()).toMatchObject(DEAD)
    await second.press()
    await second.consent({ upn: companies.tailspin.admin, accept: 'yes' })
    expect(await world.connection()).toMatchObject({ state: 'preview', tenant: { domain: 'fabrikam.com' } })
  })

  it('what was begun with a link that a newer one replaced comes to nothing', async () => {
    const old = await linkOf(world)
    const [waiting, asked] = [await atMicrosoft(old.url), await signedInByLink(world, old.url)]
    const answer = await redirectOf(waiting)
    const newer = await makeLink(world, old.start.attemptId)
    expect(await new LinkBrowser(world).open(old.url)).toMatchObject(DEAD)
    expect(await waiting.open(answer.href)).toMatchObject(DEAD)
    expect(await asked.press()).toMatchObject(DEAD)
    expect(await new LinkBrowser(world).open(newer.url)).toMatchObject({ status: 200 })
  })

  describe('does not work, in the same words for every reason', () => {
    const deadPage = async (url: string) => {
      const [looked, pressed] = [await new LinkBrowser(world).open(url), await new LinkBrowser(world).open(url, {})]
      expect(looked).toMatchObject(DEAD)
      expect(pressed.text).toBe(looked.text)
      return looked.text
    }

    it('guessed, ended, cancelled, left for a fresh start, used, disconnected', async () => {
      const guessed = await deadPage(`${BFF}/connect/by-link/${'a'.repeat(43)}`)

      const ended = await linkOf(world)
      await world.sleep(72 * 3_600_000)
      expect(await deadPage(ended.url)).toBe(guessed)

      const cancelled = await linkOf(world)
      await world.call('DELETE', `/api/connection/attempts/${cancelled.start.attemptId}`)
      expect(await deadPage(cancelled.url)).toBe(guessed)

      // The company connects otherwise meanwhile: another attempt, by its widget.
      const left = await linkOf(world)
      await world.connectToPreview()
      expect(await deadPage(left.url)).toBe(guessed)
      await world.call('DELETE', '/api/connection')

      const used = await linkOf(world)
      await (await signedInByLink(world, used.url)).press()
      expect(await stateNow()).toBe('preview')
      expect(await deadPage(used.url)).toBe(guessed)
      await world.call('DELETE', '/api/connection')
      expect(await deadPage(used.url)).toBe(guessed)
    })

    it.each(['/connect/sign-in', '/connect/sign-in?state=guessed&code=x', '/connect/sign-in?state=guessed&error=x'])(
      'nor does %s',
      async (path) => {
        expect(await new LinkBrowser(world).open(BFF + path)).toMatchObject(DEAD)
      },
    )

    it('nor does a confirmation that nobody gave out', async () => {
      for (const form of [{}, { key: '' }, { key: 'guessed' }])
        expect(await new LinkBrowser(world).open(`${BFF}/connect/confirm`, form)).toMatchObject(DEAD)
    })
  })

  it('a link of another company’s attempt is not theirs to make; nor one of an attempt that is over', async () => {
    const attempt = await startConnecting(world)
    const path = `/api/connection/attempts/${attempt.attemptId}/link`
    expect(await answerOf(await world.call('POST', path, { as: 'tailspin', body: {} }))).toBe('404 not-found')
    await handOver(world, attempt.attemptId, await idTokenFor(world, attempt))
    expect(await answerOf(await world.call('POST', path, { body: {} }))).toBe('409 wrong-state')
    await world.call('DELETE', `/api/connection/attempts/${attempt.attemptId}`)
    expect(await answerOf(await world.call('POST', path, { body: {} }))).toBe('409 wrong-state')
  })

  it('an attempt that waits for a link takes no token from the widget', async () => {
    contoso().grantConsent()
    const { start } = await linkOf(world)
    expect(await answerOf(await handOver(world, start.attemptId, await idTokenFor(world, start)))).toBe(
      '409 wrong-state',
    )
    expect(await stateNow()).toBe('signing-in')
  })

  it('looking at the page, as mail scanners do, begins nothing', async () => {
    const { url } = await linkOf(world)
    const asked = world.emulator.requests().length
    for (let look = 0; look < 3; look += 1)
      expect(await new LinkBrowser(world).open(url)).toMatchObject({ status: 200 })
    expect(world.emulator.requests()).toHaveLength(asked)
  })

  it('a crowd of sign-ins is asked to come back later, and none of them is kept for ever', async () => {
    const { url } = await linkOf(world)
    for (let visit = 0; visit < 20; visit += 1) await atMicrosoft(url)
    expect((await atMicrosoft(url)).page).toMatchObject({ status: 429, title: 'Too many sign-ins at once.' })
    await world.sleep(15 * 60_000)
    expect((await atMicrosoft(url)).page?.title).toBe('Pick an account (emulator)')
  })

  it('only hashes of what opens an attempt are stored, and none of it is logged', async () => {
    const { url } = await linkOf(world)
    const browser = await atMicrosoft(url)
    const state = browser.page?.url.searchParams.get('state') ?? 'none'
    await browser.signIn({ upn: admin })
    const key = /name="key" value="([^"]+)"/.exec(browser.page?.text ?? '')?.[1] ?? 'none'
    const token = url.split('/').at(-1) ?? 'none'
    const stored = JSON.stringify(await everything())
    for (const secret of [token, state, key]) {
      expect(secret).toHaveLength(43)
      expect(stored).not.toContain(secret)
    }
  })

  it('our pages run no scripts, load nothing, sit in no frame, set no cookie, and escape people’s own words', async () => {
    const token = await world.sessionWith({ companyName: '<script>alert(1)</script>' })
    const begun = await world.call('POST', '/api/connection/attempts', { token, body: {} })
    const { attemptId } = ConnectAttemptStart.parse(await begun.json())
    const { url } = await makeLink(world, attemptId)
    const { text, headers } = await new LinkBrowser(world).open(url)
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self' https:\/\/login/)
    expect(policy).not.toContain('script-src')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  async function everything() {
    const { db } = world.database
    return [
      await db.selectFrom('connect_attempt').selectAll().execute(),
      await db.selectFrom('connect_sign_in').selectAll().execute(),
      await db.selectFrom('audit_entry').selectAll().execute(),
      await db.selectFrom('audit_detail').selectAll().execute(),
    ]
  }
})
