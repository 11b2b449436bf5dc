import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

describe.each(databaseKinds)('when a process dies, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
  }
  afterEach(() => world.close())

  it('between disabling an account and signing it out, the next one signs it out, and only then says suspended', async () => {
    await start()
    await world.save(ana)
    await world.untilStatus('ana', 'synced')
    const atTheRevoke = world.stopAt('POST /users/{id}/revokeSignInSessions')
    await world.save({ id: 'ana', status: 'deactivated' })
    await atTheRevoke
    expect(world.account('ana.ruiz@contoso.com')?.accountEnabled).toBe(false)
    expect((await world.status('ana')).status).toBe('pending')

    await world.crash()
    await world.untilStatus('ana', 'suspended')
    const disables = world.emulator
      .requests({ pattern: 'PATCH /users/{id}' })
      .filter((request) => JSON.stringify(request.body).includes('accountEnabled'))
    expect(disables).toHaveLength(1)
    const outcomes = (await world.audit('&personId=ana&action=sessions.revoked')).map((entry) => entry.outcome)
    expect(outcomes).toEqual(['unknown', 'succeeded'])
  })

  it('after an account was created and before that was noted, there is still exactly one account', async () => {
    await start()
    world.emulator.loseReplyOfNext('POST /users')
    await world.save(ana)
    await world.untilStatus('ana', 'retrying')
    await world.advance(3_000)
    await world.untilStatus('ana', 'synced')
    const accounts = world.emulator
      .tenant('contoso.com')
      .users()
      .filter((user) => user.userPrincipalName === 'ana.ruiz@contoso.com')
    expect(accounts).toHaveLength(1)
    expect((await world.audit('&personId=ana')).map((entry) => `${entry.action} ${entry.outcome}`)).toEqual([
      'user.created unknown',
      'user.linked succeeded',
    ])
  })

  describe('a create whose answer was lost', () => {
    const loseTheReply = async () => {
      await start()
      world.emulator.loseReplyOfNext('POST /users')
      await world.save(ana)
      await world.untilStatus('ana', 'retrying')
    }
    const named = (surname: string) =>
      world.emulator
        .tenant('contoso.com')
        .users()
        .filter((user) => user.surname === surname)

    it('is found again under the name it was asked for with, though HR has renamed the person meanwhile', async () => {
      await loseTheReply()
      await world.save({ id: 'ana', email: 'ana.moreno@contoso.com' })
      await world.untilStatus('ana', 'synced')
      expect(named('Ruiz').map(({ userPrincipalName }) => userPrincipalName)).toEqual(['ana.moreno@contoso.com'])
    })

    it('is suspended when the person has left before it was found', async () => {
      await loseTheReply()
      await world.save({ id: 'ana', status: 'deactivated' })
      await world.untilStatus('ana', 'suspended')
      expect(named('Ruiz').map(({ accountEnabled }) => accountEnabled)).toEqual([false])
    })

    it('is found again after Disconnect and Connect', async () => {
      await loseTheReply()
      await world.call('DELETE', '/api/connection')
      await world.save({ id: 'ana', email: 'ana.moreno@contoso.com' })
      await world.connect()
      await world.advanceUntil(async () => ((await world.status('ana')).status === 'synced' ? true : null))
      expect(named('Ruiz')).toHaveLength(1)
    })
  })

  it('with changes stored and no job done, the next process does them', async () => {
    await start()
    const atTheCreate = world.stopAt('POST /users')
    await world.save(ana)
    await atTheCreate
    await world.save({ id: 'ana', role: 'Lead' })
    await world.crash()
    await world.untilStatus('ana', 'synced')
    expect(world.account('ana.ruiz@contoso.com')?.jobTitle).toBe('Lead')
  })
})
