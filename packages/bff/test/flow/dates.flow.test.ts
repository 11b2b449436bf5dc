import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const DAY_MS = 86_400_000

describe.each(databaseKinds)('dates, on %s', (kind) => {
  let world: World
  const dayFromNow = (days: number) => new Date(world.clock.now() + days * DAY_MS).toISOString().slice(0, 10)
  beforeAll(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', { ...tom, timeZone: 'UTC' })
    await world.connect()
  })
  afterAll(() => world.close())

  it('a joiner’s account is made ahead and shut, says that the first day has not come, and opens on it', async () => {
    await world.save({
      id: 'ana',
      email: 'ana.ruiz@contoso.com',
      firstName: 'Ana',
      lastName: 'Ruiz',
      startDate: dayFromNow(2),
      timeZone: 'UTC',
    })
    expect(await world.untilStatus('ana', 'synced')).toMatchObject({ reason: 'not-started' })
    expect(world.account('ana.ruiz@contoso.com')?.accountEnabled).toBe(false)
    await world.clock.setTime(world.clock.now() + 2 * DAY_MS)
    await world.advance(61_000)
    await world.until(async () => (world.account('ana.ruiz@contoso.com')?.accountEnabled ? true : null))
  })

  it('a leaver is suspended at midnight after the last day, with nobody doing anything', async () => {
    await world.save({ id: 'tom', endDate: dayFromNow(1) })
    await world.untilVersion('tom', 2)
    expect(world.account('tom.lee@contoso.com')?.accountEnabled).toBe(true)
    await world.clock.setTime(world.clock.now() + 2 * DAY_MS)
    await world.advance(61_000)
    await world.untilStatus('tom', 'suspended')
  })
})
