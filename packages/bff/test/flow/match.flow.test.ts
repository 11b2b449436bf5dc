import { defaultSettings } from '@plumm/entra-shared'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

describe.each(databaseKinds)('finding the account of a person, on %s', (kind) => {
  let world: World
  const contoso = () => world.emulator.tenant('contoso.com')
  const start = async (settings: Partial<typeof defaultSettings> = {}) => {
    world = await World.create(kind)
    const body = { ...defaultSettings, ...settings }
    expect((await world.call('PUT', '/api/settings', { body })).status).toBe(200)
    world.directory.northwind.set('tom', { ...tom, employeeNumber: '7' })
    await world.connect()
  }
  afterEach(() => world.close())

  describe('by employee number', () => {
    it('links the account with that number whatever its sign-in name, which it keeps', async () => {
      await start({ matchBy: 'employee-number' })
      contoso().addUser({ userPrincipalName: 'a.ruiz@contoso.com', displayName: 'Ana Ruiz', employeeId: '12' })
      await world.save({ ...ana, employeeNumber: '12' })
      expect(await world.untilStatus('ana', 'synced')).toMatchObject({ signInName: 'a.ruiz@contoso.com' })
      expect(world.account('a.ruiz@contoso.com')?.jobTitle).toBe('Engineer')
    })

    it('asks where the address is somebody’s without that number', async () => {
      await start({ matchBy: 'employee-number' })
      contoso().addUser({ userPrincipalName: ana.email, displayName: 'Ana Ruiz' })
      await world.save({ ...ana, employeeNumber: '12' })
      expect(await world.untilStatus('ana', 'held')).toMatchObject({ reason: 'match-uncertain' })
      await world.answer('link')
      await world.untilStatus('ana', 'synced')
      expect(world.account(ana.email)).toMatchObject({ employeeId: '12', jobTitle: 'Engineer' })
    })

    it('asks where two accounts have it, and HR where there is none in Plumm', async () => {
      await start({ matchBy: 'employee-number' })
      for (const name of ['a1@contoso.com', 'a2@contoso.com'])
        contoso().addUser({ userPrincipalName: name, displayName: name, employeeId: '12' })
      await world.save({ ...ana, employeeNumber: '12' })
      await world.save({ id: 'zoe', email: 'zoe@contoso.com', firstName: 'Zoe' })
      expect(await world.untilStatus('ana', 'held')).toMatchObject({ reason: 'match-uncertain' })
      expect(await world.untilStatus('zoe', 'blocked')).toMatchObject({
        reason: 'employee-number-missing',
        actor: 'hr',
      })
    })
  })

  it('a recycled address is asked about: its account has another employee number', async () => {
    await start()
    contoso().addUser({ userPrincipalName: ana.email, displayName: 'Ana Rui', employeeId: '99' })
    await world.save({ ...ana, employeeNumber: '12' })
    expect(await world.untilStatus('ana', 'held')).toMatchObject({ reason: 'different-person' })
    await world.answer('link')
    await world.untilStatus('ana', 'synced')
    expect(world.account(ana.email)?.employeeId).toBe('12')
  })

  it('a deleted account that holds the address is offered, restored and brought into step', async () => {
    await start()
    const { id } = contoso().addUser({ userPrincipalName: ana.email, displayName: 'Ana before', mail: ana.email })
    contoso().deleteUser(id)
    await world.save(ana)
    expect(await world.untilStatus('ana', 'held')).toMatchObject({ reason: 'address-taken-by-deleted' })
    await world.answer('restore')
    await world.advanceUntil(async () => ((await world.status('ana')).status === 'synced' ? true : null))
    expect(world.account(ana.email)).toMatchObject({ id, displayName: 'Ana Ruiz', jobTitle: 'Engineer' })
    expect((await world.audit('&personId=ana&action=user.restored')).map(({ outcome }) => outcome)).toEqual([
      'succeeded',
    ])
  })

  it('a linked account that somebody deleted is missed by the next look, and comes back on demand', async () => {
    await start()
    await world.sleep(300_000)
    const { id } = contoso().user('tom.lee@contoso.com') ?? { id: '' }
    contoso().deleteUser(id)
    await world.advanceUntil(async () => ((await world.status('tom')).status === 'held' ? true : null))
    expect(await world.status('tom')).toMatchObject({ reason: 'account-deleted' })
    await world.answer('restore')
    await world.advanceUntil(async () => ((await world.status('tom')).status === 'synced' ? true : null))
    expect(world.account('tom.lee@contoso.com')?.id).toBe(id)
  })

  it('one that is gone for good is made anew only when somebody says so', async () => {
    await start()
    await world.sleep(300_000)
    contoso().deleteUser('tom.lee@contoso.com', { forever: true })
    await world.advanceUntil(async () => ((await world.status('tom')).status === 'held' ? true : null))
    expect(await world.status('tom')).toMatchObject({ reason: 'account-missing' })
    expect(world.account('tom.lee@contoso.com')).toBeUndefined()
    await world.answer('create')
    await world.untilStatus('tom', 'synced')
    expect(world.account('tom.lee@contoso.com')?.accountEnabled).toBe(true)
  })
})
