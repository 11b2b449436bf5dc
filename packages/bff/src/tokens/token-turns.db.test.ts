import { createSecretKey } from 'node:crypto'
import { type Emulator, createEmulator } from '@plumm/entra-emulator'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds, openAgain, openTestDatabase } from '../../test/databases.ts'
import { neverLooksAgain } from '../../test/local-token-cache.ts'
import { ensureCompany } from '../connection/company.ts'
import type { Database } from '../db/database.ts'
import { inCompany } from '../db/tenancy.ts'
import { Secret } from '../secret.ts'
import { TURN_CHANNEL, tokenCacheOf } from './token-cache.store.ts'
import { type TokenSource, createTokenSource } from './token-source.ts'
import { createTurnEnds } from './turn-ends.ts'
import { createVault } from './vault.ts'

const COMPANY = 'northwind'
const TOKEN = 'POST /{tenant}/oauth2/v2.0/token'
const vault = createVault([{ id: 'k1', key: createSecretKey(Buffer.alloc(32, 1)) }])

describe.each(databaseKinds)('replicas that need a token of one tenant, on %s', (kind) => {
  let emulator: Emulator
  const clock = { now: Date.now() }
  const opened: Database[] = []
  let first: Database
  const start = async () => {
    clock.now = Date.now()
    emulator = await createEmulator({ now: () => clock.now })
    const database = await openTestDatabase(kind)
    first = database
    opened.push(database)
    await inCompany(database.db, COMPANY, (trx) => ensureCompany(trx, COMPANY, new Date()))
    const other = kind === 'postgres' ? await openAgain(database) : database
    if (other !== database) opened.unshift(other)
    emulator.tenant('contoso.com').grantConsent()
    return {
      tenant: emulator.tenant('contoso.com'),
      replicas: [await replica(database), await replica(other)] as const,
    }
  }
  /** Another process: nothing of its own in memory, its own connections where the database has any. */
  async function replica(database: Database, sleep: () => Promise<void> = neverLooksAgain): Promise<TokenSource> {
    const ends = createTurnEnds()
    await database.listen(TURN_CHANNEL, (company) => ends.heard(company))
    const cache = tokenCacheOf(COMPANY, {
      vault,
      inCompany: (work) => inCompany(database.db, COMPANY, work),
      now: () => clock.now,
      onUnreadable: () => {},
    })
    return createTokenSource({
      clientId: emulator.app.clientId,
      credential: { kind: 'secret', secret: new Secret(emulator.app.clientSecret) },
      authorityOrigin: 'https://login.microsoftonline.com',
      scope: 'https://graph.microsoft.com/.default',
      fetch: emulator.fetch,
      now: () => clock.now,
      cache: { ...cache, untilTurnEnds: () => ends.next(COMPANY) },
      sleep,
    })
  }
  const asked = () => emulator.requests({ pattern: TOKEN }).length
  const hold = () => {
    const reached = Promise.withResolvers<void>()
    const { promise, resolve: release } = Promise.withResolvers<void>()
    emulator.beforeNext(TOKEN, () => {
      reached.resolve()
      return promise
    })
    return { reached: reached.promise, release }
  }
  const tokenOf = (result: Awaited<ReturnType<TokenSource['accessToken']>>) =>
    result.ok ? result.token : result.failure.is
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close()
    await emulator.close()
  })

  it('ask for it once, and both have it', async () => {
    const { tenant, replicas } = await start()
    const { reached, release } = hold()
    const both = replicas.map((each) => each.accessToken(tenant.id))
    await reached
    release()
    const [one, other] = await Promise.all(both)
    expect(tokenOf(one ?? { ok: false, failure: { is: 'unavailable' } })).toMatch(/^eyJ/)
    expect(other).toEqual(one)
    expect(asked()).toBe(1)
  })

  it('do not take one for fresh that was asked for before they wanted it', async () => {
    const { tenant, replicas } = await start()
    const { reached, release } = hold()
    const before = replicas[0].accessToken(tenant.id, { fresh: true })
    await reached
    const fresh = replicas[1].accessToken(tenant.id, { fresh: true })
    release()
    expect(tokenOf(await fresh)).not.toBe(tokenOf(await before))
    expect(asked()).toBe(2)
  })

  it('come one after the other when the first gets none', async () => {
    const { tenant, replicas } = await start()
    emulator.failNext(TOKEN, { status: 503, code: 'AADSTS90033' })
    const results = await Promise.all(replicas.map((each) => each.accessToken(tenant.id)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(asked()).toBe(2)
  })

  it('do not wait for ever for one that died while it asked', async () => {
    const { tenant, replicas } = await start()
    const { reached, release } = hold()
    const dying = replicas[0].accessToken(tenant.id)
    await reached
    const minutes = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let looks = 0
    const patient = await replica(first, () => {
      looks += 1
      clock.now += 60_000
      return minutes[looks - 1]?.promise ?? Promise.resolve()
    })
    const second = patient.accessToken(tenant.id)
    for (const minute of minutes) minute.resolve()
    expect(tokenOf(await second)).toMatch(/^eyJ/)
    expect(looks).toBe(2)
    // What comes after all is its own only: the newer one stays kept.
    release()
    await dying
    expect(tokenOf(await (await replica(first)).accessToken(tenant.id))).toBe(tokenOf(await second))
  })
})
