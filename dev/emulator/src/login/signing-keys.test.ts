import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isObject, parseJson } from '../json.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

const HOUR = 3_600_000
const admin = { tenant: CONTOSO, user: 'admin@contoso.com' }

async function keysWorld() {
  const world = await testWorld()
  const keysOf = async (authority: string) => {
    const response = await world.emulator.fetch(`https://login.microsoftonline.com/${authority}/discovery/v2.0/keys`)
    const body = parseJson(await response.text())
    return isObject(body) && Array.isArray(body.keys) ? body.keys.filter(isObject) : []
  }
  return { ...world, keysOf }
}

describe('signing keys (graph-facts §6.2)', () => {
  it('carry the issuer as a template; /common also has the key of personal accounts, with theirs', async () => {
    const { keysOf } = await keysWorld()
    expect(await keysOf('organizations')).toMatchObject([
      { kty: 'RSA', use: 'sig', issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
    ])
    expect(await keysOf('common')).toMatchObject([
      { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
      { issuer: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0' },
    ])
  })

  it('rotate: tokens are signed with the new one, and the old one stays published for a day', async () => {
    const { emulator, keysOf, clock, graph, appToken } = await keysWorld()
    const old = decodeProtectedHeader(await emulator.idToken(admin)).kid
    const held = await appToken()
    const asHolder = () => graph('GET', '/users', undefined, { authorization: `Bearer ${held}` })
    const kid = await emulator.rotateKeys()
    expect(decodeProtectedHeader(await emulator.idToken(admin)).kid).toBe(kid)
    expect((await keysOf('organizations')).map((key) => key.kid)).toEqual([kid, old])
    expect(await asHolder()).toMatchObject({ status: 200 })
    clock.now += 24 * HOUR
    expect((await keysOf('organizations')).map((key) => key.kid)).toEqual([kid])
  })

  it('can rotate in an emergency: what the old key signed is worthless at once', async () => {
    const { emulator, appToken, graph } = await keysWorld()
    const held = await appToken()
    await emulator.rotateKeys({ keepOldForMs: 0 })
    expect(await graph('GET', '/users', undefined, { authorization: `Bearer ${held}` })).toMatchObject({ status: 401 })
    expect(await graph('GET', '/users')).toMatchObject({ status: 200 })
  })

  it('are found again by a client that looks after a rotation', async () => {
    const { emulator, clock } = await keysWorld()
    const find = createRemoteJWKSet(new URL('https://login.microsoftonline.com/common/discovery/v2.0/keys'), {
      [customFetch]: emulator.fetch,
      cooldownDuration: 0,
    })
    const currentDate = new Date(clock.now)
    await jwtVerify(await emulator.idToken(admin), find, { currentDate })
    await emulator.rotateKeys()
    expect((await jwtVerify(await emulator.idToken(admin), find, { currentDate })).payload.tid).toBeTruthy()
    // Published, but not for a company: a client that looks at the signature only is fooled.
    const { payload } = await jwtVerify(await emulator.idToken({ ...admin, signWith: 'consumer-key' }), find, {
      currentDate,
    })
    expect(payload.tid).not.toBe('9188040d-6c67-4c5b-b112-36a304b66dad')
  })

  it('outlive a restart, the old ones with their end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-keys-'))
    const dataFile = join(folder, 'world.json')
    const { emulator, clock } = await testWorld({ dataFile })
    const kid = await emulator.rotateKeys()
    const secret = emulator.registration.addSecret()
    await emulator.close()
    const again = await testWorld({ dataFile })
    expect(decodeProtectedHeader(await again.emulator.idToken(admin)).kid).toBe(kid)
    expect(again.emulator.registration.credentials().secrets).toContainEqual(secret)
    again.clock.now = clock.now + 24 * HOUR
    const response = await again.emulator.fetch('https://login.microsoftonline.com/organizations/discovery/v2.0/keys')
    expect(await response.json()).toMatchObject({ keys: [{ kid }] })
    await again.emulator.close()
    await rm(folder, { recursive: true })
  })
})
