import { describe, expect, it } from 'vitest'
import { textOf } from '../json.ts'
import { browser } from '../testing/browser.ts'

const ADMIN = 'admin@contoso.com'
const silently = { prompt: 'none' }

describe('prompt and login_hint', () => {
  it('none answers from the session, and says login_required without one', async () => {
    const { open, fragmentOf, cookieOf } = await browser()
    expect(fragmentOf(await open('organizations', silently)).get('error')).toBe('login_required')
    const cookie = await cookieOf(ADMIN)
    expect(fragmentOf(await open('organizations', silently, { cookie })).get('code')).toBeTruthy()
  })

  it('none says login_required for a hint at somebody else', async () => {
    const { open, fragmentOf, cookieOf } = await browser()
    const cookie = await cookieOf(ADMIN)
    const hinted = (login_hint: string) => open('organizations', { ...silently, login_hint }, { cookie })
    expect(fragmentOf(await hinted('user@contoso.com')).get('error')).toBe('login_required')
    expect(fragmentOf(await hinted('Admin@Contoso.com')).get('code')).toBeTruthy()
  })

  it('none says interaction_required where the session is of another company (AADSTS16000)', async () => {
    const { open, fragmentOf, cookieOf } = await browser()
    const answer = fragmentOf(await open('fabrikam.com', silently, { cookie: await cookieOf(ADMIN) }))
    expect(answer.get('error')).toBe('interaction_required')
    expect(answer.get('error_description')).toContain('AADSTS16000')
  })

  it('without prompt whoever is signed in is not asked again; with a hint at another, they are', async () => {
    const { open, fragmentOf, cookieOf } = await browser()
    const cookie = await cookieOf(ADMIN)
    expect(fragmentOf(await open('organizations', {}, { cookie })).get('code')).toBeTruthy()
    const other = await open('organizations', { login_hint: 'user@contoso.com' }, { cookie })
    expect(await other.text()).toContain('value="user@contoso.com"')
  })

  it.each(['login', 'select_account'])('%s asks, session or not', async (prompt) => {
    const { open, cookieOf } = await browser()
    const response = await open('organizations', { prompt }, { cookie: await cookieOf(ADMIN) })
    expect(await response.text()).toContain('Pick an account')
  })

  it('consent asks for it, and can be refused', async () => {
    const { pick, account, fragmentOf } = await browser()
    const prompt = { prompt: 'consent' }
    const page = await (await pick({ account: account(ADMIN) }, prompt)).text()
    for (const words of ['Permissions requested', 'on your behalf', 'View your basic profile', 'offline_access'])
      expect(page).toContain(words)
    expect(fragmentOf(await pick({ account: account(ADMIN), cancel: 'yes' }, prompt)).get('error')).toBe(
      'access_denied',
    )
    expect(fragmentOf(await pick({ account: account(ADMIN), accept: 'yes' }, prompt)).get('code')).toBeTruthy()
  })

  it('refuses any other prompt, and two at once (AADSTS90023)', async () => {
    const { open, fragmentOf } = await browser()
    for (const prompt of ['create', 'login consent'])
      expect(fragmentOf(await open('organizations', { prompt })).get('error_description')).toContain('AADSTS90023')
  })

  it('offers the person hinted at, though the list shows few', async () => {
    const { open, tenant } = await browser()
    for (let number = 0; number < 5; number += 1) tenant.addUser({ userPrincipalName: `person${number}@contoso.com` })
    expect(await (await open()).text()).not.toContain('person4@contoso.com')
    expect(await (await open('organizations', { login_hint: 'person4@contoso.com' })).text()).toMatch(
      /<button name="account"[^>]*>[^]*person4@contoso\.com/,
    )
  })

  it('forgets a session when it is signed out, revoked or blocked', async () => {
    const { emulator, open, fragmentOf, cookieOf, tenant, clock, at } = await browser()
    const again = async (cookie: string) => fragmentOf(await open('organizations', silently, { cookie })).get('error')
    const cookie = await cookieOf('user@contoso.com')
    const out = await emulator.fetch(at('/organizations/oauth2/v2.0/logout'), { headers: { cookie } })
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    clock.now += 60_000
    tenant.editUser('user@contoso.com', { signInSessionsValidFromDateTime: new Date(clock.now).toISOString() })
    expect(await again(cookie)).toBe('login_required')
    const fresh = await cookieOf('user@contoso.com')
    expect(await again(fresh)).toBeNull()
    tenant.editUser('user@contoso.com', { accountEnabled: false })
    expect(await again(fresh)).toBe('login_required')
  })
})

describe('PKCE (RFC 7636)', () => {
  it('takes plain as well, which is the rule where no method is named', async () => {
    const { pick, account, fragmentOf, redeem } = await browser()
    const verifier = 'v'.repeat(43)
    for (const code_challenge_method of ['plain', '']) {
      const changed = { code_challenge: verifier, code_challenge_method }
      const code = fragmentOf(await pick({ account: account(ADMIN) }, changed)).get('code') ?? ''
      expect(await redeem({ code, code_verifier: verifier })).toMatchObject({ status: 200 })
    }
  })

  it('knows no other method', async () => {
    const { open, fragmentOf } = await browser()
    const answer = fragmentOf(await open('organizations', { code_challenge_method: 'S512' }))
    expect(answer.get('error_description')).toContain('AADSTS501491')
  })
})

describe('who somebody is (UserInfo)', () => {
  it('is told to the bearer of a person’s token, and to nobody else', async () => {
    const { emulator, redeem, codeFor, appToken, tenant } = await browser()
    const { body } = await redeem({ code: await codeFor(ADMIN) })
    const ask = async (token: string | undefined) => {
      const response = await emulator.fetch('https://graph.microsoft.com/oidc/userinfo', {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      })
      return { status: response.status, body: await response.json() }
    }
    expect(await ask(textOf(body.access_token))).toMatchObject({
      status: 200,
      body: { name: 'Ada Min', email: ADMIN, sub: expect.any(String) },
    })
    expect(await ask(undefined)).toMatchObject({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken' } },
    })
    tenant.grantConsent()
    expect(await ask(await appToken())).toMatchObject({ status: 403 })
  })
})
