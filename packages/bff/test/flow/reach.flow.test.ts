import { type FieldMapping, defaultFieldMapping } from '@plumm/entra-shared'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

describe.each(databaseKinds)('whom the sync reaches, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', { ...tom, department: 'Sales' })
    await world.connect()
  }
  const map = async (changes: Partial<FieldMapping>) => {
    const body = { ...defaultFieldMapping, ...changes }
    expect((await world.call('PUT', '/api/field-mapping', { body })).status).toBe(200)
  }
  const fullPass = async () => {
    expect((await world.call('POST', '/api/connection/sync')).status).toBe(202)
  }
  const isEnabled = (name: string) => world.account(`${name}@contoso.com`)?.accountEnabled
  afterEach(() => world.close())

  describe('the scope', () => {
    it('who moves out of it is left alone, not suspended, and left as they are', async () => {
      await start()
      await map({ scope: { ...defaultFieldMapping.scope, departments: ['Sales'] } })
      await world.save({ id: 'tom', department: 'Platform', role: 'Engineer' })
      expect(await world.untilStatus('tom', 'excluded')).toMatchObject({ reason: 'out-of-scope' })
      expect(world.account('tom.lee@contoso.com')).toMatchObject({ accountEnabled: true, department: 'Sales' })
      await world.save({ id: 'tom', department: 'Sales' })
      await world.untilStatus('tom', 'synced')
      expect(world.account('tom.lee@contoso.com')?.jobTitle).toBe('Engineer')
    })

    it('who leaves the company outside of it is asked about, so that nobody is forgotten inside', async () => {
      await start()
      await map({ scope: { ...defaultFieldMapping.scope, people: ['ana'] } })
      await world.save({ id: 'tom', status: 'deactivated' })
      expect(await world.untilStatus('tom', 'held')).toMatchObject({ reason: 'leaver-account-alive' })
      expect(isEnabled('tom.lee')).toBe(true)
      await world.answer('suspend')
      await world.untilStatus('tom', 'suspended')
      expect(isEnabled('tom.lee')).toBe(false)
    })

    it('a pilot: only who is on the list gets an account, and the preview says so', async () => {
      world = await World.create(kind)
      await map({ scope: { ...defaultFieldMapping.scope, people: ['ana'] } })
      world.directory.northwind.set('tom', tom)
      world.directory.northwind.set('ana', { ...ana, version: 1, status: 'active' })
      const preview = await world.connectToPreview()
      expect(preview.rows).toMatchObject([
        { personId: 'ana', kind: 'create' },
        { personId: 'tom', kind: 'none', reason: 'out-of-scope' },
      ])
      await world.approve()
      expect(world.account('tom.lee@contoso.com')).toBeUndefined()
      expect(isEnabled('ana.ruiz')).toBe(true)
    })
  })

  it('an excluded account is never touched, and its leaver is told to IT', async () => {
    await start()
    await map({ exclusions: { people: [], accounts: ['tom.lee@contoso.com'] } })
    await world.save({ id: 'tom', role: 'Boss', status: 'deactivated' })
    expect(await world.untilStatus('tom', 'excluded')).toMatchObject({ reason: 'excluded-leaver', actor: 'it' })
    expect(world.account('tom.lee@contoso.com')).toMatchObject({ accountEnabled: true })
    expect(world.account('tom.lee@contoso.com')?.jobTitle).toBeUndefined()
    const told = await world.audit('&personId=tom&action=user.blocked')
    expect(told).toMatchObject([{ reason: 'excluded-leaver' }])
  })

  describe('somebody whom Plumm’s directory no longer has', () => {
    it('is held and not suspended; suspended on an administrator’s word; enabled again when they are back', async () => {
      await start()
      await world.save(ana)
      await world.untilStatus('ana', 'synced')
      world.directory.northwind.delete('ana')
      await world.sleep(1_000)
      await fullPass()
      expect(await world.untilStatus('ana', 'held')).toMatchObject({ reason: 'not-in-plumm' })
      expect(isEnabled('ana.ruiz')).toBe(true)
      await world.answer('suspend')
      await world.untilStatus('ana', 'suspended')
      expect(isEnabled('ana.ruiz')).toBe(false)
      await world.save({ ...ana, version: 2 })
      await world.untilStatus('ana', 'synced')
      expect(isEnabled('ana.ruiz')).toBe(true)
    })

    it('is left alone on an administrator’s word, and not asked about every night', async () => {
      await start()
      await world.save(ana)
      await world.untilStatus('ana', 'synced')
      world.directory.northwind.delete('ana')
      await world.sleep(1_000)
      await fullPass()
      await world.untilStatus('ana', 'held')
      await world.answer('leave')
      expect(await world.untilStatus('ana', 'excluded')).toMatchObject({ reason: 'not-in-plumm' })
      await fullPass()
      await world.untilNoJobs('full-pass', 'sync-person')
      expect(await world.holds()).toEqual([])
    })
  })
})
