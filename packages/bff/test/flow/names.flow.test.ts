import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { World } from '../world.ts'

/** People whose accounts were in Entra before Plumm, and never had a mailbox: no alias keeps an old name. */
const ana = { id: 'ana', email: 'ana@contoso.com', firstName: 'Ana', lastName: 'Ruiz' }
const tom = { id: 'tom', email: 'tom@contoso.com', firstName: 'Tom', lastName: 'Lee' }
const zoe = { id: 'zoe', email: 'zoe@contoso.com', firstName: 'Zoe', lastName: 'Hart' }

describe.each(databaseKinds)('addresses that move between people, on %s', (kind) => {
  let world: World
  const idOf = new Map<string, string>()
  /** Whose account has a sign-in name. */
  const ownerOf = (signInName: string) => {
    const id = world.account(signInName)?.id
    return [...idOf].find(([, known]) => known === id)?.[0] ?? null
  }
  const start = async () => {
    world = await World.create(kind)
    for (const person of [ana, tom, zoe]) {
      const account = world.emulator
        .tenant('contoso.com')
        .addUser({ userPrincipalName: person.email, displayName: `${person.firstName} ${person.lastName}` })
      idOf.set(person.id, account.id)
      world.directory.northwind.set(person.id, { ...person, version: 1, status: 'active' })
    }
    await world.connect()
  }
  const synced = (...ids: string[]) => Promise.all(ids.map((id) => world.untilStatus(id, 'synced')))
  afterEach(() => world.close())

  it.each([
    ['the giver’s event comes first', ['tom', 'ana']],
    ['the taker’s event comes first', ['ana', 'tom']],
  ])('an address is passed on: %s', async (_, order) => {
    await start()
    const emails: Record<string, string> = { tom: 'thomas@contoso.com', ana: 'tom@contoso.com' }
    for (const id of order) await world.save({ id, email: emails[id] ?? '' })
    await synced('tom', 'ana')
    expect([ownerOf('tom@contoso.com'), ownerOf('thomas@contoso.com')]).toEqual(['ana', 'tom'])
  })

  it('two people exchange addresses: one steps aside, both steps are in the log', async () => {
    await start()
    await world.deliver([
      { ...ana, version: 2, status: 'active', email: tom.email },
      { ...tom, version: 2, status: 'active', email: ana.email },
    ])
    await synced('ana', 'tom')
    expect([ownerOf('tom@contoso.com'), ownerOf('ana@contoso.com')]).toEqual(['ana', 'tom'])
    const names = (await world.audit('&action=user.renamed&outcome=succeeded')).map((entry) => [
      entry.personId,
      entry.changes[0]?.after,
    ])
    expect(names).toEqual([
      ['ana', expect.stringMatching(/^plumm-moving-.*@contoso\.onmicrosoft\.com$/)],
      ['tom', 'ana@contoso.com'],
      ['ana', 'tom@contoso.com'],
    ])
  })

  it('three people pass addresses round in a circle', async () => {
    await start()
    await world.deliver([
      { ...ana, version: 2, status: 'active', email: tom.email },
      { ...tom, version: 2, status: 'active', email: zoe.email },
      { ...zoe, version: 2, status: 'active', email: ana.email },
    ])
    await synced('ana', 'tom', 'zoe')
    expect([tom, zoe, ana].map(({ email }) => ownerOf(email))).toEqual(['ana', 'tom', 'zoe'])
  })

  it('an exchange goes on after a crash in its middle', async () => {
    await start()
    const aside = world.stopAt('PATCH /users/{id}')
    await world.deliver([
      { ...ana, version: 2, status: 'active', email: tom.email },
      { ...tom, version: 2, status: 'active', email: ana.email },
    ])
    await aside
    await world.crash()
    await synced('ana', 'tom')
    expect([ownerOf('tom@contoso.com'), ownerOf('ana@contoso.com')]).toEqual(['ana', 'tom'])
  })

  it('a new hire with a colleague’s old address gets an account of their own, once it is free', async () => {
    await start()
    const atTheRename = Promise.withResolvers<void>()
    world.emulator.beforeNext('PATCH /users/{id}', () => atTheRename.promise)
    await world.save({ id: 'tom', email: 'thomas@contoso.com' })
    await world.save({ id: 'new', email: 'tom@contoso.com', firstName: 'Tom', lastName: 'Newman' })
    expect(await world.untilStatus('new', 'retrying')).toMatchObject({ reason: 'waiting-for-address' })
    atTheRename.resolve()
    await synced('tom', 'new')
    expect(world.account('tom@contoso.com')?.surname).toBe('Newman')
    expect(ownerOf('thomas@contoso.com')).toBe('tom')
  })

  it('two people with one address: the one who has it keeps it, the other is HR’s until it is resolved', async () => {
    await start()
    await world.save({ id: 'ana', email: 'tom@contoso.com' })
    expect(await world.untilStatus('ana', 'blocked')).toMatchObject({ reason: 'same-email-as-another', actor: 'hr' })
    expect(ownerOf('tom@contoso.com')).toBe('tom')
    await world.save({ id: 'tom', email: 'thomas@contoso.com' })
    await synced('ana', 'tom')
    expect(ownerOf('tom@contoso.com')).toBe('ana')
  })

  it('an address that something else in Entra has is IT’s, and named', async () => {
    await start()
    const other = world.emulator
      .tenant('contoso.com')
      .addUser({ userPrincipalName: 'desk@contoso.com', displayName: 'Front desk' })
    await world.save({ id: 'ana', email: 'desk@contoso.com', role: 'Host' })
    expect(await world.untilStatus('ana', 'blocked')).toMatchObject({
      reason: 'address-taken',
      actor: 'it',
      problems: [{ conflict: { entraUserId: other.id, name: 'Front desk' } }],
    })
    expect(world.account('ana@contoso.com')?.jobTitle).toBe('Host')
  })

  it('a leaver’s address is not taken over by a new hire of the same name', async () => {
    await start()
    await world.save({ id: 'tom', status: 'deactivated' })
    await world.untilStatus('tom', 'suspended')
    await world.save({ id: 'new', email: 'tom@contoso.com', firstName: 'Tom', lastName: 'Lee' })
    expect(await world.untilStatus('new', 'blocked')).toMatchObject({ reason: 'address-taken', actor: 'it' })
    expect(ownerOf('tom@contoso.com')).toBe('tom')
    expect(world.account('tom@contoso.com')?.accountEnabled).toBe(false)
  })
})
