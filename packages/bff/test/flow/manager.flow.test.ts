import { afterEach, describe, expect, it } from 'vitest'
import type { Person } from '@plumm/entra-shared'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const person = (id: string, changes: Partial<Person> = {}): Person => ({
  id,
  version: 1,
  status: 'active',
  email: `${id}@contoso.com`,
  firstName: id,
  lastName: 'Ruiz',
  ...changes,
})

describe.each(databaseKinds)('somebody’s manager, on %s', (kind) => {
  let world: World
  const start = async (...people: Person[]) => {
    world = await World.create(kind)
    for (const each of [tom, ...people]) world.directory.northwind.set(each.id, each)
  }
  const contoso = () => world.emulator.tenant('contoso.com')
  const managerOf = (id: string) => contoso().managerOf(`${id}@contoso.com`)?.userPrincipalName
  /** What is to come by itself comes within a minute. */
  const untilManagerOf = (id: string, manager: string | undefined) =>
    world.advanceUntil(() => Promise.resolve(managerOf(id) === manager ? true : null))
  /** An account shows a write a moment before the log does. */
  const untilLogged = (personId: string, outcome: string) =>
    world.until(async () => {
      const entries = await world.audit(`&personId=${personId}&action=user.reference-changed`)
      return entries.some((entry) => entry.outcome === outcome) ? entries : null
    })
  const writesOf = () => world.emulator.requests({ pattern: 'PUT /users/{id}/manager/$ref' })
  afterEach(() => world.close())

  it('follows by itself once both accounts are there, whoever was first, and both are in step meanwhile', async () => {
    await start()
    await world.connect()
    await world.save(person('ana', { managerId: 'jo' }))
    await world.save(person('jo', { managerId: 'tom' }))
    await world.untilStatus('jo', 'synced')
    await world.untilStatus('ana', 'synced')
    await untilManagerOf('jo', 'tom.lee@contoso.com')
    await untilManagerOf('ana', 'jo@contoso.com')
    const [intent] = await world.audit('&personId=ana&action=user.reference-changed&outcome=intended')
    const [outcome] = await untilLogged('ana', 'succeeded')
    expect(outcome).toMatchObject({
      outcome: 'succeeded',
      intentSeq: intent?.seq,
      personName: 'ana Ruiz',
      changes: [
        {
          field: 'manager',
          before: null,
          after: 'jo Ruiz',
          ids: { before: null, after: world.account('jo@contoso.com')?.id },
        },
      ],
    })
    expect(writesOf()).toHaveLength(2)
  })

  it('is waited for without a word as long as the manager has no account', async () => {
    await start(person('jo', { email: 'jo+1@contoso.com' }))
    await world.connect()
    await world.save(person('ana', { managerId: 'jo' }))
    expect((await world.untilStatus('ana', 'synced')).problems).toEqual([])
    await world.save({ id: 'jo', email: 'jo@contoso.com' })
    await world.untilStatus('jo', 'synced')
    await untilManagerOf('ana', 'jo@contoso.com')
  })

  it('makes circles where Plumm has them, and stays when the manager leaves', async () => {
    await start(person('ana', { managerId: 'jo' }), person('jo', { managerId: 'ana' }))
    await world.connect()
    await untilManagerOf('ana', 'jo@contoso.com')
    await untilManagerOf('jo', 'ana@contoso.com')
    await world.save({ id: 'jo', status: 'deactivated' })
    await world.untilStatus('jo', 'suspended')
    await world.call('POST', '/api/people/ana/sync')
    await world.untilStatus('ana', 'synced')
    expect(managerOf('ana')).toBe('jo@contoso.com')
  })

  it('who is nobody in Plumm, or the person themself, is a problem of that field only', async () => {
    await start()
    await world.connect()
    await world.save(person('ana', { managerId: 'ana' }))
    await world.save(person('bea', { managerId: 'zoe', role: 'Engineer' }))
    const problem = { field: 'manager', actor: 'hr' }
    expect(await world.untilStatus('ana', 'blocked')).toMatchObject({
      reason: 'field-problems',
      problems: [{ ...problem, code: 'refers-to-self' }],
    })
    expect((await world.untilStatus('bea', 'blocked')).problems).toEqual([{ ...problem, code: 'refers-to-nobody' }])
    expect(world.account('bea@contoso.com')?.jobTitle).toBe('Engineer')
    // Plumm tells of Zoë only now: nobody has to do anything about Bea.
    await world.save(person('zoe'))
    await world.advanceUntil(async () => ((await world.status('bea')).status === 'synced' ? true : null))
    await untilManagerOf('bea', 'zoe@contoso.com')
  })

  it('changes with Plumm, is emptied where Plumm had set it, and is left alone where Plumm never said anything', async () => {
    await start(person('ana', { managerId: 'jo' }), person('jo'), person('old'))
    const boss = contoso().addUser({ userPrincipalName: 'boss@contoso.com', displayName: 'Boss' })
    contoso().addUser({ userPrincipalName: 'old@contoso.com', displayName: 'old Ruiz', managerId: boss.id })
    await world.connect()
    await untilManagerOf('ana', 'jo@contoso.com')
    await world.save({ id: 'ana', managerId: 'tom' })
    await untilManagerOf('ana', 'tom.lee@contoso.com')
    await world.save({ id: 'ana', managerId: null })
    await untilManagerOf('ana', undefined)
    expect(managerOf('old')).toBe('boss@contoso.com')
  })

  it('is put back when someone changes it in Entra, and the log names both', async () => {
    await start(person('ana', { managerId: 'tom' }))
    await world.connect()
    await untilManagerOf('ana', 'tom.lee@contoso.com')
    contoso().addUser({ userPrincipalName: 'boss@contoso.com', displayName: 'The Boss' })
    contoso().editUser('ana@contoso.com', { manager: 'boss@contoso.com' })
    await untilManagerOf('ana', 'tom.lee@contoso.com')
    await world.until(async () => ((await world.audit('&action=drift.corrected')).length > 0 ? true : null))
    const [entry] = await world.audit('&action=drift.corrected')
    expect(entry?.changes).toMatchObject([{ field: 'manager', before: 'The Boss', after: 'Tom Lee' }])
  })

  it('is put back by a full pass too, which does not rely on what delta says of managers', async () => {
    await start(person('ana', { managerId: 'tom' }))
    await world.connect()
    await untilManagerOf('ana', 'tom.lee@contoso.com')
    // Later than a read could still be older than our own write.
    await world.sleep(600_000)
    contoso().editUser('ana@contoso.com', { manager: null })
    await world.call('POST', '/api/connection/sync')
    await world.until(async () => ((await world.audit('&action=drift.corrected')).length > 0 ? true : null))
    expect(managerOf('ana')).toBe('tom.lee@contoso.com')
  })

  it('is tried again for some minutes when Entra does not know the new account yet', async () => {
    await start()
    await world.connect()
    world.emulator.failNext('PUT /users/{id}/manager/$ref', {
      status: 400,
      code: 'Request_BadRequest',
      message: "The source resource object or one of the objects being referenced don't exist.",
    })
    await world.save(person('ana', { managerId: 'tom' }))
    await world.untilStatus('ana', 'synced')
    await untilManagerOf('ana', 'tom.lee@contoso.com')
    expect(writesOf()).toHaveLength(2)
    expect((await untilLogged('ana', 'succeeded')).map(({ outcome }) => outcome)).toEqual(['failed', 'succeeded'])
  })

  it('whose account somebody deleted in Entra blocks that field alone, and IT hears of it', async () => {
    await start(person('ana'), person('jo'))
    await world.connect()
    await world.sleep(600_000)
    contoso().deleteUser('jo@contoso.com')
    await world.save({ id: 'ana', managerId: 'jo', role: 'Lead' })
    const status = await world.untilStatus('ana', 'blocked')
    expect(status.problems).toEqual([{ field: 'manager', code: 'reference-missing', actor: 'it' }])
    expect(world.account('ana@contoso.com')?.jobTitle).toBe('Lead')
  })

  it('does not wait for a look that is due for another reason, much later', async () => {
    await start()
    // Somewhere the day begins within the hour, though not at once.
    while (new Date(world.clock.now()).getUTCMinutes() >= 45) await world.sleep(15 * 60_000)
    await world.connect()
    const { startDate, timeZone } = startOfNextDay(world.clock.now())
    await world.save(person('ana', { managerId: 'jo', startDate, timeZone }))
    await world.untilStatus('ana', 'blocked')
    const from = world.clock.now()
    await world.save(person('jo'))
    await untilManagerOf('ana', 'jo@contoso.com')
    expect(world.clock.now() - from).toBeLessThan(120_000)
    expect(world.account('ana@contoso.com')?.accountEnabled).toBe(false)
  })

  it('survives a pause between the two accounts', async () => {
    await start()
    await world.connect()
    await world.save(person('ana', { managerId: 'tom' }))
    await world.untilStatus('ana', 'synced')
    await world.call('POST', '/api/connection/pause')
    await world.sleep(30_000)
    expect(managerOf('ana')).toBeUndefined()
    await world.call('POST', '/api/connection/resume')
    await untilManagerOf('ana', 'tom.lee@contoso.com')
  })

  it('stands in the preview by name, before there is any account, and the run needs no second approval', async () => {
    await start(person('ana', { managerId: 'jo' }), person('bea', { managerId: 'tom' }), person('jo'))
    contoso().addUser({ userPrincipalName: 'jo@contoso.com', displayName: 'jo Ruiz', givenName: 'jo', surname: 'Ruiz' })
    contoso().addUser({
      userPrincipalName: 'bea@contoso.com',
      displayName: 'bea Ruiz',
      givenName: 'bea',
      surname: 'Ruiz',
    })
    const { rows } = await world.connectToPreview()
    const changeOf = (id: string) =>
      rows.find(({ personId }) => personId === id)?.changes.find(({ field }) => field === 'manager')
    expect(changeOf('ana')).toMatchObject({ before: null, after: 'jo Ruiz' })
    expect(changeOf('bea')).toMatchObject({ before: null, after: 'Tom Lee' })
    expect(changeOf('jo')).toBeUndefined()
    await world.approve()
    await untilManagerOf('ana', 'jo@contoso.com')
    await untilManagerOf('bea', 'tom.lee@contoso.com')
    expect(await (await world.call('GET', '/api/holds')).json()).toEqual({ holds: [] })
  })
})

/** Tomorrow, in a zone where it is the last hour of today. */
function startOfNextDay(now: number) {
  const hour = new Date(now).getUTCHours()
  const behindUtc = hour <= 11 ? hour + 1 : hour - 23
  const tomorrow = new Date(now - behindUtc * 3_600_000 + 86_400_000)
  return { startDate: tomorrow.toISOString().slice(0, 10), timeZone: `Etc/GMT${behindUtc < 0 ? '' : '+'}${behindUtc}` }
}
