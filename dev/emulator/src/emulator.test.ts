import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createEmulator } from './emulator.ts'
import { textOf } from './json.ts'
import { CONTOSO, newUser, testWorld } from './testing/graph-client.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

describe('faults read like English (style §9)', () => {
  it('fail a call before anything happened, as often as told', async () => {
    const { emulator, graph } = await testWorld()
    emulator.failNext('POST /users', { status: 429, retryAfterSeconds: 17, times: 2 })
    const throttled = await graph('POST', '/users', newUser('adele'))
    expect(throttled).toMatchObject({ status: 429, code: 'TooManyRequests' })
    expect(throttled.headers.get('retry-after')).toBe('17')
    expect(emulator.unclaimedFaults()).toEqual(['fail with 429: POST /users'])
    expect(await graph('POST', '/users', newUser('adele'))).toMatchObject({ status: 429 })
    expect(await graph('POST', '/users', newUser('adele'))).toMatchObject({ status: 201 })
    expect(emulator.unclaimedFaults()).toEqual([])
  })

  it.each([
    [{ status: 503, empty: true }, undefined],
    [{ status: 503, html: true }, undefined],
    [{ status: 500 }, 'UnknownError'],
    [{ status: 409 }, 'Directory_ConcurrencyViolation'],
    [{ status: 400, code: 'Request_BadRequest', message: 'No.' }, 'Request_BadRequest'],
  ])('answers %j (graph-facts §1.3)', async (fault, code) => {
    const { emulator, graph } = await testWorld()
    emulator.failNext('GET /users', fault)
    expect(await graph('GET', '/users')).toMatchObject({ status: fault.status, code })
  })

  it('lose the reply of a write that lands', async () => {
    const { emulator, graph } = await testWorld()
    emulator.loseReplyOfNext('POST /users')
    await expect(graph('POST', '/users', newUser('adele'))).rejects.toThrow(TypeError)
    expect(emulator.tenant(CONTOSO).user('adele@contoso.com')).toBeDefined()
    expect(emulator.requests({ pattern: 'POST /users' })).toMatchObject([{ status: 201, isReplyLost: true }])
  })

  it('make races: a hook runs before the next call is handled, another after', async () => {
    const { emulator, graph } = await testWorld()
    const tenant = emulator.tenant(CONTOSO)
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    const seen: unknown[] = []
    emulator.beforeNext('PATCH /users/{id}', () => void seen.push(tenant.editUser(id, { city: 'Leeds' }).jobTitle))
    emulator.afterNext('PATCH /users/{id}', () => void seen.push(tenant.user(id)?.jobTitle))
    await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk' })
    expect(seen).toEqual([undefined, 'Clerk'])
    expect(tenant.user(id)).toMatchObject({ jobTitle: 'Clerk', city: 'Leeds' })
  })

  it('know the calls they are for', async () => {
    const { emulator } = await testWorld()
    expect(() => emulator.failNext('PATCH /user/{id}', { status: 500 })).toThrow('The emulator serves no')
  })
})

describe('the emulator', () => {
  it('says which paths are Microsoft’s or its own', async () => {
    const { emulator } = await testWorld()
    for (const path of [
      '/v1.0/users',
      '/organizations/oauth2/v2.0/authorize',
      '/c0a7050a-1111-4c0a-8c0a-000000000001/oauth2/v2.0/token',
      '/contoso.com/v2.0/adminconsent',
      '/_emulator/',
    ])
      expect(emulator.handles(path), path).toBe(true)
    for (const path of ['/', '/people', '/people/login', '/api/connection', '/redirect-bridge.html'])
      expect(emulator.handles(path), path).toBe(false)
  })

  it('builds issuers and links with the origins it was given', async () => {
    const { emulator, graph } = await testWorld({
      loginOrigin: 'https://localhost:8443',
      graphOrigin: 'https://localhost:8443',
      pageSize: 1,
    })
    expect(textOf((await graph('GET', '/users')).body['@odata.nextLink'])).toMatch(
      /^https:\/\/localhost:8443\/v1\.0\/users\?/,
    )
    const discovery = await emulator.fetch('https://localhost:8443/common/v2.0/.well-known/openid-configuration')
    expect(await discovery.json()).toMatchObject({ token_endpoint: 'https://localhost:8443/common/oauth2/v2.0/token' })
  })

  it('goes on where it left after a restart: people, groups, consent, keys, delta', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-'))
    undo.push(() => rm(folder, { recursive: true }))
    const dataFile = join(folder, 'entra.json')
    const first = await testWorld({ dataFile })
    const { id } = first.emulator.tenant(CONTOSO).addUser({ userPrincipalName: 'adele@contoso.com' })
    first.emulator.tenant(CONTOSO).addGroup({ displayName: 'Admins', isAssignableToRole: true, members: [id] })
    first.emulator.tenant(CONTOSO).assignAppRole('User Administrator')
    const { body } = await first.graph('GET', '/users/delta?$deltatoken=latest')
    const token = await first.appToken()
    first.emulator.addRedirectUri('https://plumm.test/bridge')
    await first.emulator.close()

    const second = await createEmulator({ dataFile, now: () => first.clock.now })
    second.tenant(CONTOSO).editUser(id, { jobTitle: 'Clerk' })
    const response = await second.fetch(textOf(body['@odata.deltaLink']) ?? '', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await response.json()).toMatchObject({ value: [{ id, jobTitle: 'Clerk' }] })
    expect(second.tenant(CONTOSO).grantedRoles()).toContain('User.Read.All')
    expect(second.tenant(CONTOSO).membersOf('Admins')).toEqual([id])
    const protectedUser = { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }
    expect((await second.fetch(`https://graph.microsoft.com/v1.0/users/${id}`, protectedUser)).status).toBe(403)
    expect(second.app.redirectUris).toEqual(['https://plumm.test/bridge'])
    await second.close()
  })

  it('is empty when asked to be, and goes back to its seed', async () => {
    expect((await createEmulator({ seed: 'empty' })).tenants()).toEqual([])
    const { emulator, graph } = await testWorld()
    await graph('POST', '/users', newUser('adele'))
    emulator.reset()
    expect(emulator.tenant(CONTOSO).users()).toHaveLength(2)
    expect(emulator.requests()).toEqual([])
  })

  it('stops when the client gives up', async () => {
    const { emulator } = await testWorld()
    const signal = AbortSignal.abort()
    await expect(emulator.fetch('https://graph.microsoft.com/v1.0/users', { signal })).rejects.toThrow('aborted')
  })
})
