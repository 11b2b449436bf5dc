import { createPrivateKey } from 'node:crypto'
import {
  type JSONWebKeySet,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  decodeJwt,
  exportJWK,
  generateKeyPair,
} from 'jose'
import { describe, expect, it } from 'vitest'
import type { EmulatorOptions } from '../emulator.ts'
import { textOf } from '../json.ts'
import { testCertificate } from '../testing/certificate.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

const NOW = Date.parse('2026-11-02T09:00:00Z')
const DAY = 86_400_000
const good = await testCertificate({ from: NOW - DAY, until: NOW + DAY })
const strangers = await testCertificate({ from: NOW - DAY, until: NOW + DAY })
const provider = await generateKeyPair('RS256')
const ISSUER = 'https://ci.example.com'
const thumbprint = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')

const byCertificate: JWTHeaderParameters = { alg: 'PS256', 'x5t#S256': thumbprint(good.sha256) }

async function assertionWorld(options: EmulatorOptions = {}) {
  const world = await testWorld(options)
  const { emulator, token } = world
  const { clientId } = emulator.app
  const tenant = emulator.tenant(CONTOSO)
  const at = NOW / 1000
  const claims: JWTPayload = {
    aud: `https://login.microsoftonline.com/${tenant.id}/oauth2/v2.0/token`,
    iss: clientId,
    sub: clientId,
    jti: 'the-first',
    nbf: at,
    exp: at + 600,
  }
  const signed = (change: Record<string, unknown> = {}, header = byCertificate, key = good.privateKey) =>
    new SignJWT({ ...claims, ...change }).setProtectedHeader(header).sign(createPrivateKey(key))
  const show = (assertion: string, change: Record<string, string> = {}) =>
    token(
      {
        grant_type: 'client_credentials',
        client_id: clientId,
        scope: 'https://graph.microsoft.com/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        ...change,
      },
      tenant.id,
    )
  return { ...world, tenant, signed, show, at, clientId }
}

describe('a certificate’s assertion (graph-facts §6.3)', () => {
  it.each<[string, JWTHeaderParameters]>([
    ['PS256 with x5t#S256', byCertificate],
    ['RS256 with x5t', { alg: 'RS256', x5t: thumbprint(good.sha1) }],
  ])('is taken with %s', async (_, header) => {
    const { emulator, show, signed } = await assertionWorld()
    emulator.registration.addCertificate(good.certificate)
    const { status, body } = await show(await signed({}, header))
    expect(status).toBe(200)
    expect(decodeJwt(textOf(body.access_token) ?? '').appidacr).toBe('2')
  })

  it('is refused where the certificate is not registered, or not any more (700027)', async () => {
    const { emulator, show, signed } = await assertionWorld()
    expect(await show(await signed())).toMatchObject({
      status: 401,
      body: {
        error: 'invalid_client',
        error_codes: [700027],
        error_description: expect.stringContaining(`Thumbprint of key used by client: '${good.sha256.toUpperCase()}'`),
      },
    })
    const { keyId } = emulator.registration.addCertificate(good.certificate)
    expect(await show(await signed())).toMatchObject({ status: 200 })
    emulator.registration.removeCredential(keyId)
    expect(await show(await signed())).toMatchObject({ body: { error_codes: [700027] } })
  })

  it('is refused when another key signed it, and when the certificate has expired (700027)', async () => {
    const { emulator, show, signed, clock, at } = await assertionWorld()
    emulator.registration.addCertificate(good.certificate)
    expect(await show(await signed({}, byCertificate, strangers.privateKey))).toMatchObject({
      status: 401,
      body: { error_codes: [700027], error_description: expect.stringContaining('did not match the expected') },
    })
    clock.now += DAY
    expect(await show(await signed({ nbf: at + 86_400, exp: at + 87_000 }))).toMatchObject({
      body: { error_codes: [700027], error_description: expect.stringContaining('The key used is expired.') },
    })
  })

  it.each<[string, Record<string, unknown>, number, number]>([
    ['for another audience', { aud: 'https://graph.microsoft.com' }, 401, 700023],
    ['for a list of audiences', { aud: ['https://login.microsoftonline.com/contoso.com/v2.0'] }, 400, 50027],
    ['by another app', { iss: '11111111-1111-1111-1111-111111111111' }, 401, 700021],
    ['about another app', { sub: '11111111-1111-1111-1111-111111111111' }, 401, 700021],
    ['without a subject', { sub: undefined }, 400, 50027],
    ['without an end', { exp: undefined }, 400, 50027],
    ['that has ended', { nbf: NOW / 1000 - 1200, exp: NOW / 1000 - 301 }, 401, 700024],
    ['that is not good yet', { nbf: NOW / 1000 + 301, exp: NOW / 1000 + 900 }, 401, 700024],
  ])('is refused %s', async (_, change, status, code) => {
    const { emulator, show, signed } = await assertionWorld()
    emulator.registration.addCertificate(good.certificate)
    expect(await show(await signed(change))).toMatchObject({ status, body: { error_codes: [code] } })
  })

  it.each(['not.a.jwt', 'nothing', 'e30.e30.', 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJhIiwic3ViIjoiYSIsImF1ZCI6ImEifQ.'])(
    'is refused when it is malformed: %s',
    async (assertion) => {
      const { show } = await assertionWorld()
      expect(await show(assertion)).toMatchObject({ status: 400, body: { error_codes: [50027] } })
    },
  )

  it('needs its type', async () => {
    const { show } = await assertionWorld()
    expect(await show('x', { client_assertion_type: '' })).toMatchObject({ body: { error_codes: [900144] } })
    expect(await show('x', { client_assertion_type: 'saml' })).toMatchObject({ body: { error_codes: [50027] } })
  })

  it('may live long and be shown twice, since Microsoft documents no limit; unless told otherwise', async () => {
    const long = { exp: NOW / 1000 + 86_400 }
    const lenient = await assertionWorld()
    lenient.emulator.registration.addCertificate(good.certificate)
    const assertion = await lenient.signed(long)
    expect(await lenient.show(assertion)).toMatchObject({ status: 200 })
    expect(await lenient.show(assertion)).toMatchObject({ status: 200 })
    const strict = await assertionWorld({ strictAssertions: { maxLifeSeconds: 600, refuseReplay: true } })
    strict.emulator.registration.addCertificate(good.certificate)
    expect(await strict.show(await strict.signed(long))).toMatchObject({ body: { error_codes: [700024] } })
    const once = await strict.signed({ jti: 'once' })
    expect(await strict.show(once)).toMatchObject({ status: 200 })
    expect(await strict.show(once)).toMatchObject({ body: { error_codes: [700024] } })
  })

  it('refuses to register what is no certificate', async () => {
    const { emulator } = await assertionWorld()
    expect(() => emulator.registration.addCertificate('nonsense')).toThrow('PEM')
  })
})

describe('a federated assertion (graph-facts §6.3)', () => {
  async function federated(change: { audiences?: string[] } = {}) {
    const world = await assertionWorld()
    const present = async (claims: JWTPayload = {}) =>
      world.show(
        await new SignJWT({
          iss: ISSUER,
          sub: 'repo:plumm/bff',
          aud: 'api://AzureADTokenExchange',
          exp: world.at + 300,
          ...claims,
        })
          .setProtectedHeader({ alg: 'RS256', kid: 'ci-1' })
          .sign(provider.privateKey),
      )
    const trust = async () =>
      world.emulator.registration.addFederatedCredential({
        name: 'ci',
        issuer: ISSUER,
        subject: 'repo:plumm/bff',
        jwks: { keys: [{ ...(await exportJWK(provider.publicKey)), kid: 'ci-1' }] },
        ...change,
      })
    return { ...world, present, trust }
  }

  it('is taken when issuer, subject, audience and signature fit', async () => {
    const { present, trust } = await federated()
    await trust()
    const { status, body } = await present()
    expect(status).toBe(200)
    expect(decodeJwt(textOf(body.access_token) ?? '').appidacr).toBe('2')
  })

  it('is refused where nobody is trusted (70025)', async () => {
    const { present } = await federated()
    expect(await present()).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [70025] } })
  })

  it.each<[string, JWTPayload, number]>([
    ['issuer, to the last slash', { iss: `${ISSUER}/` }, 700211],
    ['audience', { aud: 'https://login.microsoftonline.com' }, 700212],
    ['subject, to the letter', { sub: 'repo:Plumm/bff' }, 700213],
    ['time', { exp: NOW / 1000 - 301 }, 700024],
  ])('is refused for another %s', async (_, claims, code) => {
    const { present, trust } = await federated()
    await trust()
    expect(await present(claims)).toMatchObject({ status: 401, body: { error_codes: [code] } })
  })

  it('is refused when another key signed it', async () => {
    const { present, emulator } = await federated()
    const other = await generateKeyPair('RS256')
    emulator.registration.addFederatedCredential({
      name: 'ci',
      issuer: ISSUER,
      subject: 'repo:plumm/bff',
      jwks: { keys: [{ ...(await exportJWK(other.publicKey)), kid: 'ci-1' }] },
    })
    expect(await present()).toMatchObject({ status: 401, body: { error_codes: [700027] } })
  })

  it('is refused where the provider’s keys cannot be read (900612)', async () => {
    const { present, emulator } = await federated()
    const jwks: JSONWebKeySet = JSON.parse('{ "keys": [1] }')
    emulator.registration.addFederatedCredential({ name: 'ci', issuer: ISSUER, subject: 'repo:plumm/bff', jwks })
    expect(await present()).toMatchObject({ status: 400, body: { error: 'invalid_request', error_codes: [900612] } })
  })

  it('may have an audience of its own', async () => {
    const { present, trust } = await federated({ audiences: ['api://mine'] })
    await trust()
    expect(await present({ aud: 'api://mine' })).toMatchObject({ status: 200 })
    expect(await present()).toMatchObject({ body: { error_codes: [700212] } })
  })
})
