import { defaultSettings } from '@plumm/entra-shared'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const TOM = 'tom.lee@contoso.com'

describe.each(databaseKinds)('who may sign in, on %s', (kind) => {
  let world: World
  const contoso = () => world.emulator.tenant('contoso.com')
  const isEnabled = () => world.account(TOM)?.accountEnabled
  const start = async (settings: Partial<typeof defaultSettings> = {}) => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
    expect((await world.call('PUT', '/api/settings', { body: { ...defaultSettings, ...settings } })).status).toBe(200)
  }
  const blockedInEntra = async () => {
    contoso().editUser(TOM, { accountEnabled: false })
    await world.save({ id: 'tom', role: 'Lead' })
  }
  afterEach(() => world.close())

  it('an administrator who leaves is not suspended by us: IT is told, and other fields still follow', async () => {
    await start()
    contoso().assignRole(TOM, 'Global Administrator')
    await world.sleep(61_000)
    await world.save({ id: 'tom', status: 'deactivated', role: 'Former lead' })
    expect(await world.untilStatus('tom', 'blocked')).toMatchObject({ reason: 'protected-account', actor: 'it' })
    expect(world.account(TOM)).toMatchObject({ accountEnabled: true, jobTitle: 'Former lead' })
    expect(await world.audit('&personId=tom&action=user.blocked')).toMatchObject([{ reason: 'protected-account' }])

    contoso().removeRole(TOM, 'Global Administrator')
    await world.sleep(61_000)
    await world.call('POST', '/api/people/tom/sync')
    await world.untilStatus('tom', 'suspended')
    expect(isEnabled()).toBe(false)
  })

  it('somebody whom someone else blocked in Entra is asked about, and other fields still follow', async () => {
    await start()
    await blockedInEntra()
    expect(await world.untilStatus('tom', 'held')).toMatchObject({ reason: 'sign-in-blocked' })
    expect(world.account(TOM)).toMatchObject({ accountEnabled: false, jobTitle: 'Lead' })
    await world.answer('unblock')
    await world.untilStatus('tom', 'synced')
    expect(isEnabled()).toBe(true)
  })

  it('left blocked on an administrator’s word, they stay it, and are not asked about again', async () => {
    await start()
    await blockedInEntra()
    await world.untilStatus('tom', 'held')
    await world.answer('leave')
    await world.untilStatus('tom', 'synced')
    await world.save({ id: 'tom', role: 'Principal' })
    await world.untilVersion('tom', 3)
    expect(await world.holds()).toEqual([])
    expect(isEnabled()).toBe(false)
  })

  it('where the company chose so, it is put back without a question', async () => {
    await start({ blockedSignIn: 'put-it-back' })
    await blockedInEntra()
    await world.untilStatus('tom', 'synced')
    expect(isEnabled()).toBe(true)
  })
})
