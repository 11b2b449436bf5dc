import { afterEach, describe, expect, it } from 'vitest'
import type { AttentionReason } from '@plumm/entra-shared'
import { answerOf } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

const HOUR_MS = 3_600_000
const TOKEN = 'POST /{tenant}/oauth2/v2.0/token'

/** What an administrator, or time, breaks, and how it is put right. */
const causes: {
  reason: AttentionReason
  cause: string
  breakIt: (world: World) => void
  putItRight: (world: World) => void
}[] = [
  {
    reason: 'app-disabled',
    cause: 'the app is switched off in the tenant',
    breakIt: (world) => world.emulator.tenant('contoso.com').disableApp(),
    putItRight: (world) => world.emulator.tenant('contoso.com').enableApp(),
  },
  {
    reason: 'app-removed',
    cause: 'the app is removed from the tenant',
    breakIt: (world) => world.emulator.tenant('contoso.com').removeApp(),
    putItRight: (world) => world.emulator.tenant('contoso.com').grantConsent(),
  },
  {
    reason: 'consent-withdrawn',
    cause: 'the permission is taken back',
    breakIt: (world) => world.emulator.tenant('contoso.com').withdrawConsent(),
    putItRight: (world) => world.emulator.tenant('contoso.com').grantConsent(),
  },
  {
    reason: 'secret-invalid',
    cause: 'our secret is replaced at Microsoft',
    breakIt: (world) => (world.emulator.app.clientSecret += '-new'),
    putItRight: (world) => (world.emulator.app.clientSecret = world.emulator.app.clientSecret.replace(/-new$/, '')),
  },
]

describe.each(databaseKinds)('a connection’s life, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
    // The first round of the watch is over, and the next one waits for its time.
    await world.untilJobs('drift', 'created')
  }
  const isConnection = (state: string) => async () => {
    const connection = await world.connection()
    return connection.state === state ? connection : null
  }
  const connectionIs = (state: string) => world.until(isConnection(state))
  const heals = () => world.advanceUntil(isConnection('active'))
  const driftIsPutBack = () =>
    world.advanceUntil(async () => (await world.audit('&action=drift.corrected&outcome=succeeded'))[0] ?? null)
  const post = (path: string) => world.call('POST', path)
  const writes = (since = 0) =>
    world.emulator.requests({ since }).filter(({ method, path }) => method !== 'GET' && path.startsWith('/v1.0'))
  const lastRequest = () => world.emulator.requests().at(-1)?.id ?? 0
  afterEach(() => world.close())

  describe('paused', () => {
    it('keeps every change, writes nothing, and carries out the newest of each when it resumes', async () => {
      await start()
      await world.save(ana)
      await world.untilStatus('ana', 'synced')
      expect(await (await post('/api/connection/pause')).json()).toMatchObject({ state: 'paused', pausedBy: 'Jo Park' })
      const since = lastRequest()
      await world.save({ id: 'ana', role: 'Lead' })
      await world.save({ id: 'ana', role: 'Principal' })
      await world.save({ id: 'tom', status: 'deactivated' })
      await world.save({ id: 'bea', email: 'bea.orr@contoso.com', firstName: 'Bea', lastName: 'Orr' })
      await world.sleep(65_000)
      expect(writes(since)).toEqual([])
      expect(await world.connection()).toMatchObject({ state: 'paused', counts: { pending: 3 } })

      await post('/api/connection/resume')
      await world.untilVersion('ana', 3)
      await world.untilStatus('tom', 'suspended')
      await world.untilStatus('bea', 'synced')
      expect(world.account('ana.ruiz@contoso.com')?.jobTitle).toBe('Principal')
      expect(writes(since).filter(({ body }) => JSON.stringify(body).includes('jobTitle'))).toHaveLength(1)
      expect(
        (await world.audit('&action=sync.paused')).concat(await world.audit('&action=sync.resumed')),
      ).toMatchObject([{ actor: { name: 'Jo Park' } }, { actor: { name: 'Jo Park' } }])
    })

    it('in the middle of a leaver: no call more, and the sessions are revoked when it resumes', async () => {
      await start()
      const paused = Promise.withResolvers<void>()
      world.emulator.afterNext('PATCH /users/{id}', async () => {
        await post('/api/connection/pause')
        paused.resolve()
      })
      await world.save({ id: 'tom', status: 'deactivated' })
      await paused.promise
      await world.until(async () => (await world.audit('&personId=tom&action=user.suspended'))[0] ?? null)
      await world.sleep(65_000)
      expect(world.emulator.requests({ pattern: 'POST /users/{id}/revokeSignInSessions' })).toEqual([])
      expect((await world.status('tom')).status).toBe('pending')
      await post('/api/connection/resume')
      await world.untilStatus('tom', 'suspended')
      expect(world.emulator.requests({ pattern: 'POST /users/{id}/revokeSignInSessions' })).toHaveLength(1)
    })

    it('leaves what somebody changes in Entra until it resumes', async () => {
      await start()
      await post('/api/connection/pause')
      world.emulator.tenant('contoso.com').editUser('tom.lee@contoso.com', { surname: 'Changed' })
      await world.sleep(65_000)
      expect(world.account('tom.lee@contoso.com')?.surname).toBe('Changed')
      await post('/api/connection/resume')
      await driftIsPutBack()
      expect(world.account('tom.lee@contoso.com')?.surname).toBe('Lee')
    })

    it('refuses what makes no sense now', async () => {
      await start()
      expect(await answerOf(await post('/api/connection/resume'))).toBe('409 wrong-state')
      await post('/api/connection/pause')
      for (const path of [
        '/api/connection/pause',
        '/api/connection/sync',
        '/api/people/tom/sync',
        '/api/connection/attempts',
      ]) {
        expect(await answerOf(await post(path)), path).toBe('409 wrong-state')
      }
    })
  })

  describe('in attention', () => {
    it.each(causes)(
      'because $cause: work waits, nobody is spoilt, and it heals by itself',
      async ({ reason, breakIt, putItRight }) => {
        await start()
        breakIt(world)
        // A token lives for an hour; until then nothing is to be noticed.
        await world.sleep(HOUR_MS)
        const since = lastRequest()
        await world.save(ana)
        await world.save({ id: 'tom', status: 'deactivated' })
        await connectionIs('attention')
        await world.sleep(6_000)
        expect(await world.connection()).toMatchObject({
          state: 'attention',
          attention: { reason, actor: 'it', waiting: 2 },
        })
        expect([(await world.status('ana')).status, (await world.status('tom')).status]).toEqual(['pending', 'pending'])
        expect(writes(since)).toEqual([])

        putItRight(world)
        await heals()
        await world.untilStatus('ana', 'synced')
        await world.untilStatus('tom', 'suspended')
        expect(world.account('ana.ruiz@contoso.com')).toMatchObject({ accountEnabled: true })
        expect(world.account('tom.lee@contoso.com')).toMatchObject({ accountEnabled: false })
        expect(await world.audit('&action=connection.attention')).toMatchObject([
          { changes: [{ field: 'reason', after: reason }] },
        ])
        expect(await world.audit('&action=connection.recovered')).toHaveLength(1)
      },
    )

    it('because writing alone is no longer allowed: what was found to be put right is put right afterwards', async () => {
      await start()
      const contoso = world.emulator.tenant('contoso.com')
      contoso.withdrawConsent(['User.ReadWrite.All'])
      await world.sleep(HOUR_MS)
      contoso.editUser('tom.lee@contoso.com', { surname: 'Changed' })
      await world.advanceUntil(isConnection('attention'))
      expect(await world.connection()).toMatchObject({ attention: { reason: 'permission-missing' } })
      contoso.grantConsent()
      await heals()
      await driftIsPutBack()
      expect(world.account('tom.lee@contoso.com')?.surname).toBe('Lee')
    })

    it('because our secret has expired: noticed by the watch alone, without any change in Plumm', async () => {
      await start()
      world.emulator.failNext(TOKEN, { status: 401, code: 'AADSTS7000222', times: 2 })
      await world.sleep(HOUR_MS)
      expect(await connectionIs('attention')).toMatchObject({
        attention: { reason: 'secret-expired', actor: 'it', waiting: 0 },
      })
      await heals()
      expect(world.emulator.unclaimedFaults()).toEqual([])
    })

    it('because Microsoft does not know the tenant any more, and heals should it be back', async () => {
      await start()
      world.emulator.failNext(TOKEN, { status: 400, code: 'AADSTS90002', times: 2 })
      await world.sleep(HOUR_MS)
      expect(await connectionIs('attention')).toMatchObject({ attention: { reason: 'tenant-gone', actor: 'it' } })
      await heals()
      expect(await world.audit('&action=connection.recovered')).toHaveLength(1)
    })

    it('heals all the same when the process was replaced meanwhile', async () => {
      await start()
      world.emulator.tenant('contoso.com').disableApp()
      await world.sleep(HOUR_MS)
      await world.save(ana)
      await connectionIs('attention')
      await world.crash()
      expect((await world.connection()).state).toBe('attention')
      world.emulator.tenant('contoso.com').enableApp()
      await heals()
      await world.untilStatus('ana', 'synced')
    })

    it('what the answer to a leaver was before is not asked again: one suspension, one revocation', async () => {
      await start()
      await world.save({ id: 'tom', status: 'deactivated' })
      await world.untilStatus('tom', 'suspended')
      const since = lastRequest()
      world.emulator.tenant('contoso.com').disableApp()
      await world.sleep(HOUR_MS)
      await connectionIs('attention')
      world.emulator.tenant('contoso.com').enableApp()
      await heals()
      expect(writes(since)).toEqual([])
      expect((await world.status('tom')).status).toBe('suspended')
    })

    it('refuses what makes no sense now, and may be disconnected', async () => {
      await start()
      world.emulator.tenant('contoso.com').disableApp()
      await world.sleep(HOUR_MS)
      await connectionIs('attention')
      for (const path of [
        '/api/connection/pause',
        '/api/connection/resume',
        '/api/connection/sync',
        '/api/people/tom/sync',
      ]) {
        expect(await answerOf(await post(path)), path).toBe('409 wrong-state')
      }
      expect(await (await world.call('DELETE', '/api/connection')).json()).toMatchObject({ state: 'disconnected' })
      world.emulator.tenant('contoso.com').enableApp()
      await world.sleep(61_000)
      expect((await world.connection()).state).toBe('disconnected')
    })
  })

  describe('while Microsoft is away', () => {
    it.each([
      ['Graph answers 503', 'GET /users', { status: 503, empty: true }],
      ['a gateway answers with a page', 'GET /users', { status: 502, html: true }],
      ['Graph answers 500', 'GET /users', { status: 500 }],
      ['no token can be had', TOKEN, { status: 503 }],
    ])('%s: the person is retried, the connection stays, and it heals', async (_, pattern, fault) => {
      await start()
      // The watch notices at once that a token has run out, so the fault has to be there before that.
      world.emulator.failNext(pattern, { ...fault, times: pattern === TOKEN ? 6 : 4 })
      if (pattern === TOKEN) await world.sleep(HOUR_MS)
      await world.save(ana)
      const waiting = await world.untilStatus('ana', 'retrying')
      expect(waiting).toMatchObject({ reason: 'unavailable', nextRetryAt: expect.any(String), problems: [] })
      expect((await world.connection()).state).toBe('active')
      await world.advanceUntil(async () => ((await world.status('ana')).status === 'synced' ? true : null))
      expect(
        world.emulator
          .tenant('contoso.com')
          .users()
          .filter(({ userPrincipalName }) => userPrincipalName === ana.email),
      ).toHaveLength(1)
    })

    it('the watch over Entra misses nothing: the next round sees what this one could not', async () => {
      await start()
      world.emulator.tenant('contoso.com').editUser('tom.lee@contoso.com', { surname: 'Changed' })
      world.emulator.failNext('GET /users/delta', { status: 503, empty: true })
      await world.advanceUntil(async () => (world.emulator.unclaimedFaults().length === 0 ? true : null))
      expect(world.account('tom.lee@contoso.com')?.surname).toBe('Changed')
      await driftIsPutBack()
      expect(world.account('tom.lee@contoso.com')?.surname).toBe('Lee')
    })
  })
})
