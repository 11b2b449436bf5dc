import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { World } from '../world.ts'

const ids = ['ana', 'bea', 'cyd', 'dan', 'eva', 'fay']
const person = (id: string) => ({ id, email: `${id}@contoso.com`, firstName: id, lastName: 'Ruiz', role: 'Engineer' })

describe.each(databaseKinds)('two replicas before one tenant, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    for (const id of ids) world.directory.northwind.set(id, { ...person(id), version: 1, status: 'active' })
    await world.connect()
    await world.startReplica()
  }
  const graphCalls = () => world.emulator.requests().filter(({ path }) => path.includes('/users'))
  afterEach(() => world.close())

  it('when Graph asks one of them to stay away, neither calls again before it may, and nothing is announced', async () => {
    await start()
    world.emulator.failNext('PATCH /users/{id}', { status: 429, retryAfterSeconds: 30 })
    await world.save({ id: 'ana', role: 'Lead' })
    await world.untilStatus('ana', 'retrying')
    const before = graphCalls().length
    for (const id of ids.slice(1)) await world.save({ id, role: 'Lead' })
    await world.untilJobs('sync-person', 'created')
    expect(
      graphCalls()
        .slice(before)
        .map(({ pattern, status }) => [pattern, status]),
    ).toEqual([])
    // Whoever was only kept waiting is waiting, not failing; and no intent says otherwise.
    for (const id of ids.slice(1)) expect((await world.status(id)).status).toBe('pending')
    expect(await world.audit('&action=user.updated&outcome=intended')).toHaveLength(1)

    await world.advance(40_000)
    for (const id of ids) await world.untilVersion(id, 2)
    for (const id of ids) expect(world.account(`${id}@contoso.com`)?.jobTitle).toBe('Lead')
  })
})
