import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerOf, consentRedirect, handOver, idTokenFor, startConnecting, watchAttempt } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { LinkBrowser, linkOf, makeLink, signedInByLink } from '../link-browser.ts'
import { tom } from '../people.ts'
import { companies } from '../companies.ts'
import { World } from '../world.ts'
import { BFF } from '../config-for.ts'

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
    expect(await lastEntry()).toMatchObject({
      action: 'connection.sign-in-refused',
      actor: { name: 'Somebody' },
      changes: [{ after: 'wrong-state' }],
    })

    const second = await atMicrosoft(url)
    const mixed = await redirectOf(second)
    mixed.searchParams.set('code', answer.searchParams.get('code') ?? '')
    expect(await second.open(mixed.href), 'a new state and the spent code').toMatchObject({ status: 422 })
    expect(await lastEntry()).toMatchObject({
      action: 'connection.sign-in-refused',
      actor: { name: 'Somebody' },
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
})
