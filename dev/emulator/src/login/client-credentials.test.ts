import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { textOf } from '../json.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

async function world(isConsented = true) {
  const made = await testWorld({ isConsented })
  const { clientId, clientSecret } = made.emulator.app
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  }
  return { ...made, form, tenant: made.emulator.tenant(CONTOSO) }
}

describe('client credentials (graph-facts §6.3, refusals §2.6)', () => {
  it('gives a token with the granted roles, and no refresh token', async () => {
    const { token, form } = await world()
    const { status, body } = await token(form)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
    expect(body).not.toHaveProperty('refresh_token')
    expect(decodeJwt(textOf(body.access_token) ?? '').roles).toEqual([
      'User.ReadWrite.All',
      'User.Read.All',
      'RoleManagement.Read.Directory',
    ])
  })

  it('gives a token without roles between sign-in and consent, and after consent was withdrawn (§6.1)', async () => {
    const { token, form, tenant, graph } = await world()
    tenant.withdrawConsent()
    const { status, body } = await token(form)
    expect(status).toBe(200)
    expect(decodeJwt(textOf(body.access_token) ?? '')).not.toHaveProperty('roles')
    expect(await graph('GET', '/users')).toMatchObject({ status: 403, code: 'Authorization_RequestDenied' })
  })

  it('answers a wrong secret with the whole envelope (§2.6, 7000215)', async () => {
    const { token, form, emulator } = await world()
    const { status, body } = await token({ ...form, client_secret: 'wrong' })
    expect(status).toBe(401)
    expect(Object.keys(body)).toEqual([
      'error',
      'error_description',
      'error_codes',
      'timestamp',
      'trace_id',
      'correlation_id',
      'error_uri',
    ])
    expect(body).toMatchObject({
      error: 'invalid_client',
      error_codes: [7000215],
      timestamp: '2026-11-02 09:00:00Z',
      error_uri: 'https://login.microsoftonline.com/error?code=7000215',
      error_description: expect.stringContaining(
        `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${emulator.app.clientId}'.\r\nTrace ID: `,
      ),
    })
  })

  it('says 7000229 where the enterprise application is missing (§2.6)', async () => {
    const { token, form, tenant } = await world(false)
    expect(await token(form)).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [7000229] } })
    tenant.grantConsent()
    expect(await token(form)).toMatchObject({ status: 200 })
    tenant.removeApp()
    expect(await token(form)).toMatchObject({ status: 401, body: { error_codes: [7000229] } })
  })

  it('says 7000112 where the customer switched the app off (§2.6)', async () => {
    const { token, form, tenant } = await world()
    tenant.disableApp()
    expect(await token(form)).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client', error_codes: [7000112] },
    })
  })

  it.each([
    ['an unknown app', { client_id: '11111111-1111-1111-1111-111111111111' }, 400, 700016],
    ['a permission by name', { scope: 'https://graph.microsoft.com/User.Read.All' }, 400, 1002012],
    ['two resources', { scope: 'https://graph.microsoft.com/.default https://vault.azure.net/.default' }, 400, 70011],
    ['another resource', { scope: 'https://vault.azure.net/.default' }, 400, 500011],
    ['no app', { client_id: '' }, 400, 900144],
    ['no secret', { client_secret: '' }, 401, 7000216],
    ['no scope', { scope: '' }, 400, 900144],
    ['no grant', { grant_type: '' }, 400, 900144],
    ['another grant', { grant_type: 'password' }, 400, 70003],
  ])('refuses %s', async (_, change, status, code) => {
    const { token, form } = await world()
    expect(await token({ ...form, ...change })).toMatchObject({ status, body: { error_codes: [code] } })
  })

  it.each([
    ['common', 9001023],
    ['organizations', 9001023],
    ['nowhere.com', 90002],
  ])('refuses the authority %s', async (authority, code) => {
    const { token, form } = await world()
    expect(await token(form, authority)).toMatchObject({ status: 400, body: { error_codes: [code] } })
  })

  it('takes client id and secret as HTTP Basic too, form-encoded (RFC 6749 §2.3.1)', async () => {
    const { emulator, form, tenant } = await world()
    const ask = (secret: string) => {
      const basic = [form.client_id, secret].map(encodeURIComponent).join(':')
      const { grant_type, scope } = form
      return emulator.fetch(`https://login.microsoftonline.com/${tenant.id}/oauth2/v2.0/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
        body: new URLSearchParams({ grant_type, scope }),
      })
    }
    expect((await ask(form.client_secret)).status).toBe(200)
    expect(await (await ask('wrong')).json()).toMatchObject({ error_codes: [7000215] })
  })

  it('takes every secret that has not expired, and none that was removed (§2.6, 7000222)', async () => {
    const { token, form, emulator, clock } = await world()
    const second = emulator.registration.addSecret({ expiresAt: clock.now + 60_000 })
    const withSecond = { ...form, client_secret: second.secretText }
    expect(await token(withSecond)).toMatchObject({ status: 200 })
    clock.now += 60_000
    expect(await token(withSecond)).toMatchObject({ status: 401, body: { error_codes: [7000222] } })
    emulator.registration.removeCredential(second.keyId)
    expect(await token(withSecond)).toMatchObject({ status: 401, body: { error_codes: [7000215] } })
    expect(await token(form)).toMatchObject({ status: 200 })
    expect(() => emulator.registration.removeCredential(second.keyId)).toThrow('no credential')
    emulator.app.clientSecret = 'replaced'
    expect(await token(form)).toMatchObject({ status: 401, body: { error_codes: [7000215] } })
    expect(await token({ ...form, client_secret: 'replaced' })).toMatchObject({ status: 200 })
  })

  it('makes tokens out to Graph as version 1, and says how the app proved itself (§6.3)', async () => {
    const { token, form, tenant } = await world()
    const { body } = await token({ ...form, scope: '00000003-0000-0000-c000-000000000000/.default' })
    expect(decodeJwt(textOf(body.access_token) ?? '')).toMatchObject({
      aud: 'https://graph.microsoft.com',
      iss: `https://sts.windows.net/${tenant.id}/`,
      appid: form.client_id,
      appidacr: '1',
      idtyp: 'app',
      tid: tenant.id,
      ver: '1.0',
    })
  })

  it('gives no device codes: the app is not a public client', async () => {
    const { emulator, form } = await world()
    const response = await emulator.fetch('https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode', {
      method: 'POST',
      body: new URLSearchParams({ client_id: form.client_id, scope: 'openid' }),
    })
    expect(await response.json()).toMatchObject({ error: 'invalid_client', error_codes: [7000218] })
  })

  it('answers another method in its envelope (900561)', async () => {
    const { emulator } = await world()
    const response = await emulator.fetch('https://login.microsoftonline.com/common/oauth2/v2.0/token')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error_codes: [900561],
      error_description: expect.stringContaining('only accepts POST, OPTIONS requests. Received a GET request.'),
    })
  })

  it('serves the expired secret and transient errors when told to', async () => {
    const { token, form, emulator } = await world()
    emulator.failNext('POST /{tenant}/oauth2/v2.0/token', { status: 401, code: '7000222' })
    expect(await token(form)).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [7000222] } })
    expect(await token(form)).toMatchObject({ status: 200 })
  })
})
