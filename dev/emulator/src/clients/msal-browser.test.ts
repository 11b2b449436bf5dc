import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../testing/chromium.ts'
import { type MsalPage, serveMsalPage } from '../testing/msal-page.ts'
import { type ServedEmulator, servedEmulator } from '../testing/served.ts'

let served: ServedEmulator
let browser: Browser
let host: MsalPage
let context: BrowserContext
let page: Page

beforeAll(async () => {
  served = await servedEmulator({ seed: 'full' })
  host = await serveMsalPage(served)
  for (const path of ['/', '/bridge.html']) served.emulator.addRedirectUri(`${host.origin}${path}`)
  browser = await launchChromium()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await host.close()
  await served.close()
})
beforeEach(async () => {
  context = await browser.newContext({ ignoreHTTPSErrors: true })
  context.setDefaultTimeout(10_000)
  page = await openPage()
})
afterEach(() => context.close())

/** A page on an origin of its own, which knows of Microsoft what msal-browser knows. */
async function openPage(): Promise<Page> {
  const opened = await context.newPage()
  await opened.goto(host.origin)
  return opened
}

/** Signs in in the window that opens, by a click on somebody's name or on Cancel. */
async function signInAs(name: string, asked: object = {}): Promise<unknown> {
  await page.evaluate((more) => Object.assign(globalThis, { asked: { scopes: ['openid', 'profile'], ...more } }), asked)
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const popup = await opening
  await popup.getByRole('button', { name }).first().click()
  return page.evaluate('window.popup')
}

describe('@azure/msal-browser in Chromium, unchanged', () => {
  it('signs in by popup, though the popup has lost its opener', async () => {
    const contoso = served.emulator.tenant('contoso.com')
    const userId = contoso.user('admin@contoso.com')?.id
    expect(await signInAs('Ada Min', { nonce: 'a-nonce-of-ours' })).toMatchObject({
      username: 'admin@contoso.com',
      tenantId: contoso.id,
      homeAccountId: `${userId}.${contoso.id}`,
      nonce: 'a-nonce-of-ours',
      wids: expect.arrayContaining(['62e90394-69f5-4237-9190-012177145e10']),
    })
  })

  it('reports that the person went away', async () => {
    expect(await signInAs('Cancel')).toMatchObject({ errorCode: 'access_denied' })
  })

  it('renews silently with the refresh token, and asks again once sessions were revoked', async () => {
    await signInAs('Uma Ser')
    const renew = `window.app.then((app) => window.answer(app.acquireTokenSilent({
      scopes: ['openid', 'profile'], account: app.getAllAccounts()[0], forceRefresh: true, cacheLookupPolicy: 3 })))`
    const renewed = await page.evaluate(renew)
    expect(renewed).toMatchObject({ username: 'user@contoso.com', fromCache: false })
    served.emulator.tenant('contoso.com').editUser('user@contoso.com', {
      signInSessionsValidFromDateTime: '2027-01-01T00:00:00Z',
    })
    expect(await page.evaluate(renew)).toMatchObject({ errorCode: 'invalid_grant' })
  })

  it('signs in on a second page by the session, in a hidden frame', async () => {
    await signInAs('Fred Head')
    page = await openPage()
    await page.evaluate('localStorage.clear()')
    const silent = (loginHint: string) =>
      page.evaluate(
        `window.app.then((app) => window.answer(app.ssoSilent({ scopes: ['openid'], loginHint: '${loginHint}' })))`,
      )
    expect(await silent('admin@fabrikam.com')).toMatchObject({ username: 'admin@fabrikam.com' })
    expect(await silent('somebody.else@fabrikam.com')).toMatchObject({ errorCode: 'login_required' })
  })

  it('signs in with the whole page', async () => {
    // Not waited for: the page goes away meanwhile.
    await page.evaluate(
      `void window.app.then((app) => app.loginRedirect({ scopes: ['openid'], redirectUri: location.origin + '/' }))`,
    )
    await page.getByRole('button', { name: 'Olu Wright' }).click()
    await page.waitForURL(`${host.origin}/**`)
    expect(await page.evaluate('window.back')).toMatchObject({ username: 'user@fabrikam.com' })
  })

  it('signs a guest in to the company that is named', async () => {
    const northwind = served.emulator.tenant('northwind.com')
    const contoso = served.emulator.tenant('contoso.com')
    const asked = { authority: `${served.origin}/${northwind.id}`, loginHint: 'user@contoso.com' }
    expect(await signInAs('Uma Ser (Contoso)', asked)).toMatchObject({
      tenantId: northwind.id,
      homeAccountId: `${contoso.user('user@contoso.com')?.id}.${contoso.id}`,
    })
  })
})
