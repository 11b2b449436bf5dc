import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { World } from '../world.ts'

const person = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  version: 1,
  status: 'active' as const,
  email: `${id}@contoso.com`,
  firstName: id,
  lastName: 'Ruiz',
  role: 'Engineer',
  ...changes,
})

describe.each(databaseKinds)('a full pass, on %s', (kind) => {
  let world: World
  const start = async (...people: ReturnType<typeof person>[]) => {
    world = await World.create(kind)
    for (const each of people) world.directory.northwind.set(each.id, each)
    await world.connect()
  }
  /** A pass from its start to the end of the jobs it owes; answers the calls of Graph that it took. */
  const pass = async () => {
    const since = world.emulator.requests().at(-1)?.id ?? 0
    await world.call('POST', '/api/connection/sync')
    await world.untilNoJobs('full-pass', 'sync-person')
    return world.emulator
      .requests({ since })
      .filter(({ path }) => path.startsWith('/v1.0/'))
      .map(({ pattern }) => pattern)
  }
  afterEach(() => world.close())

  it('over people in step reads the tenant in pages and asks nothing about anybody', async () => {
    await start(person('ana'), person('bea'), person('gone', { status: 'deactivated' }), person('odd+1'))
    // The first one learns what the accounts hold besides what we wrote.
    await pass()
    const before = await world.audit()
    expect(await pass()).toEqual(['GET /users'])
    expect(await world.audit()).toHaveLength(before.length + 1)
    expect(await world.status('odd+1')).toMatchObject({ status: 'blocked', reason: 'bad-characters' })
  })

  it('puts right what was changed in Entra behind our back, and looks at nobody else', async () => {
    await start(person('ana'), person('bea'), person('cyd'))
    world.emulator.tenant('contoso.com').editUser('bea@contoso.com', { jobTitle: 'Intern' })
    expect((await pass()).toSorted()).toEqual(['GET /users', 'GET /users/{id}', 'PATCH /users/{id}'])
    expect(world.account('bea@contoso.com')?.jobTitle).toBe('Engineer')
  })

  it('takes in what Plumm’s events did not say', async () => {
    await start(person('ana'), person('bea'))
    world.directory.northwind.set('ana', person('ana', { version: 2, role: 'Lead' }))
    world.directory.northwind.set('cyd', person('cyd'))
    await pass()
    expect(world.account('ana@contoso.com')?.jobTitle).toBe('Lead')
    expect(world.account('cyd@contoso.com')).toBeDefined()
  })

  it('notices an account that is gone', async () => {
    await start(person('ana'), person('bea'))
    await world.sleep(600_000)
    world.emulator.tenant('contoso.com').deleteUser('ana@contoso.com', { forever: true })
    await pass()
    expect(await world.status('ana')).toMatchObject({ status: 'held', reason: 'account-missing' })
  })

  it('finds an account that somebody without one could have by now', async () => {
    await start(person('ana'), person('late', { lastName: '', firstName: '' }))
    world.emulator.tenant('contoso.com').addUser({ userPrincipalName: 'late@contoso.com', displayName: 'Late' })
    await pass()
    expect((await world.status('late')).entraUserId).toBe(world.account('late@contoso.com')?.id)
  })

  it('is made again when Graph is too busy to be read', async () => {
    await start(person('ana'))
    world.emulator.tenant('contoso.com').editUser('ana@contoso.com', { jobTitle: 'Intern' })
    world.emulator.failNext('GET /users', { status: 429, retryAfterSeconds: 20 })
    await world.call('POST', '/api/connection/sync')
    await world.untilJobs('full-pass', 'created')
    await world.advance(90_000)
    await world.untilNoJobs('full-pass', 'sync-person')
    expect(world.account('ana@contoso.com')?.jobTitle).toBe('Engineer')
  })
})
