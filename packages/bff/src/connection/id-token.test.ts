import { type JWTPayload, SignJWT, UnsecuredJWT, base64url, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { createIdTokenCheck } from './id-token.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')
const SECONDS = NOW / 1000
const AUTHORITY = 'https://login.microsoftonline.com'
const TENANT = 'c0a7050a-1111-4c0a-8c0a-000000000001'
const OTHER_TENANT = 'fab71ca0-2222-4fab-8fab-000000000002'
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad'
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'
const PRIVILEGED_ROLE_ADMINISTRATOR = 'e8611ab8-c189-46e8-94e1-60213ab1f814'
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1'
const issuerOf = (tenantId: string) => `${AUTHORITY}/${tenantId}/v2.0`

const make = () => generateKeyPair('RS256', { extractable: true })
const [work, personal, strangers] = await Promise.all([make(), make(), make()])
const jwk = async (key: typeof work.publicKey, kid: string, issuer: string) => ({
  ...(await exportJWK(key)),
  kid,
  use: 'sig',
  issuer,
})
const keySet = {
  keys: [
    await jwk(work.publicKey, 'work', issuerOf('{tenantid}')),
    await jwk(personal.publicKey, 'personal', issuerOf(PERSONAL)),
  ],
}

/** Microsoft's two documents, and whether they can be had. */
function microsoft(keys: object = keySet) {
  const state = { isAway: false }
  const fetch: typeof globalThis.fetch = (input) => {
    const url = new Request(input).url
    if (state.isAway) return Promise.resolve(new Response(null, { status: 503 }))
    if (url === `${AUTHORITY}/organizations/v2.0/.well-known/openid-configuration`) {
      return Promise.resolve(
        Response.json({ issuer: issuerOf('{tenantid}'), jwks_uri: `${AUTHORITY}/organizations/discovery/v2.0/keys` }),
      )
    }
    if (url === `${AUTHORITY}/organizations/discovery/v2.0/keys`) return Promise.resolve(Response.json(keys))
    return Promise.reject(new Error(`Nobody asked for ${url}`))
  }
  return {
    state,
    check: createIdTokenCheck({ authorityOrigin: AUTHORITY, clientId: 'our-app', fetch, now: () => NOW }),
  }
}

const good = {
  iss: issuerOf(TENANT),
  aud: 'our-app',
  tid: TENANT,
  oid: 'c0a7050a-aaaa-4c0a-8c0a-0000000000a1',
  sub: 'pairwise',
  iat: SECONDS - 10,
  nbf: SECONDS - 10,
  exp: SECONDS + 3_600,
  nonce: 'our-nonce',
  name: 'Ada Min',
  preferred_username: 'admin@contoso.com',
  wids: [USER_ADMINISTRATOR, GLOBAL_ADMINISTRATOR],
}
const sign = (claims: JWTPayload, { key = work.privateKey, kid = 'work', alg = 'RS256' } = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT', ...(kid && { kid }) }).sign(key)
/** `good` with other claims; undefined takes one away. */
const withClaims = (changes: Record<string, unknown>): JWTPayload =>
  Object.fromEntries(Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined))

describe('who may connect', () => {
  it('is a Global Administrator, known by tenant and object id', async () => {
    expect(await microsoft().check(await sign(good), { nonce: 'our-nonce' })).toEqual({
      ok: true,
      administrator: {
        tenantId: TENANT,
        objectId: good.oid,
        name: 'Ada Min',
        signInName: 'admin@contoso.com',
        roleTemplateIds: good.wids,
      },
    })
  })

  it('is a Privileged Role Administrator', async () => {
    const token = await sign(withClaims({ wids: [PRIVILEGED_ROLE_ADMINISTRATOR] }))
    expect(await microsoft().check(token, { nonce: 'our-nonce' })).toMatchObject({ ok: true })
  })

  it('may come with a clock that is a minute off', async () => {
    const { check } = microsoft()
    expect(await check(await sign(withClaims({ exp: SECONDS - 60 })), { nonce: 'our-nonce' })).toMatchObject({
      ok: true,
    })
    expect(await check(await sign(withClaims({ nbf: SECONDS + 60 })), { nonce: 'our-nonce' })).toMatchObject({
      ok: true,
    })
  })
})

describe('who may not', () => {
  it.each([
    ['holds other roles only', { wids: [USER_ADMINISTRATOR] }, 'not-an-administrator'],
    ['holds no role', { wids: [] }, 'not-an-administrator'],
    ['names a role by its words', { wids: ['Global Administrator'] }, 'not-an-administrator'],
    ['has roles of the app instead', { wids: [], roles: [GLOBAL_ADMINISTRATOR] }, 'not-an-administrator'],
    ['has roles nobody tells us', { wids: undefined }, 'roles-unknown'],
    ['has roles in a shape of its own', { wids: GLOBAL_ADMINISTRATOR }, 'id-token-invalid'],
    ['uses a personal account', { tid: PERSONAL, iss: issuerOf(PERSONAL) }, 'personal-account'],
    ['writes the personal tenant in capitals', { tid: PERSONAL.toUpperCase() }, 'personal-account'],
    ['signed in for somebody else’s attempt', { nonce: 'their-nonce' }, 'id-token-invalid'],
    ['signed in for no attempt', { nonce: undefined }, 'id-token-invalid'],
    ['signed in to another app', { aud: 'their-app' }, 'id-token-invalid'],
    ['signed in yesterday', { exp: SECONDS - 3_600 }, 'id-token-invalid'],
    ['has a token without an end', { exp: undefined }, 'id-token-invalid'],
    ['has a token for tomorrow', { nbf: SECONDS + 3_600 }, 'id-token-invalid'],
    ['claims a tenant its issuer is not', { tid: OTHER_TENANT }, 'id-token-invalid'],
    ['comes from another tenant’s issuer', { iss: issuerOf(OTHER_TENANT) }, 'id-token-invalid'],
    ['brings the template as issuer', { iss: issuerOf('{tenantid}') }, 'id-token-invalid'],
    ['brings the template as tenant', { tid: '{tenantid}', iss: issuerOf('{tenantid}') }, 'id-token-invalid'],
    ['brings a token of the old endpoint', { iss: `https://sts.windows.net/${TENANT}/` }, 'id-token-invalid'],
    [
      'comes from a look-alike host',
      { iss: `https://login.microsoftonline.com.evil.example/${TENANT}/v2.0` },
      'id-token-invalid',
    ],
    ['names a tenant by its domain', { tid: 'contoso.com', iss: issuerOf('contoso.com') }, 'id-token-invalid'],
    ['names no tenant', { tid: undefined }, 'id-token-invalid'],
    ['has no object id', { oid: undefined }, 'id-token-invalid'],
  ])('%s', async (_who, changes, refusal) => {
    const result = await microsoft().check(await sign(withClaims(changes)), { nonce: 'our-nonce' })
    expect(result).toMatchObject({ ok: false, refusal })
    // A sentence for the person.
    expect(result.ok ? '' : result.detail).toMatch(/^[\w@.’]+ .+ .+\.$/)
  })
})

describe('a signature that is not Microsoft’s', () => {
  const theKeyOfAll = async () => new TextEncoder().encode(await exportSPKI(work.publicKey))
  it.each([
    ['by nobody', () => Promise.resolve(new UnsecuredJWT(good).encode())],
    ['by a stranger', () => sign(good, { key: strangers.privateKey, kid: 'strangers' })],
    ['by a stranger who borrows a name', () => sign(good, { key: strangers.privateKey })],
    ['by a key that does not say which', () => sign(good, { kid: '' })],
    ['by the key for personal accounts', () => sign(good, { key: personal.privateKey, kid: 'personal' })],
    [
      'by our public key used as a secret',
      async () => new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: 'work' }).sign(await theKeyOfAll()),
    ],
    [
      'of another text',
      async () => {
        const [header, , signature] = (await sign(withClaims({ wids: [] }))).split('.')
        return [header, base64url.encode(JSON.stringify(good)), signature].join('.')
      },
    ],
    ['cut off', async () => `${(await sign(good)).split('.').slice(0, 2).join('.')}.`],
    ['of nothing', () => Promise.resolve('not a token')],
  ])('is refused: made %s', async (_how, token) => {
    const result = await microsoft().check(await token(), { nonce: 'our-nonce' })
    expect(result).toMatchObject({ ok: false, refusal: 'id-token-invalid' })
  })

  it('is refused where the only key there is has no name, and so no issuer to hold it to', async () => {
    const nameless = { keys: [{ ...(await exportJWK(personal.publicKey)), issuer: issuerOf(PERSONAL) }] }
    const token = await sign(good, { key: personal.privateKey, kid: '' })
    expect(await microsoft(nameless).check(token, { nonce: 'our-nonce' })).toMatchObject({ ok: false })
    const alone = { keys: keySet.keys.slice(1) }
    expect(await microsoft(alone).check(token, { nonce: 'our-nonce' })).toMatchObject({ refusal: 'id-token-invalid' })
  })
})

it('says that Microsoft cannot be reached, and checks again when it can', async () => {
  const { check, state } = microsoft()
  const token = await sign(good)
  state.isAway = true
  expect(await check(token, { nonce: 'our-nonce' })).toMatchObject({ ok: false, refusal: 'entra-unreachable' })
  state.isAway = false
  expect(await check(token, { nonce: 'our-nonce' })).toMatchObject({ ok: true })
  state.isAway = true
  expect(await check(token, { nonce: 'our-nonce' })).toMatchObject({ ok: false, refusal: 'entra-unreachable' })
})
