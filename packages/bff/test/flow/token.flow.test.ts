import { afterEach, describe, expect, it } from 'vitest'
import { inCompany } from '../../src/db/tenancy.ts'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const HOUR_MS = 3_600_000
const TOKEN = 'POST /{tenant}/oauth2/v2.0/token'
const person = (id: string) => ({ id, email: `${id}@contoso.com`, firstName: id, lastName: 'Ruiz', role: 'Engineer' })

describe.each(databaseKinds)('the token of a tenant, on %s', (kind) => {
  let world: World
  const start = async (settings: Record<string, string> = {}) => {
    world = await World.create(kind, settings)
    world.directory.northwind.set('tom', tom)
    await world.connect()
  }
  const asked = () => world.emulator.requests({ pattern: TOKEN }).length
  const kept = () =>
    inCompany(world.database.db, 'northwind', (trx) => trx.selectFrom('token_cache').select('turn').execute())
  afterEach(() => world.close())

  it('is asked for once by all replicas, when it has run out and everybody needs it', async () => {
    await start()
    await world.startReplica()
    await world.startReplica()
    const before = asked()
    await world.sleep(HOUR_MS)
    const ids = Array.from({ length: 24 }, (_, index) => `p${index}`)
    await Promise.all(ids.map((id) => world.save(person(id))))
    for (const id of ids) await world.untilStatus(id, 'synced')
    expect(asked()).toBe(before + 1)
  })

  it('that is on its way when somebody disconnects is kept nowhere', async () => {
    // Where Microsoft cannot reach us there is no subscription to end, so that Disconnect needs no token itself.
    await start({ PUBLIC_URL: 'http://localhost:8787' })
    const disconnected = Promise.withResolvers<void>()
    world.emulator.beforeNext(TOKEN, async () => {
      await world.call('DELETE', '/api/connection')
      disconnected.resolve()
    })
    await world.save(person('ana'))
    await world.sleep(HOUR_MS)
    await disconnected.promise
    await world.untilNoJobs('sync-person', 'drift')
    expect(await kept()).toEqual([])
  })
})
