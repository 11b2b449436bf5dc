import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { ana as newcomer, tom } from '../people.ts'
import { World } from '../world.ts'

const ana = {
  ...newcomer,
  department: 'Platform',
  location: { office: 'Lisbon', country: 'PT' },
  phone: '+351 910 000 000',
}

describe.each(databaseKinds)('a person’s life, on %s', (kind) => {
  let world: World
  beforeAll(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
  })
  afterAll(() => world.close())

  it('hire: the account appears, and the badge says in step', async () => {
    await world.save(ana)
    const status = await world.untilStatus('ana', 'synced')
    expect(world.account('ana.ruiz@contoso.com')).toMatchObject({
      id: status.entraUserId,
      accountEnabled: true,
      displayName: 'Ana Ruiz',
      jobTitle: 'Engineer',
      department: 'Platform',
      officeLocation: 'Lisbon',
      usageLocation: 'PT',
      mobilePhone: '+351 910 000 000',
    })
  })

  it('change: only what differs is written, with an intent before and an outcome after', async () => {
    await world.save({ id: 'ana', role: 'Lead' })
    await world.untilVersion('ana', 2)
    expect(world.account('ana.ruiz@contoso.com')?.jobTitle).toBe('Lead')
    const [write] = world.emulator.requests({ pattern: 'PATCH /users/{id}' })
    expect(write?.body).toEqual({ jobTitle: 'Lead' })
    const [intent] = await world.audit('&personId=ana&outcome=intended&action=user.updated')
    const [outcome] = await world.audit('&personId=ana&action=user.updated')
    expect(intent).toMatchObject({
      changes: [{ field: 'jobTitle', before: 'Engineer', after: 'Lead' }],
      clientRequestId: write?.clientRequestId,
    })
    expect(outcome).toMatchObject({ outcome: 'succeeded', intentSeq: intent?.seq, graphRequestId: write?.requestId })
  })

  it('rename: the same account gets the new address', async () => {
    const before = world.account('ana.ruiz@contoso.com')
    await world.save({ id: 'ana', email: 'ana.silva@contoso.com', lastName: 'Silva' })
    await world.untilVersion('ana', 3)
    expect(world.account('ana.silva@contoso.com')).toMatchObject({ id: before?.id, surname: 'Silva' })
    expect(world.account('ana.ruiz@contoso.com')).toBeUndefined()
    expect(await world.audit('&personId=ana&action=user.renamed')).toHaveLength(1)
  })

  it('leave: suspended alone and first, then signed out everywhere, never deleted', async () => {
    const before = world.emulator.requests().length
    await world.save({ id: 'ana', status: 'deactivated' })
    await world.untilStatus('ana', 'suspended')
    const writes = world.emulator
      .requests()
      .slice(before)
      .filter((request) => request.method !== 'GET' && request.path.includes('/users'))
    expect(writes.map((request) => request.body ?? request.pattern)).toEqual([
      { accountEnabled: false },
      expect.anything(),
    ])
    expect(writes[1]?.pattern).toBe('POST /users/{id}/revokeSignInSessions')
    expect(world.account('ana.silva@contoso.com')?.accountEnabled).toBe(false)
  })

  it('rehire: let in again, because it was Plumm that had suspended her', async () => {
    await world.save({ id: 'ana', status: 'active', role: 'Principal' })
    await world.untilStatus('ana', 'synced')
    expect(world.account('ana.silva@contoso.com')).toMatchObject({ accountEnabled: true, jobTitle: 'Principal' })
  })

  it('drift: what somebody changes in Entra is put back, and said so', async () => {
    world.emulator.tenant('contoso.com').editUser('ana.silva@contoso.com', { jobTitle: 'Intern' })
    await world.advance(61_000)
    const [entry] = await world.until(async () => {
      const found = await world.audit('&action=drift.corrected')
      return found.length > 0 ? found : null
    })
    expect(entry?.changes).toEqual([{ field: 'jobTitle', before: 'Intern', after: 'Principal' }])
    expect(world.account('ana.silva@contoso.com')?.jobTitle).toBe('Principal')
  })

  it('an ordinary profile viewer sees how she stands, and no account', async () => {
    const response = await world.call('GET', '/api/people/ana/status', { permissions: ['status:read'] })
    expect(await response.json()).toEqual({
      personId: 'ana',
      status: 'synced',
      problems: [],
      lastSyncedAt: expect.any(String),
    })
  })

  it('the audit chain of all this is whole', async () => {
    const verification = await (await world.call('GET', '/api/audit/verify')).json()
    expect(verification).toMatchObject({ ok: true, brokenAt: null })
  })
})
