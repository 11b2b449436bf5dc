import { createHash } from 'node:crypto'
import { decodeJwt, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { directoryRoles } from '../tenant/roles.ts'
import { textOf } from '../json.ts'
import { browser } from '../testing/browser.ts'
import { CONTOSO } from '../testing/graph-client.ts'

describe('discovery (graph-facts §6.2)', () => {
  it.each(['organizations', 'common'])('leaves the tenant open in the issuer of /%s', async (authority) => {
    const { emulator, at } = await browser()
    const response = await emulator.fetch(at(`/${authority}/v2.0/.well-known/openid-configuration`))
    expect(await response.json()).toMatchObject({
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      jwks_uri: `https://login.microsoftonline.com/${authority}/discovery/v2.0/keys`,
    })
  })

  it('names the tenant by its id, also when asked by domain', async () => {
    const { emulator, tenant, at } = await browser()
    const response = await emulator.fetch(at('/contoso.com/v2.0/.well-known/openid-configuration'))
    expect(await response.json()).toMatchObject({ issuer: `https://login.microsoftonline.com/${tenant.id}/v2.0` })
  })

  it('refuses a tenant that does not exist with invalid_tenant (§2.6, 90002)', async () => {
    const { emulator, at } = await browser()
    const response = await emulator.fetch(at('/nowhere.com/v2.0/.well-known/openid-configuration'))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] })
  })
})

describe('the authorize page', () => {
  it('lists the people of every tenant, cut off from its opener as Microsoft’s is', async () => {
    const { open } = await browser()
    const response = await open()
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    const text = await response.text()
    for (const name of ['admin@contoso.com', 'user@contoso.com', 'admin@fabrikam.com', 'Global Administrator'])
      expect(text).toContain(name)
    expect(text).toContain('this is not Microsoft')
  })

  it('lists one tenant’s people where the tenant is named', async () => {
    const { open } = await browser()
    expect(await (await open(CONTOSO)).text()).not.toContain('fabrikam.com')
  })

  it('answers in the fragment, with the state', async () => {
    const { pick, account, fragmentOf } = await browser()
    const response = await pick({ account: account('admin@contoso.com') })
    expect(response.status).toBe(302)
    const fragment = fragmentOf(response)
    expect(fragment.get('state')).toBe('the-state')
    expect(fragment.get('code')).toBeTruthy()
  })

  it('answers in the query, or in a form, when asked to', async () => {
    const { pick, account } = await browser()
    const admin = { account: account('admin@contoso.com') }
    const query = await pick(admin, { response_mode: 'query' })
    expect(new URL(query.headers.get('location') ?? '').searchParams.get('code')).toBeTruthy()
    expect(await (await pick(admin, { response_mode: 'form_post' })).text()).toContain('name="code"')
  })

  it('binds a code to the ID token that comes with it (c_hash, OpenID Connect Core §3.3.2.11)', async () => {
    const { pick, account, fragmentOf } = await browser()
    const answer = fragmentOf(await pick({ account: account('admin@contoso.com') }, { response_type: 'code id_token' }))
    const hash = createHash('sha256')
      .update(answer.get('code') ?? '')
      .digest()
      .subarray(0, 16)
    expect(decodeJwt(answer.get('id_token') ?? '').c_hash).toBe(hash.toString('base64url'))
  })

  it('says access_denied when the person goes away', async () => {
    const { pick, fragmentOf } = await browser()
    expect(fragmentOf(await pick({ cancel: 'yes' })).get('error')).toBe('access_denied')
  })

  it.each([
    ['redirect_uri', 'https://evil.test/', 'AADSTS50011'],
    ['client_id', '11111111-1111-1111-1111-111111111111', 'AADSTS700016'],
  ])('shows a page, and sends nobody anywhere, for a foreign %s', async (name, value, code) => {
    const { open } = await browser()
    const response = await open('organizations', { [name]: value })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(code)
  })

  it('does not let a blocked account in', async () => {
    const { pick, account, tenant } = await browser()
    tenant.editUser('user@contoso.com', { accountEnabled: false })
    expect(await (await pick({ account: account('user@contoso.com') })).text()).toContain('AADSTS50057')
  })

  it('signs somebody in by name', async () => {
    const { pick, fragmentOf } = await browser()
    expect(fragmentOf(await pick({ upn: 'User@Contoso.com' })).get('code')).toBeTruthy()
    expect(await (await pick({ upn: 'nobody@contoso.com' })).text()).toContain('This username may be incorrect')
  })
})

describe('redeeming a code', () => {
  it('gives an ID token with our nonce, the tenant’s issuer and the administrator’s wids', async () => {
    const { emulator, redeem, codeFor, tenant, keys, clock } = await browser()
    const { status, body } = await redeem({ code: await codeFor('admin@contoso.com') })
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid profile', refresh_token: expect.any(String) })
    const { payload } = await jwtVerify(textOf(body.id_token) ?? '', keys, {
      issuer: `https://login.microsoftonline.com/${tenant.id}/v2.0`,
      audience: emulator.app.clientId,
      currentDate: new Date(clock.now),
    })
    expect(payload).toMatchObject({
      nonce: 'the-nonce',
      tid: tenant.id,
      oid: tenant.user('admin@contoso.com')?.id,
      preferred_username: 'admin@contoso.com',
    })
    expect(payload.wids).toContain(directoryRoles['Global Administrator'])
  })

  it('gives ordinary people wids too, but no administrator’s', async () => {
    const { redeem, codeFor } = await browser()
    const { body } = await redeem({ code: await codeFor('user@contoso.com') })
    expect(decodeJwt(textOf(body.id_token) ?? '').wids).toEqual(['b79fbf4d-3ef9-4689-8143-76b194e85509'])
  })

  it('takes a code once', async () => {
    const { redeem, codeFor } = await browser()
    const code = await codeFor('admin@contoso.com')
    await redeem({ code })
    expect(await redeem({ code })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [54005] },
    })
  })

  it('insists on the PKCE verifier', async () => {
    const { redeem, codeFor } = await browser()
    const code = await codeFor('admin@contoso.com')
    expect(await redeem({ code, code_verifier: 'another' })).toMatchObject({ body: { error_codes: [501481] } })
    expect(await redeem({ code, code_verifier: '' })).toMatchObject({ body: { error_codes: [900144] } })
  })

  it('insists on a challenge from a browser', async () => {
    const { redeem, pick, account, fragmentOf } = await browser()
    const unproven = { code_challenge: '', code_challenge_method: '' }
    const code = fragmentOf(await pick({ account: account('admin@contoso.com') }, unproven)).get('code') ?? ''
    expect(await redeem({ code })).toMatchObject({ status: 400, body: { error_codes: [9002325] } })
  })

  it('knows no code that it did not give', async () => {
    const { redeem } = await browser()
    expect(await redeem({ code: 'made-up' })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('lets a page redeem from its own origin only, and a server with the secret only', async () => {
    const { emulator, redeem, codeFor } = await browser()
    const code = await codeFor('admin@contoso.com')
    expect(await redeem({ code }, { origin: 'https://evil.test' })).toMatchObject({ body: { error_codes: [9002326] } })
    expect(await redeem({ code }, {})).toMatchObject({ status: 401, body: { error_codes: [7000218] } })
    expect(await redeem({ code, client_secret: emulator.app.clientSecret }, {})).toMatchObject({ status: 200 })
  })

  it('lets a code age', async () => {
    const { redeem, codeFor, clock } = await browser()
    const code = await codeFor('admin@contoso.com')
    clock.now += 11 * 60_000
    expect(await redeem({ code })).toMatchObject({ body: { error_codes: [70008] } })
  })
})

describe('ID tokens for tests', () => {
  it('can be wrong in a chosen way', async () => {
    const { emulator, keys, clock } = await browser()
    const tenant = CONTOSO
    const user = 'admin@contoso.com'
    const options = { currentDate: new Date(clock.now) }
    await expect(
      jwtVerify(await emulator.idToken({ tenant, user, signWith: 'unknown-key' }), keys, options),
    ).rejects.toThrow('no applicable key')
    await expect(
      jwtVerify(await emulator.idToken({ tenant, user, expiresInSeconds: -60 }), keys, options),
    ).rejects.toThrow('"exp" claim timestamp check failed')
    const token = await emulator.idToken({ tenant, user, issuer: 'https://evil.test', claims: { tid: 'x' } })
    expect((await jwtVerify(token, keys, options)).payload).toMatchObject({ iss: 'https://evil.test', tid: 'x' })
  })
})
