import { describe, expect, it } from 'vitest'
import { testCertificate } from '../testing/certificate.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

async function controlWorld() {
  const world = await testWorld()
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await world.emulator.fetch(`https://localhost/_emulator${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  return { ...world, call, tenant: world.emulator.tenant(CONTOSO) }
}

describe('JSON control of the registration', () => {
  it('adds and removes secrets, and shows them without their values', async () => {
    const { call, emulator } = await controlWorld()
    const { status, body } = await call('POST', '/app/passwordCredentials', { endDateTime: '2027-01-31T00:00:00Z' })
    expect(status).toBe(201)
    const { credentials } = emulator.registration
    expect(credentials().secrets).toContainEqual({
      keyId: body.keyId,
      secretText: body.secretText,
      expiresAt: Date.parse('2027-01-31T00:00:00Z'),
    })
    const app = await call('GET', '/app')
    expect(app.body.passwordCredentials).toMatchObject([{ endDateTime: null }, { keyId: body.keyId }])
    expect(JSON.stringify(app.body)).not.toContain(body.secretText)
    expect((await call('DELETE', `/app/credentials/${body.keyId}`)).status).toBe(204)
    expect((await call('DELETE', `/app/credentials/${body.keyId}`)).status).toBe(404)
    expect(credentials().secrets).toHaveLength(1)
  })

  it('adds certificates and trusted identity providers', async () => {
    const { call } = await controlWorld()
    const { certificate: pem } = await testCertificate({ from: 0, until: Date.parse('2030-01-01T00:00:00Z') })
    expect((await call('POST', '/app/keyCredentials', { pem })).status).toBe(201)
    const federated = { name: 'ci', issuer: 'https://ci.example.com', subject: 'main', jwks: { keys: [] } }
    expect((await call('POST', '/app/federatedIdentityCredentials', federated)).status).toBe(201)
    expect((await call('GET', '/app')).body).toMatchObject({
      keyCredentials: [{ type: 'AsymmetricX509Cert' }],
      federatedIdentityCredentials: [{ name: 'ci', audiences: ['api://AzureADTokenExchange'] }],
    })
  })

  it('changes what the app asks for, where it may be answered, and how long consent takes', async () => {
    const { call } = await controlWorld()
    await call('POST', '/app/redirectUris', { uri: 'https://plumm.test/' })
    const consentDelay = { ms: 5000, shows: 'no-roles' }
    const { body } = await call('PATCH', '/app', { requiredRoles: ['User.Read.All'], consentDelay })
    expect(body).toMatchObject({
      redirectUris: ['https://plumm.test/'],
      requiredRoles: ['User.Read.All'],
      consentDelay,
    })
  })

  it('rotates the signing keys', async () => {
    const { call, emulator } = await controlWorld()
    const { body } = await call('POST', '/keys/rotate', { keepOldForMs: 0 })
    const response = await emulator.fetch('https://login.microsoftonline.com/organizations/discovery/v2.0/keys')
    expect(await response.json()).toMatchObject({ keys: [{ kid: body.kid }] })
  })

  it('grants and takes back single permissions, and switches the app off', async () => {
    const { call, tenant, appToken } = await controlWorld()
    await call('DELETE', '/tenants/contoso.com/consent?roles=User.Read.All,User.ReadWrite.All')
    expect(tenant.grantedRoles()).toEqual(['RoleManagement.Read.Directory'])
    await call('POST', '/tenants/contoso.com/consent', { roles: ['User.Read.All'] })
    expect(tenant.grantedRoles()).toEqual(['RoleManagement.Read.Directory', 'User.Read.All'])
    expect((await call('PATCH', '/tenants/contoso.com/app', { isEnabled: false })).status).toBe(204)
    expect(await appToken()).toBe('')
    await call('PATCH', '/tenants/contoso.com/app', { isEnabled: true })
    expect(await appToken()).not.toBe('')
    await call('DELETE', '/tenants/contoso.com/consent?app=remove')
    expect(tenant.isAppInstalled()).toBe(false)
  })

  it.each([
    ['POST', '/app/passwordCredentials', { endDateTime: 'soon' }, 'endDateTime'],
    ['POST', '/app/keyCredentials', {}, 'pem'],
    ['POST', '/app/keyCredentials', { pem: 'nonsense' }, ''],
    ['POST', '/app/federatedIdentityCredentials', { issuer: 'https://x' }, 'jwks'],
    ['POST', '/app/redirectUris', { uri: 'plumm' }, 'whole URL'],
    ['PATCH', '/app', { requiredRoles: 'User.Read.All' }, 'requiredRoles'],
    ['PATCH', '/app', { consentDelay: { ms: -1 } }, 'consentDelay.ms'],
    ['PATCH', '/app', { consentDelay: { ms: 1, shows: 'tea' } }, 'consentDelay.shows'],
    ['PATCH', '/tenants/contoso.com/app', {}, 'isEnabled'],
    ['POST', '/tenants/contoso.com/consent', { roles: 'all' }, 'roles'],
  ])('explains what is wrong: %s %s %j', async (method, path, body, words) => {
    const { call } = await controlWorld()
    const answer = await call(method, path, body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toContain(words)
  })
})
