import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SyncStatus } from '@plumm/entra-shared'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Last days around the nights on which clocks change, and the moment each is over where the person is. */
const lastDays = [
  { id: 'eve', name: 'Evelyn', timeZone: 'America/New_York', endDate: '2027-03-14', isOverAt: '2027-03-15T04:00:00Z' },
  { id: 'lou', name: 'Louisa', timeZone: 'Europe/London', endDate: '2027-03-28', isOverAt: '2027-03-28T23:00:00Z' },
  { id: 'nat', name: 'Nathan', timeZone: 'America/New_York', endDate: '2027-03-28', isOverAt: '2027-03-29T04:00:00Z' },
  { id: 'oda', name: 'Odette', timeZone: 'Europe/London', endDate: '2027-10-31', isOverAt: '2027-11-01T00:00:00Z' },
]

describe.each(databaseKinds)('dates, on %s', (kind) => {
  let world: World
  const dayFromNow = (days: number) => new Date(world.clock.now() + days * DAY_MS).toISOString().slice(0, 10)
  /** From a moment on, time passes until a person stands like this. */
  const from = async (at: number, personId: string, status: SyncStatus) => {
    await world.sleep(at - world.clock.now())
    await world.advanceUntil(async () => ((await world.status(personId)).status === status ? true : null))
  }
  const inDays = (days: number) => world.clock.now() + days * DAY_MS
  const mayTomSignIn = () => world.account(tom.email)?.accountEnabled
  /** HR says something else about Tom, and that has its outcome: whatever was to happen to him has happened by then. */
  const lookAtTom = async () => {
    const { version } = await world.save({ id: 'tom', role: `Engineer, as of ${world.clock.now()}` })
    await world.untilVersion('tom', version)
  }
  /** HR takes Tom's last day back. */
  const cancelTomsLastDay = async () => {
    const { endDate: _cancelled, ...rest } = world.directory.northwind.get('tom') ?? tom
    world.directory.northwind.set('tom', rest)
    await lookAtTom()
  }
  const accessChanges = () =>
    world.emulator
      .requests({ pattern: 'PATCH /users/{id}' })
      .filter(({ body }) => JSON.stringify(body).includes('accountEnabled'))

  describe('of people who come and go', () => {
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
      await world.sleep(2 * DAY_MS)
      await world.advanceUntil(async () => (world.account('ana.ruiz@contoso.com')?.accountEnabled ? true : null))
    })

    it('a leaver is suspended at midnight after the last day, with nobody doing anything', async () => {
      await world.save({ id: 'tom', endDate: dayFromNow(1) })
      await world.untilVersion('tom', 2)
      expect(mayTomSignIn()).toBe(true)
      await from(inDays(2), 'tom', 'suspended')
      expect(mayTomSignIn()).toBe(false)
    })
  })

  describe('when clocks change', () => {
    beforeAll(async () => {
      world = await World.create(kind)
      for (const { id, name, timeZone, endDate } of lastDays) {
        const email = `${id}@contoso.com`
        world.directory.northwind.set(id, { ...tom, id, email, firstName: name, timeZone, endDate })
      }
      await world.connect()
    })
    afterAll(() => world.close())

    it.each(lastDays)('$endDate in $timeZone is over at $isOverAt, and no minute sooner', async ({ id, isOverAt }) => {
      const midnight = Date.parse(isOverAt)
      await world.clock.setTime(midnight - 2 * MINUTE_MS)
      const { version } = await world.save({ id, role: 'Somebody who is looked at just before' })
      await world.untilVersion(id, version)
      expect(await world.status(id)).toMatchObject({ status: 'synced' })
      expect(world.account(`${id}@contoso.com`)?.accountEnabled).toBe(true)

      await from(midnight, id, 'suspended')
      expect(world.account(`${id}@contoso.com`)?.accountEnabled).toBe(false)
    })
  })

  describe('a scheduled leaver', () => {
    const start = async () => {
      world = await World.create(kind)
      world.directory.northwind.set('tom', { ...tom, timeZone: 'UTC' })
      await world.connect()
      await world.save({ id: 'tom', endDate: dayFromNow(1) })
      await world.untilVersion('tom', 2)
    }
    afterEach(() => world.close())

    it('whose last day HR takes back before midnight keeps their access, and nothing is ever written about it', async () => {
      await start()
      await cancelTomsLastDay()
      await world.sleep(3 * DAY_MS)
      await world.sleep(MINUTE_MS)
      await lookAtTom()
      expect(await world.status('tom')).toMatchObject({ status: 'synced' })
      expect(mayTomSignIn()).toBe(true)
      expect(accessChanges()).toEqual([])
    })

    it('whose last day HR takes back after midnight is let in again: Plumm enables what Plumm suspended', async () => {
      await start()
      await from(inDays(2), 'tom', 'suspended')
      await cancelTomsLastDay()
      await world.untilStatus('tom', 'synced')
      expect(mayTomSignIn()).toBe(true)
    })

    it('whose last day HR moves into the past is suspended at once', async () => {
      await start()
      const since = world.emulator.requests().at(-1)?.id ?? 0
      await world.save({ id: 'tom', endDate: dayFromNow(-1) })
      await world.untilStatus('tom', 'suspended')
      expect(mayTomSignIn()).toBe(false)
      const writes = world.emulator.requests({ since }).filter(({ method }) => method !== 'GET')
      expect(writes.map(({ pattern }) => pattern)).toEqual([
        'PATCH /users/{id}',
        'POST /users/{id}/revokeSignInSessions',
      ])
    })

    it('is suspended on time by the process that runs by then, although another one was told', async () => {
      await start()
      await world.crash()
      expect(mayTomSignIn()).toBe(true)
      await from(inDays(2), 'tom', 'suspended')
      expect(accessChanges()).toHaveLength(1)
    })

    it('whose day came while nothing was running is suspended when something runs again', async () => {
      await start()
      await world.crash({ after: 2 * DAY_MS })
      await from(world.clock.now(), 'tom', 'suspended')
      expect(accessChanges()).toHaveLength(1)
    })
  })

  describe('many leavers with one last day', () => {
    const everyone = Array.from({ length: 20 }, (_, index) => ({
      ...tom,
      id: `p${index}`,
      email: `p${index}@contoso.com`,
      timeZone: 'UTC',
    }))
    const leavers = everyone.slice(0, 12)
    const ids = leavers.map(({ id }) => id)
    const start = async () => {
      world = await World.create(kind)
      for (const person of everyone) world.directory.northwind.set(person.id, person)
      await world.connect()
    }
    afterEach(() => world.close())
    /** In one delivery, as HR's bulk action sends it. */
    const save = async (version: number, change: { endDate?: string }) => {
      for (const person of leavers) world.directory.northwind.set(person.id, { ...person, version, ...change })
      await world.deliver(ids.map((id) => world.directory.northwind.get(id)))
      await Promise.all(ids.map((id) => world.untilVersion(id, version)))
    }
    const held = () =>
      world.advanceUntil(async () => {
        const holds = await world.holds()
        return holds.length === leavers.length ? holds : null
      })
    const suspended = () =>
      world.emulator
        .tenant('contoso.com')
        .users()
        .filter(({ accountEnabled }) => accountEnabled === false)

    it('are held at midnight, all twelve of twenty, and suspended on an administrator’s word', async () => {
      await start()
      await save(2, { endDate: dayFromNow(1) })
      expect(await world.holds()).toEqual([])
      await world.sleep(2 * DAY_MS)
      const holds = await held()
      expect(holds.map(({ personId }) => personId).toSorted()).toEqual(ids.toSorted())
      expect(holds[0]).toMatchObject({ reason: 'fuse', choices: ['release', 'reject'] })
      expect(suspended()).toEqual([])

      const body = { ids: holds.map(({ id }) => id), choice: 'release' }
      expect((await world.call('POST', '/api/holds/answers', { body })).status).toBe(200)
      await Promise.all(ids.map((id) => world.untilStatus(id, 'suspended')))
      expect(suspended()).toHaveLength(leavers.length)
    })

    it('are held when they are looked at within the hour before, too', async () => {
      await start()
      await world.clock.setTime(Date.parse(`${dayFromNow(1)}T23:50:00Z`))
      await save(2, { endDate: dayFromNow(0) })
      await world.sleep(11 * MINUTE_MS)
      await held()
      expect(suspended()).toEqual([])
    })

    it('are held at once when the day HR enters for them has passed', async () => {
      await start()
      await save(2, { endDate: dayFromNow(-1) })
      await held()
      expect(suspended()).toEqual([])
    })

    it('stay, and are asked about no more, when HR takes the day back; whoever leaves later is suspended unasked', async () => {
      await start()
      await save(2, { endDate: dayFromNow(-1) })
      await held()
      await save(3, {})
      await Promise.all(ids.map((id) => world.untilStatus(id, 'synced')))
      expect(await world.holds()).toEqual([])
      await world.sleep(DAY_MS + MINUTE_MS)
      await world.save({ id: 'p0', endDate: dayFromNow(0) })
      await world.untilVersion('p0', 4)
      await from(inDays(1), 'p0', 'suspended')
      expect(suspended()).toHaveLength(1)
    })

    it('whom an administrator rejected stay; HR’s next word about one of them counts again', async () => {
      await start()
      await save(2, { endDate: dayFromNow(-1) })
      const body = { ids: (await held()).map(({ id }) => id), choice: 'reject' }
      await world.call('POST', '/api/holds/answers', { body })
      await Promise.all(ids.map((id) => world.untilStatus(id, 'excluded')))
      await world.sleep(DAY_MS + MINUTE_MS)
      await world.save({ id: 'p0', endDate: dayFromNow(0) })
      await world.untilStatus('p0', 'synced')
      await from(inDays(1), 'p0', 'suspended')
      expect(suspended()).toHaveLength(1)
    })
  })
})
