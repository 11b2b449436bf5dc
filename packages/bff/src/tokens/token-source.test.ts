import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmulator } from '@plumm/entra-emulator'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Credential } from '../config.ts'
import { Secret } from '../secret.ts'
import { localTokenCache, neverLooksAgain } from '../../test/local-token-cache.ts'
import { type KeptToken, createTokenSource } from './token-source.ts'

const TOKEN = 'POST /{tenant}/oauth2/v2.0/token'
const TENANT = 'c0a7050a-1111-4c0a-8c0a-000000000001'

async function world() {
  const clock = { now: Date.now() }
  const emulator = await createEmulator({ now: () => clock.now })
  const tenant = emulator.tenant('contoso.com')
  const kept = new Map<string, KeptToken>()
  const cache = localTokenCache(kept, () => clock.now)
  /** Another process of ours: nothing in memory, the same store. */
  const start = (secret = emulator.app.clientSecret) =>
    createTokenSource({
      clientId: emulator.app.clientId,
      credential: { kind: 'secret', secret: new Secret(secret) },
      authorityOrigin: 'https://login.microsoftonline.com',
      scope: 'https://graph.microsoft.com/.default',
      fetch: emulator.fetch,
      now: () => clock.now,
      cache,
      sleep: neverLooksAgain,
    })
  const asked = () => emulator.requests().filter(({ path }) => path.includes('/oauth2/v2.0/token')).length
  return { clock, emulator, tenant, kept, start, tokens: start(), asked }
}

/** A source whose network is the given function. */
function sourceOver(
  fetch: typeof globalThis.fetch,
  credential: Credential = { kind: 'secret', secret: new Secret('s') },
) {
  return createTokenSource({
    clientId: 'app',
    credential,
    authorityOrigin: 'https://login.microsoftonline.com',
    scope: 'https://graph.microsoft.com/.default',
    fetch,
    now: () => Date.parse('2026-11-24T12:00:00Z'),
    cache: localTokenCache(),
    sleep: neverLooksAgain,
  })
}
/** The token endpoint's refusal (graph-facts §2.6). */
const refusal =
  (status: number, number: number, error: string, headers: Record<string, string> = {}) =>
  () =>
    Promise.resolve(
      Response.json(
        { error, error_description: `AADSTS${number}: Words.\r\nTrace ID: 03da4b8e`, error_codes: [number] },
        { status, headers },
      ),
    )

describe('a token', () => {
  it('comes with the roles it carries, and is asked for once', async () => {
    const { tokens, tenant, asked } = await world()
    tenant.grantConsent()
    const first = await tokens.accessToken(tenant.id)
    if (!first.ok) throw new Error(JSON.stringify(first))
    expect(first.roles).toEqual(expect.arrayContaining(['User.ReadWrite.All', 'User.Read.All']))
    expect(first.expiresAt).toBeGreaterThan(Date.now() + 3_000_000)
    expect(await tokens.accessToken(tenant.id)).toEqual(first)
    expect(asked()).toBe(1)
  })

  it('is replaced in its last minutes', async () => {
    const { tokens, tenant, asked, clock } = await world()
    tenant.grantConsent()
    await tokens.accessToken(tenant.id)
    clock.now += 54 * 60_000
    await tokens.accessToken(tenant.id)
    expect(asked()).toBe(1)
    clock.now += 60_000
    const renewed = await tokens.accessToken(tenant.id)
    expect(renewed).toMatchObject({ ok: true })
    expect(asked()).toBe(2)
  })

  it('is found again after a restart', async () => {
    const { tokens, tenant, start, asked } = await world()
    tenant.grantConsent()
    const first = await tokens.accessToken(tenant.id)
    expect(await start().accessToken(tenant.id)).toEqual(first)
    expect(asked()).toBe(1)
  })

  it('is asked for anew where a fresh one is wanted, and that one is kept', async () => {
    const { tokens, tenant, asked } = await world()
    tenant.grantConsent()
    await tokens.accessToken(tenant.id)
    const fresh = await tokens.accessToken(tenant.id, { fresh: true })
    expect(await tokens.accessToken(tenant.id)).toEqual(fresh)
    expect(asked()).toBe(2)
  })

  it('is one request for many who ask at once', async () => {
    const { tokens, tenant, asked } = await world()
    tenant.grantConsent()
    const fresh = tokens.accessToken(tenant.id, { fresh: true })
    const all = await Promise.all([fresh, ...[1, 2, 3].map(() => tokens.accessToken(tenant.id))])
    expect(new Set(all.map((result) => (result.ok ? result.token : result.failure.is))).size).toBe(1)
    expect(asked()).toBe(1)
  })

  it('is one request for many processes that ask at once, and the same for all', async () => {
    const { tenant, start, asked } = await world()
    tenant.grantConsent()
    const all = await Promise.all([1, 2, 3].map(() => start().accessToken(tenant.id)))
    expect(new Set(all.map((result) => (result.ok ? result.token : result.failure.is))).size).toBe(1)
    expect(asked()).toBe(1)
  })

  it('that is on its way when a fresh one is wanted is not taken for it, here or in another process', async () => {
    const { tokens, tenant, start, emulator, asked } = await world()
    tenant.grantConsent([])
    const reached = Promise.withResolvers<void>()
    const grant = Promise.withResolvers<void>()
    emulator.afterNext(TOKEN, async () => {
      reached.resolve()
      await grant.promise
    })
    const before = tokens.accessToken(tenant.id, { fresh: true })
    await reached.promise
    tenant.grantConsent()
    const after = [tokens, tokens, start()].map((source) => source.accessToken(tenant.id, { fresh: true }))
    grant.resolve()
    expect(await before).toMatchObject({ roles: [] })
    for (const result of await Promise.all(after))
      expect(result).toMatchObject({ roles: expect.arrayContaining(['User.Read.All']) })
    // The two of one process share theirs; the other may have come while that was on its way, or after it.
    expect(asked()).toBeLessThanOrEqual(3)
  })

  it('without roles is not kept: consent that arrives later shows at the next look', async () => {
    const { tokens, tenant, kept } = await world()
    tenant.grantConsent([])
    expect(await tokens.accessToken(tenant.id, { fresh: true })).toMatchObject({ ok: true, roles: [] })
    expect(kept.size).toBe(0)
    tenant.grantConsent()
    expect(await tokens.accessToken(tenant.id)).toMatchObject({ roles: expect.arrayContaining(['User.Read.All']) })
  })

  it('belongs to its tenant', async () => {
    const { tokens, emulator, asked } = await world()
    const [contoso, fabrikam] = emulator.tenants()
    contoso?.grantConsent()
    fabrikam?.grantConsent()
    const results = [await tokens.accessToken(contoso?.id ?? ''), await tokens.accessToken(fabrikam?.id ?? '')]
    expect(results.map((result) => result.ok && decodeJwt(result.token).tid)).toEqual([contoso?.id, fabrikam?.id])
    expect(asked()).toBe(2)
  })
})

describe('no token', () => {
  it.each([
    [401, 7000215, 'invalid_client', 'secret-invalid'],
    [401, 7000222, 'invalid_client', 'secret-expired'],
    [401, 7000229, 'invalid_client', 'app-removed'],
    [400, 700016, 'unauthorized_client', 'app-removed'],
    [400, 7000112, 'unauthorized_client', 'app-disabled'],
    [400, 90002, 'invalid_request', 'tenant-gone'],
    [401, 700027, 'invalid_client', 'secret-invalid'],
    [401, 7999999, 'invalid_client', 'secret-invalid'],
    [400, 90033, 'temporarily_unavailable', 'unavailable'],
    [400, 50196, 'invalid_grant', 'unavailable'],
    [503, 90033, 'temporarily_unavailable', 'unavailable'],
  ])('%i AADSTS%i means %s: %s', async (status, number, error, is) => {
    const tokens = sourceOver(refusal(status, number, error))
    expect(await tokens.accessToken(TENANT)).toMatchObject({ ok: false, failure: { is } })
  })

  it('says how long to stay away, where Entra says it', async () => {
    const tokens = sourceOver(refusal(429, 90055, 'temporarily_unavailable', { 'Retry-After': '12' }))
    expect(await tokens.accessToken(TENANT)).toEqual({
      ok: false,
      failure: { is: 'unavailable', retryAfterMs: 12_000 },
    })
  })

  it.each([
    ['a network that is down', () => Promise.reject(new TypeError('fetch failed'))],
    ['a page', () => Promise.resolve(new Response('<html>', { status: 502 }))],
    ['nothing', () => Promise.resolve(new Response(null, { status: 504 }))],
  ])('is a wait when there is %s', async (_what, fetch) => {
    expect(await sourceOver(fetch).accessToken(TENANT)).toMatchObject({ ok: false, failure: { is: 'unavailable' } })
  })

  it('is over as soon as its cause is: nothing is remembered of a failure', async () => {
    const { tokens, tenant, emulator } = await world()
    tenant.grantConsent()
    emulator.failNext(TOKEN, { status: 503, code: 'AADSTS90033', retryAfterSeconds: 60 })
    expect(await tokens.accessToken(tenant.id)).toMatchObject({ failure: { is: 'unavailable', retryAfterMs: 60_000 } })
    expect(await tokens.accessToken(tenant.id)).toMatchObject({ ok: true })
  })

  it('is what a customer’s doings look like', async () => {
    const { tokens, tenant, start } = await world()
    expect(await tokens.accessToken(tenant.id)).toMatchObject({ failure: { is: 'app-removed' } })
    tenant.grantConsent()
    tenant.disableApp()
    expect(await tokens.accessToken(tenant.id)).toMatchObject({ failure: { is: 'app-disabled' } })
    expect(await start('wrong').accessToken(tenant.id)).toMatchObject({ failure: { is: 'secret-invalid' } })
    const nobodys = '99999999-9999-4999-8999-999999999999'
    expect(await tokens.accessToken(nobodys)).toMatchObject({ failure: { is: 'tenant-gone' } })
  })

  it('lets a fault of our own store through as what it is', async () => {
    const tokens = createTokenSource({
      clientId: 'app',
      credential: { kind: 'secret', secret: new Secret('s') },
      authorityOrigin: 'https://login.microsoftonline.com',
      scope: 'https://graph.microsoft.com/.default',
      fetch: () => Promise.reject(new TypeError('fetch failed')),
      now: Date.now,
      cache: { ...localTokenCache(), read: () => Promise.reject(new Error('the database is away')) },
      sleep: neverLooksAgain,
    })
    await expect(tokens.accessToken(TENANT)).rejects.toThrow('the database is away')
  })
})

describe('our proof that it is us', () => {
  const listening = () => {
    const forms: URLSearchParams[] = []
    const fetch: typeof globalThis.fetch = async (input, init) => {
      forms.push(new URLSearchParams(await new Request(input, init).text()))
      return refusal(400, 90033, 'temporarily_unavailable')()
    }
    return { forms, fetch }
  }

  it('is an assertion signed with our certificate’s key', async () => {
    const { forms, fetch } = listening()
    const pem = new Secret(readFileSync(new URL('../../test/certificate.pem', import.meta.url), 'utf8'))
    await sourceOver(fetch, { kind: 'certificate', pem }).accessToken(TENANT)
    const assertion = forms[0]?.get('client_assertion') ?? ''
    expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'PS256', 'x5t#S256': expect.any(String) })
    expect(decodeJwt(assertion)).toMatchObject({ iss: 'app', sub: 'app' })
    expect(forms[0]?.has('client_secret')).toBe(false)
  })

  it('goes to the sign-in of our cloud, for that cloud’s Graph', async () => {
    const asked: string[] = []
    const tokens = createTokenSource({
      clientId: 'app',
      credential: { kind: 'secret', secret: new Secret('s') },
      authorityOrigin: 'https://login.microsoftonline.us',
      scope: 'https://graph.microsoft.us/.default',
      fetch: async (input, init) => {
        const request = new Request(input, init)
        const { origin, pathname } = new URL(request.url)
        asked.push(origin + pathname, new URLSearchParams(await request.text()).get('scope') ?? '')
        return Response.json({ token_type: 'Bearer', expires_in: 3599, access_token: 'e30.e30.s' })
      },
      now: () => Date.parse('2026-11-24T12:00:00Z'),
      cache: localTokenCache(),
      sleep: neverLooksAgain,
    })
    expect(await tokens.accessToken(TENANT)).toMatchObject({ ok: true })
    expect(asked).toEqual([
      `https://login.microsoftonline.us/${TENANT}/oauth2/v2.0/token`,
      expect.stringContaining('https://graph.microsoft.us/.default'),
    ])
    expect(asked[1]).not.toContain('graph.microsoft.com')
  })

  it('is the platform’s token, read anew each time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumm-token-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const tokenFile = join(folder, 'token')
    const { forms, fetch } = listening()
    const tokens = sourceOver(fetch, { kind: 'federated', tokenFile })
    for (const token of ['monday', 'tuesday']) {
      writeFileSync(tokenFile, `${token}\n`)
      await tokens.accessToken(TENANT)
    }
    expect(forms.map((form) => form.get('client_assertion'))).toEqual(['monday', 'tuesday'])
  })
})
