import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { type LiveStream, openStream } from '../live-stream.ts'
import { World } from '../world.ts'

const active = { version: 1, status: 'active' as const }
const tom = { ...active, id: 'tom', email: 'tom.lee@contoso.com', firstName: 'Tom', lastName: 'Lee' }
const zoe = { ...active, id: 'zoe', email: 'zoe.fox@fabrikam.com', firstName: 'Zoe', lastName: 'Fox' }
const ana = { id: 'ana', email: 'ana.ruiz@contoso.com', firstName: 'Ana', lastName: 'Ruiz' }

describe.each(databaseKinds)('two companies connected to two tenants, on %s', (kind) => {
  let world: World
  const open: LiveStream[] = []
  const listen = async (...args: Parameters<typeof openStream> extends [World, ...infer Rest] ? Rest : never) => {
    const stream = await openStream(world, ...args)
    open.push(stream)
    return stream
  }
  beforeAll(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    world.directory.tailspin.set('zoe', zoe)
    await world.connect('northwind')
    await world.connect('tailspin')
    // The first round of each has ended: what is asked from now on is asked for a reason.
    await world.untilJobs('drift', 'created')
  })
  afterEach(async () => {
    for (const stream of open.splice(0)) await stream.close()
  })
  afterAll(() => world.close())

  it('what happens in one asks nothing of the other’s tenant', async () => {
    const fabrikam = world.emulator.tenant('fabrikam.com')
    const since = world.emulator.requests().at(-1)?.id ?? 0
    await world.save(ana)
    await world.untilStatus('ana', 'synced')
    await world.save({ id: 'ana', role: 'Lead' })
    await world.untilVersion('ana', 2)
    await world.save({ id: 'ana', status: 'deactivated' })
    await world.untilStatus('ana', 'suspended')
    const asked = world.emulator.requests({ since })
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.filter(({ tenantId }) => tenantId === fabrikam.id)).toEqual([])
    const names = fabrikam.users().map(({ userPrincipalName }) => userPrincipalName)
    expect(names).toEqual(['admin@fabrikam.com', 'user@fabrikam.com', 'zoe.fox@fabrikam.com'])
  })

  it('drift is looked for in each tenant, and put back only where it is', async () => {
    world.emulator.tenant('contoso.com').editUser('tom.lee@contoso.com', { surname: 'Changed' })
    const since = world.emulator.requests().at(-1)?.id ?? 0
    await world.advanceUntil(async () => (await world.audit('&action=drift.corrected&outcome=succeeded'))[0] ?? null)
    const writes = world.emulator.requests({ since, pattern: 'PATCH /users/{id}' })
    expect(writes.map(({ tenantId }) => tenantId)).toEqual([world.emulator.tenant('contoso.com').id])
    expect(await world.audit('&action=drift.corrected', 'tailspin')).toEqual([])
  })

  it('the same id in both is two people with two accounts', async () => {
    await world.save({ id: 'tom', email: 'tom.park@fabrikam.com', firstName: 'Tom', lastName: 'Park' }, 'tailspin')
    const theirs = await world.untilStatus('tom', 'synced', 'tailspin')
    expect(world.account('tom.lee@contoso.com')).toMatchObject({ displayName: 'Tom Lee' })
    expect((await world.status('tom')).entraUserId).not.toBe(theirs.entraUserId)
  })

  it('an address of the other’s domain is blocked, and never looked for in the other’s tenant', async () => {
    const since = world.emulator.requests().at(-1)?.id ?? 0
    await world.save({ id: 'spy', email: 'zoe.fox@fabrikam.com', firstName: 'Spy', lastName: 'Fox' })
    expect(await world.untilStatus('spy', 'blocked')).toMatchObject({ reason: 'domain-not-verified', actor: 'it' })
    const fabrikam = world.emulator.tenant('fabrikam.com').id
    expect(world.emulator.requests({ since }).filter(({ tenantId }) => tenantId === fabrikam)).toEqual([])
  })

  it('a stream carries its own company’s people, questions and log, and nothing of the other’s', async () => {
    const theirs = await listen('tailspin', ['integrations:manage'])
    const ours = await listen('northwind', ['integrations:manage'])
    await world.save({ id: 'ivy', email: 'ivy.hale@contoso.com', firstName: 'Ivy', lastName: 'Hale' })
    await ours.until(({ event, data }) => event === 'status' && data.includes('"ivy"') && data.includes('"synced"'))
    await ours.until(({ event, data }) => event === 'audit' && data.includes('Ivy Hale'))
    // Notices come in the order of commits: once this has arrived, nothing of the above is still on its way.
    await world.save({ id: 'zoe', role: 'Fence' }, 'tailspin')
    await theirs.until(
      ({ event, data }) => event === 'audit' && data.includes('"Fence"') && data.includes('"succeeded"'),
    )
    expect(theirs.messages.filter(({ data }) => /ivy|hale|contoso/i.test(data))).toEqual([])
    expect(theirs.messages.map(({ event }) => event)).toEqual(expect.arrayContaining(['status', 'connection', 'audit']))
  })

  it('a stream for ordinary viewers carries how people stand: no log, no connection, no account', async () => {
    const viewer = await listen('northwind', ['status:read'])
    const manager = await listen('northwind', ['integrations:manage'])
    await world.save({ id: 'kit', email: 'kit.orr@contoso.com', firstName: 'Kit', lastName: 'Orr' })
    await world.untilStatus('kit', 'synced')
    await world.save({ id: 'kit', location: { country: 'Portugal' } })
    const shown = await viewer.until(({ event, data }) => event === 'status' && data.includes('"blocked"'))
    await manager.until(({ event, data }) => event === 'audit' && data.includes('user.blocked'))
    expect(JSON.parse(shown.data)).toEqual([
      { personId: 'kit', status: 'blocked', actor: 'hr', problems: [], lastSyncedAt: expect.any(String) },
    ])
    await world.call('POST', '/api/connection/pause')
    await manager.until(({ event, data }) => event === 'connection' && data.includes('"paused"'))
    await viewer.until(({ event }) => event === 'resync')
    expect(new Set(viewer.messages.map(({ event }) => event))).toEqual(new Set(['status', 'resync']))
    const account = world.account('kit.orr@contoso.com')
    expect(account).toBeDefined()
    const carried = JSON.stringify(viewer.messages)
    expect(carried).not.toContain(account?.id)
    expect(carried).not.toMatch(/contoso|Kit|usageLocation|bad-country|paused/)
    await world.call('POST', '/api/connection/resume')
  })

  it('a stream ends with the token it was opened with, though the page stays open', async () => {
    const token = await world.sessionWith({ lifetimeSeconds: 1 })
    const response = await world.call('GET', '/api/stream', { token })
    expect(response.status).toBe(200)
    // Read to its end: it has one, a second from now.
    expect(await response.text()).toContain('welcome')
  })
})
