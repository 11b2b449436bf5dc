import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { textOf } from '../json.ts'
import { browser } from '../testing/browser.ts'

const HOUR = 3_600_000
const USER = 'user@contoso.com'

async function signedIn(headers?: Record<string, string>) {
  const world = await browser()
  const { redeem, codeFor, emulator } = world
  const proof: Record<string, string> = headers ? { client_secret: emulator.app.clientSecret } : {}
  const { body } = await redeem({ code: await codeFor(USER), ...proof }, headers)
  const renew = (token: unknown, form: Record<string, string> = {}, authority?: string) =>
    redeem({ grant_type: 'refresh_token', refresh_token: String(token), ...proof, ...form }, headers, authority)
  return { ...world, first: textOf(body.refresh_token) ?? '', renew }
}

describe('refresh tokens (graph-facts §2.6; Learn, “Refresh tokens in the Microsoft identity platform”)', () => {
  it('bring a new one at each use, and the old one stays good', async () => {
    const { first, renew } = await signedIn()
    const second = await renew(first)
    expect(second).toMatchObject({ status: 200, body: { access_token: expect.any(String) } })
    expect(second.body.refresh_token).not.toBe(first)
    expect(await renew(first)).toMatchObject({ status: 200 })
    expect(await renew(second.body.refresh_token)).toMatchObject({ status: 200 })
  })

  it('of a page end a day after the sign-in, however often they are renewed (700084)', async () => {
    const { first, renew, clock } = await signedIn()
    clock.now += 23 * HOUR
    const { body } = await renew(first)
    clock.now += 1.1 * HOUR
    expect(await renew(body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [700084] },
    })
  })

  it('of a server last ninety days from each use (700082)', async () => {
    const { first, renew, clock } = await signedIn({})
    clock.now += 89 * 24 * HOUR
    const { body } = await renew(first)
    clock.now += 89 * 24 * HOUR
    expect(await renew(body.refresh_token)).toMatchObject({ status: 200 })
    expect(await renew(first)).toMatchObject({ status: 400, body: { error_codes: [700082] } })
    expect(await renew(body.refresh_token, { client_secret: 'wrong' })).toMatchObject({
      body: { error_codes: [7000215] },
    })
  })

  it('end with revokeSignInSessions, in the words that Entra uses (50173)', async () => {
    const { first, renew, graph, tenant, clock, redeem, codeFor } = await signedIn()
    tenant.grantConsent()
    clock.now += HOUR
    await graph('POST', `/users/${tenant.user(USER)?.id}/revokeSignInSessions`)
    expect(await renew(first)).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_grant',
        error_codes: [50173],
        error_description: expect.stringContaining(
          "The grant was issued on '2026-11-02T09:00:00.0000000Z' and the TokensValidFrom date (before which tokens are not valid) for this user is '2026-11-02T10:00:00.0000000Z'.",
        ),
      },
    })
    const { body } = await redeem({ code: await codeFor(USER) })
    expect(await renew(body.refresh_token)).toMatchObject({ status: 200 })
  })

  it('are refused while the account is blocked (50057), and when it is gone (50034)', async () => {
    const { first, renew, tenant } = await signedIn()
    tenant.editUser(USER, { accountEnabled: false })
    expect(await renew(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [50057] } })
    tenant.editUser(USER, { accountEnabled: true })
    expect(await renew(first)).toMatchObject({ status: 200 })
    tenant.deleteUser(USER)
    expect(await renew(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [50034] } })
  })

  it('need their parameters, and are known or not', async () => {
    const { renew } = await signedIn()
    expect(await renew('')).toMatchObject({ body: { error_codes: [900144] } })
    expect(await renew('made-up')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('may ask for less than was agreed to', async () => {
    const { first, renew } = await signedIn()
    const { body } = await renew(first, { scope: 'openid email' })
    expect(body).not.toHaveProperty('refresh_token')
    expect(decodeJwt(textOf(body.id_token) ?? '')).not.toHaveProperty('nonce')
  })
})
