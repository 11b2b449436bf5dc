import { afterEach, describe, expect, it } from 'vitest'
import { Holds } from '@plumm/entra-shared'
import { databaseKinds } from '../databases.ts'
import { World } from '../world.ts'

const people = Array.from({ length: 12 }, (_, index) => ({
  id: `p${index}`,
  version: 1,
  status: 'active' as const,
  email: `p${index}@contoso.com`,
  firstName: 'Person',
  lastName: String(index),
}))

describe.each(databaseKinds)('a wave of leavers, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    for (const person of people) world.directory.northwind.set(person.id, person)
    await world.connect()
  }
  afterEach(() => world.close())
  const leave = (count: number) =>
    world.deliver(people.slice(0, count).map((person) => ({ ...person, version: 2, status: 'deactivated' })))
  const openHolds = () =>
    world.until(async () => {
      const { holds } = Holds.parse(await (await world.call('GET', '/api/holds')).json())
      return holds.length >= 6 ? holds : null
    })
  const suspended = () =>
    world.emulator
      .tenant('contoso.com')
      .users()
      .filter((user) => user.accountEnabled === false)

  it('within the limit goes through', async () => {
    await start()
    await leave(5)
    await Promise.all(people.slice(0, 5).map(({ id }) => world.untilStatus(id, 'suspended')))
    expect(suspended()).toHaveLength(5)
  })

  it('past the limit is held, all of it; what an administrator releases is done, what they reject is left', async () => {
    await start()
    await leave(6)
    const holds = await openHolds()
    expect(holds).toHaveLength(6)
    expect(holds[0]).toMatchObject({ reason: 'fuse', choices: ['release', 'reject'] })
    expect(suspended()).toEqual([])

    const [first, ...others] = holds.map(({ id }) => id)
    await world.call('POST', `/api/holds/${first}/answer`, { body: { choice: 'reject' } })
    await world.call('POST', '/api/holds/answers', { body: { ids: others, choice: 'release' } })
    await world.until(async () => (suspended().length === 5 ? true : null))
    const rejected = holds[0]?.personId ?? ''
    await world.untilStatus(rejected, 'excluded')
    expect(world.account(`${rejected}@contoso.com`)?.accountEnabled).toBe(true)
  })

  it('that comes one by one is held as well, the earlier ones that are still waiting included', async () => {
    await start()
    await world.call('POST', '/api/connection/pause')
    for (let count = 1; count <= 6; count += 1)
      await world.deliver([{ ...people[count - 1], version: 2, status: 'deactivated' }])
    await world.call('POST', '/api/connection/resume')
    expect(await openHolds()).toHaveLength(6)
    expect(suspended()).toEqual([])
  })

  it('that comes in two deliveries at the same moment is counted as one', async () => {
    await start()
    const leavers = people.slice(0, 6).map((person) => ({ ...person, version: 2, status: 'deactivated' }))
    await Promise.all([world.deliver(leavers.slice(0, 3)), world.deliver(leavers.slice(3))])
    // Whoever was counted before the limit was reached may have gone through; nobody after it does.
    await world.until(async () => ((await world.holds()).length + suspended().length === 6 ? true : null))
    expect(suspended().length).toBeLessThanOrEqual(3)
  })
})
