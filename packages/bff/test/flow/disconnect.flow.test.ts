import { afterEach, describe, expect, it } from 'vitest'
import { inCompany } from '../../src/db/tenancy.ts'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

describe.each(databaseKinds)('disconnect, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
  }
  afterEach(() => world.close())

  it('in mid-flight: no new call starts, nothing is noted for the person, and the audit still tells what happened', async () => {
    await start()
    await world.save(ana)
    await world.untilStatus('ana', 'synced')
    world.emulator.beforeNext('PATCH /users/{id}', async () => {
      await world.call('DELETE', '/api/connection')
    })
    await world.save({ id: 'ana', status: 'deactivated' })
    const outcome = await world.until(async () => (await world.audit('&personId=ana&action=user.suspended'))[0] ?? null)
    expect(outcome.outcome).toBe('succeeded')
    expect(world.emulator.requests({ pattern: 'POST /users/{id}/revokeSignInSessions' })).toEqual([])
    expect(await world.status('ana')).toEqual({ personId: 'ana', status: 'not-connected', problems: [] })
  })

  it('while a preview reads Entra: what it read is thrown away, nobody is kept and no preview is left', async () => {
    await start()
    world.directory.northwind.set('ana', { ...tom, ...ana })
    world.emulator.beforeNext('GET /users', async () => {
      await world.call('DELETE', '/api/connection')
    })
    await world.call('POST', '/api/connection/preview', { body: {} })
    await world.until(async () => ((await world.connection()).state === 'disconnected' ? true : null))
    await world.untilNoJobs('preview')
    const left = await inCompany(world.database.db, 'northwind', async (trx) => ({
      people: await trx.selectFrom('person').selectAll().execute(),
      previews: await trx.selectFrom('preview').selectAll().execute(),
    }))
    expect(left).toEqual({ people: [], previews: [] })
  })

  it('destroys tokens, jobs and person data, keeps links and the log, and leaves Entra as it is', async () => {
    await start()
    const response = await world.call('DELETE', '/api/connection')
    expect(await response.json()).toMatchObject({ state: 'disconnected', previousTenant: { domain: 'contoso.com' } })
    const left = await inCompany(world.database.db, 'northwind', async (trx) => ({
      tokens: await trx.selectFrom('token_cache').selectAll().execute(),
      people: await trx.selectFrom('person').selectAll().execute(),
      links: await trx.selectFrom('link').select('person_id').execute(),
    }))
    expect(left).toEqual({ tokens: [], people: [], links: [{ person_id: 'tom' }] })
    expect(world.account('tom.lee@contoso.com')?.accountEnabled).toBe(true)
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'connection.disconnected',
      actor: { name: 'Jo Park' },
    })
  })

  it('and connect again: the preview finds the same people, and nobody is created twice', async () => {
    await start()
    const before = world.account('tom.lee@contoso.com')?.id
    await world.call('DELETE', '/api/connection')
    const preview = await world.connectToPreview()
    expect(preview.rows).toMatchObject([{ personId: 'tom', kind: 'none', entraUserId: before }])
    await world.approve()
    expect((await world.status('tom')).entraUserId).toBe(before)
    expect(world.emulator.requests({ pattern: 'POST /users' })).toHaveLength(1)
  })

  it('with forget deletes the links too, and keeps the log', async () => {
    await start()
    await world.call('DELETE', '/api/connection?forget=true')
    const links = await inCompany(world.database.db, 'northwind', (trx) => trx.selectFrom('link').selectAll().execute())
    expect(links).toEqual([])
    expect((await world.audit()).at(-1)?.action).toBe('connection.forgotten')
    expect(await (await world.call('GET', '/api/audit/verify')).json()).toMatchObject({ ok: true })
  })
})
