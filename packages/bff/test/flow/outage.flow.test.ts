import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

const MINUTE_MS = 60_000
const DOWN = { status: 503, empty: true, times: 1_000 }

describe.each(databaseKinds)('somebody does not answer, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
    await world.untilJobs('drift', 'created')
  }
  const contoso = () => world.emulator.tenant('contoso.com')
  /** Lets rounds of the watch pass, as they come. */
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute += 1) {
      await world.sleep(MINUTE_MS + 1_000)
      await world.untilJobs('drift', 'created')
    }
  }
  const connectionIs = async (state: string) => {
    for (let round = 0; round < 12; round += 1) {
      const connection = await world.connection()
      if (connection.state === state) return connection
      await minutes(1)
    }
    throw new Error(`After twelve rounds of the watch it is not ${state}.`)
  }
  afterEach(() => world.close())

  describe('Microsoft', () => {
    const goesAway = () => {
      for (const pattern of ['GET /users/delta', 'GET /organization', 'GET /users', 'GET /users/{id}'])
        world.emulator.failNext(pattern, DOWN)
    }

    it('for five minutes: said since when it began, work waits without a try, and all is made good afterwards', async () => {
      await start()
      goesAway()
      await minutes(1)
      const began = world.clock.now()
      expect((await world.connection()).state).toBe('active')
      const attention = await connectionIs('attention')
      expect(attention).toMatchObject({ attention: { reason: 'graph-outage', actor: 'microsoft' } })
      const since = 'attention' in attention ? Date.parse(attention.attention.since) : 0
      expect(Math.abs(since - began)).toBeLessThan(MINUTE_MS)

      await world.save(ana)
      await world.save({ id: 'tom', status: 'deactivated' })
      const asked = world.emulator.requests({ pattern: 'GET /users/{id}' }).length
      await minutes(3)
      expect(world.emulator.requests({ pattern: 'GET /users/{id}' })).toHaveLength(asked)
      expect(await world.connection()).toMatchObject({ attention: { reason: 'graph-outage', waiting: 2 } })

      world.emulator.clearFaults()
      await connectionIs('active')
      await world.untilStatus('ana', 'synced')
      await world.untilStatus('tom', 'suspended')
      expect(await world.audit('&action=connection.attention')).toHaveLength(1)
      expect(await world.audit('&action=connection.recovered')).toHaveLength(1)
    })

    it('now and then: nothing is said, and the count starts afresh with every answer', async () => {
      await start()
      for (let time = 0; time < 3; time += 1) {
        goesAway()
        await minutes(3)
        world.emulator.clearFaults()
        await minutes(1)
      }
      expect((await world.connection()).state).toBe('active')
      expect(await world.audit('&action=connection.attention')).toEqual([])
    })

    it('to one kind of question only: whoever can be served is', async () => {
      await start()
      world.emulator.failNext('GET /users/delta', DOWN)
      await minutes(7)
      expect((await world.connection()).state).toBe('active')
      await world.save({ id: 'tom', status: 'deactivated' })
      await world.untilStatus('tom', 'suspended')
    })

    it('and then our key is refused: the panel says what holds now, and not what was', async () => {
      await start()
      goesAway()
      await connectionIs('attention')
      contoso().disableApp()
      const now = await world.advanceUntil(async () => {
        const connection = await world.connection()
        return 'attention' in connection && connection.attention.reason === 'app-disabled' ? connection : null
      })
      expect(now).toMatchObject({ attention: { actor: 'it' } })
      expect((await world.audit('&action=connection.attention')).at(-1)).toMatchObject({
        changes: [{ field: 'reason', before: 'graph-outage', after: 'app-disabled' }],
      })
      contoso().enableApp()
      world.emulator.clearFaults()
      await connectionIs('active')
    })
  })

  describe('Plumm’s own directory', () => {
    const disturbance = async () => {
      const connection = await world.connection()
      return 'disturbance' in connection ? connection.disturbance : undefined
    }
    const fullPass = async () => {
      await world.call('POST', '/api/connection/sync')
      await world.until(async () => ((await disturbance()) ? true : null))
    }

    it('stops nothing: it is said, a leaver’s event still locks them out, and it is read again by itself', async () => {
      await start()
      world.isDirectoryDown = true
      await fullPass()
      expect(await world.connection()).toMatchObject({
        state: 'active',
        disturbance: { reason: 'directory-unreachable', actor: 'hr', since: expect.any(String) },
      })
      world.directory.northwind.set('ana', { ...ana, version: 1, status: 'active' })
      await world.save({ id: 'tom', status: 'deactivated' })
      await world.untilStatus('tom', 'suspended')

      world.isDirectoryDown = false
      await world.sleep(16 * MINUTE_MS)
      await world.until(async () => ((await disturbance()) ? null : true))
      await world.untilStatus('ana', 'synced')
      expect(
        (await world.audit()).map(({ action }) => action).filter((action) => action.startsWith('directory.')),
      ).toEqual(['directory.unreadable', 'directory.readable'])
    })

    it('is said once, however often it fails', async () => {
      await start()
      world.isDirectoryDown = true
      await fullPass()
      // Its next round is owed after the fault is said, for a time counted from then.
      await world.untilJobs('full-pass', 'created')
      for (let time = 0; time < 3; time += 1) {
        await world.sleep(16 * MINUTE_MS)
        await world.untilJobs('full-pass', 'created')
      }
      expect(await world.audit('&action=directory.unreadable')).toHaveLength(1)
    })

    it('is not what a paused or stopped connection is about: one reason at a time', async () => {
      await start()
      world.isDirectoryDown = true
      await fullPass()
      await world.call('POST', '/api/connection/pause')
      expect(await disturbance()).toMatchObject({ reason: 'directory-unreachable' })
      await world.call('POST', '/api/connection/resume')
      contoso().disableApp()
      await world.sleep(60 * MINUTE_MS)
      expect(await connectionIs('attention')).not.toHaveProperty('disturbance')
    })
  })
})
