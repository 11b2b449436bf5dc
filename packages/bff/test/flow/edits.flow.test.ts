import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

describe.each(databaseKinds)('many edits, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
    await world.save(ana)
    await world.untilStatus('ana', 'synced')
  }
  const patches = () => world.emulator.requests({ pattern: 'PATCH /users/{id}' })
  afterEach(() => world.close())

  it('fifty of one person in ten seconds cost a handful of writes and end right', async () => {
    await start()
    for (let edit = 1; edit <= 50; edit += 1) {
      await world.save({ id: 'ana', role: `Engineer ${edit}` })
      await world.advance(200)
    }
    await world.advanceUntil(async () => ((await world.status('ana')).status === 'synced' ? true : null))
    expect(world.account(ana.email)?.jobTitle).toBe('Engineer 50')
    expect(patches().length).toBeLessThanOrEqual(6)
  })

  it('a leaver among them is suspended at once', async () => {
    await start()
    for (let edit = 1; edit <= 10; edit += 1) await world.save({ id: 'ana', role: `Engineer ${edit}` })
    await world.save({ id: 'ana', status: 'deactivated' })
    await world.untilStatus('ana', 'suspended')
    expect(world.account(ana.email)?.accountEnabled).toBe(false)
  })

  describe('of a field that another system keeps changing back', () => {
    const contoso = () => world.emulator.tenant('contoso.com')
    const putBack = () => world.account(ana.email)?.jobTitle === ana.role
    const fight = async () => {
      for (let round = 0; round < 3; round += 1) {
        contoso().editUser(ana.email, { jobTitle: 'Intern' })
        await world.advanceUntil(() => Promise.resolve(putBack() ? true : null))
        await world.sleep(60_000)
      }
      contoso().editUser(ana.email, { jobTitle: 'Intern' })
      await world.advanceUntil(async () => ((await world.status('ana')).status === 'held' ? true : null))
    }

    it('three are put back, the fourth is a question; released, it is put back once more', async () => {
      await start()
      await fight()
      expect(await world.status('ana')).toMatchObject({ reason: 'fought-over' })
      expect(putBack()).toBe(false)
      await world.answer('release')
      await world.untilStatus('ana', 'synced')
      expect(putBack()).toBe(true)
    })

    it('left, it stays what it is until HR says something new', async () => {
      await start()
      await fight()
      await world.answer('leave')
      await world.untilStatus('ana', 'synced')
      expect(world.account(ana.email)?.jobTitle).toBe('Intern')
      await world.save({ id: 'ana', role: 'Lead' })
      await world.until(() => Promise.resolve(world.account(ana.email)?.jobTitle === 'Lead' ? true : null))
    })
  })
})
