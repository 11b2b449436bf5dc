import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { World } from '../world.ts'

const person = (id: string) => ({ id, email: `${id}@contoso.com`, firstName: id, lastName: 'Ruiz', role: 'Engineer' })

describe.each(databaseKinds)('when Graph refuses, on %s', (kind) => {
  let world: World
  beforeAll(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', { ...person('tom'), version: 1, status: 'active' })
    await world.connect()
  })
  afterAll(() => world.close())

  it('waits as long as Graph asks, then carries on', async () => {
    world.emulator.failNext('POST /users', { status: 429, retryAfterSeconds: 17 })
    await world.save(person('ana'))
    const waiting = await world.untilStatus('ana', 'retrying')
    expect(waiting.reason).toBe('throttled')
    await world.advance(16_000)
    expect(world.account('ana@contoso.com')).toBeUndefined()
    await world.advance(3_000)
    await world.untilStatus('ana', 'synced')
  })

  it('tries again by itself, further and further apart, when Graph is down', async () => {
    world.emulator.failNext('POST /users', { status: 503, empty: true, times: 2 })
    await world.save(person('bea'))
    await world.untilAttempts('bea', 1)
    // The job goes back after the attempt is recorded: only then is it known when it comes again.
    await world.untilJobs('sync-person', 'created')
    await world.advance(2_000)
    await world.untilAttempts('bea', 2)
    await world.untilJobs('sync-person', 'created')
    await world.advance(4_000)
    await world.untilStatus('bea', 'synced')
    expect((await world.audit('&personId=bea&action=user.created')).map((entry) => entry.outcome)).toEqual([
      'failed',
      'failed',
      'succeeded',
    ])
  })

  it('plans a preview a little later when Microsoft is too busy to be read', async () => {
    world.emulator.failNext('GET /users', { status: 429, retryAfterSeconds: 5 })
    const refused = new Promise<void>((resolve) => {
      world.emulator.afterNext('GET /users', resolve)
    })
    const started = await world.call('POST', '/api/connection/preview', { body: {} })
    expect(started.status).toBe(202)
    await refused
    await world.untilJobs('preview', 'created')
    await world.advance(6_000)
    expect((await world.previewReady()).state).toBe('ready')
  })

  it('writes the plain fields of a protected account when the sensitive ones are refused, and IT hears of it', async () => {
    await world.save({ ...person('cyd'), phone: '+44 20 7946 0000' })
    await world.untilStatus('cyd', 'synced')
    world.emulator.tenant('contoso.com').assignRole('cyd@contoso.com', 'User Administrator')
    await world.save({ id: 'cyd', role: 'Lead', phone: '+44 20 7946 0001' })
    const status = await world.untilStatus('cyd', 'blocked')
    expect(status).toMatchObject({ reason: 'write-refused', actor: 'it' })
    expect(world.account('cyd@contoso.com')).toMatchObject({ jobTitle: 'Lead', mobilePhone: '+44 20 7946 0000' })
  })

  it('says who must act when an address is taken by something Plumm does not manage', async () => {
    world.emulator
      .tenant('contoso.com')
      .addUser({ userPrincipalName: 'taken@contoso.com', displayName: 'Somebody', employeeId: '99', userType: 'Guest' })
    await world.save(person('taken'))
    expect(await world.untilStatus('taken', 'blocked')).toMatchObject({ reason: 'address-taken', actor: 'it' })
  })
})
