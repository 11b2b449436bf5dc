import { afterEach, describe, expect, it } from 'vitest'
import { Readiness, type ReadinessCheck, type Permission } from '@plumm/entra-shared'
import { databaseKinds } from '../databases.ts'
import { World } from '../world.ts'

const person = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  version: 1,
  status: 'active' as const,
  email: `${id}@contoso.com`,
  firstName: id,
  lastName: 'Ruiz',
  ...changes,
})

describe.each(databaseKinds)('before you begin, on %s', (kind) => {
  let world: World
  const start = async (...people: ReturnType<typeof person>[]) => {
    world = await World.create(kind)
    for (const each of people.length > 0 ? people : [person('ana')]) world.directory.northwind.set(each.id, each)
  }
  const contoso = () => world.emulator.tenant('contoso.com')
  const read = async (permissions?: Permission[]) => {
    const response = await world.call('GET', '/api/connection/readiness', permissions ? { permissions } : {})
    const { checks } = Readiness.parse(await response.json())
    return Object.fromEntries(checks.map(({ id, ...check }) => [id, check])) as Record<
      ReadinessCheck['id'],
      Omit<ReadinessCheck, 'id'>
    > // ids are exactly these: the contract has parsed them
  }
  const results = async (permissions?: Permission[]) =>
    Object.entries(await read(permissions)).map(([id, { result }]) => `${id} ${result}`)
  const writes = () =>
    world.emulator.requests().filter(({ method, path }) => method !== 'GET' && path.includes('/v1.0/'))
  afterEach(() => world?.close())

  it('a stranger’s first visit: what can be told is told, the rest says what it takes, and Microsoft is not asked', async () => {
    await start()
    expect(await results()).toEqual([
      'plumm-permission ok',
      'entra-role unknown',
      'consent unknown',
      'api-provisioning unknown',
      'email-structure ok',
      'on-premises-sync unknown',
      'clashing-accounts unknown',
    ])
    expect((await read(['integrations:read']))['plumm-permission']).toMatchObject({ result: 'fail', actor: 'hr' })
    expect(world.emulator.requests()).toEqual([])
    expect(await world.audit()).toEqual([])
  })

  it('before connecting, addresses that cannot be sign-in names are told by name, of those whom the sync is for', async () => {
    await start(
      person('ana'),
      person('odd', { email: 'odd+1@contoso.com' }),
      person('long', { email: `${'x'.repeat(65)}@contoso.com` }),
      person('none', { email: 'not an address' }),
      person('gone', { email: 'gone+1@contoso.com', status: 'deactivated' }),
    )
    const { 'email-structure': email } = await read()
    expect(email).toMatchObject({ result: 'warn', actor: 'hr', people: { count: 3 } })
    expect(email.people?.first).toEqual([
      { personId: 'odd', name: 'odd Ruiz', reason: 'bad-characters' },
      { personId: 'long', name: 'long Ruiz', reason: 'too-long' },
      { personId: 'none', name: 'none Ruiz', reason: 'bad-email' },
    ])
  })

  it('Plumm’s directory being away is one check that cannot be made, and no other', async () => {
    await start()
    world.isDirectoryDown = true
    const checks = await read()
    expect(checks['email-structure']).toMatchObject({ result: 'unknown', remedy: 'Look again in a minute.' })
    expect(checks['plumm-permission'].result).toBe('ok')
  })

  it('during the first preview everything is known, by the very plans that are shown, and nothing was changed', async () => {
    await start(
      person('ana'),
      person('odd', { email: 'odd+1@contoso.com' }),
      person('far', { email: 'far@elsewhere.com' }),
      person('clash', { employeeNumber: '1' }),
      person('guest'),
      person('synced'),
      person('chief'),
    )
    contoso().addUser({ userPrincipalName: 'clash@contoso.com', displayName: 'Other', employeeId: '2' })
    contoso().addUser({ userPrincipalName: 'guest@contoso.com', displayName: 'Guest', userType: 'Guest' })
    contoso().addUser({ userPrincipalName: 'synced@contoso.com', displayName: 'S', onPremisesSyncEnabled: true })
    contoso().addUser({ userPrincipalName: 'chief@contoso.com', displayName: 'C', roles: ['User Administrator'] })
    await world.connectToPreview()
    const before = contoso().users()
    const checks = await read()
    expect(Object.values(checks).map(({ result }) => result)).toEqual(['ok', 'ok', 'ok', 'ok', 'warn', 'warn', 'warn'])
    expect(checks['email-structure'].people).toEqual({
      count: 2,
      first: [
        { personId: 'far', name: 'far Ruiz', reason: 'domain-not-verified' },
        { personId: 'odd', name: 'odd Ruiz', reason: 'bad-characters' },
      ],
    })
    expect(checks['on-premises-sync']).toMatchObject({
      actor: 'it',
      people: { count: 1, first: [{ personId: 'synced', reason: 'mastered-on-premises' }] },
    })
    expect(checks['clashing-accounts'].people?.first.map(({ personId, reason }) => [personId, reason])).toEqual([
      ['chief', 'holds-a-role'],
      ['clash', 'different-person'],
      ['guest', 'address-taken'],
    ])

    // One try at a write, of nobody: asked again at once it is not even tried.
    await read()
    expect(writes().map(({ pattern, status }) => `${pattern} ${status}`)).toEqual(['PATCH /users/{id} 404'])
    expect(contoso().users()).toEqual(before)
  })

  it('while the sync runs it goes by how everyone stands', async () => {
    await start(person('ana'), person('odd', { email: 'odd+1@contoso.com' }), person('synced'))
    contoso().addUser({ userPrincipalName: 'synced@contoso.com', displayName: 'S', onPremisesSyncEnabled: true })
    await world.connect()
    const checks = await read()
    expect(checks['email-structure'].people).toMatchObject({ count: 1, first: [{ personId: 'odd' }] })
    expect(checks['on-premises-sync'].people).toMatchObject({ count: 1, first: [{ personId: 'synced' }] })
    expect(checks['clashing-accounts']).toMatchObject({ result: 'ok', actor: 'nobody' })
    await world.save({ id: 'odd', email: 'odd@contoso.com' })
    await world.untilStatus('odd', 'synced')
    await world.sleep(16_000)
    expect((await read())['email-structure'].result).toBe('ok')
  })

  describe('whether Microsoft lets us write', () => {
    const provisioning = async () => {
      await world.sleep(16_000)
      return (await read())['api-provisioning']
    }

    it('is told by a token of now, not by one from before something was taken back', async () => {
      await start()
      await world.connect()
      expect(await provisioning()).toMatchObject({ result: 'ok' })
      contoso().withdrawConsent(['User.ReadWrite.All'])
      expect(await provisioning()).toMatchObject({
        result: 'fail',
        detail: 'Not granted: User.ReadWrite.All.',
        actor: 'it',
        href: expect.stringContaining('grant-admin-consent'),
      })
    })

    it('refused although it is granted: who looks where is said', async () => {
      await start()
      await world.connect()
      world.emulator.failNext('PATCH /users/{id}', { status: 403, code: 'Authorization_RequestDenied' })
      expect(await provisioning()).toMatchObject({
        result: 'fail',
        actor: 'it',
        remedy: expect.stringContaining('look again'),
      })
    })

    it.each([
      ['the app is disabled', () => contoso().disableApp(), /disabled in your directory/],
      ['the app was removed', () => contoso().removeApp(), /not in your directory any more/],
      ['our key is wrong', () => (world.emulator.app.clientSecret += '-new'), /own key/],
    ])('no token, because %s: the other checks stand', async (_, breakIt, detail) => {
      await start()
      await world.connect()
      breakIt()
      expect(await provisioning()).toMatchObject({ result: 'fail', detail: expect.stringMatching(detail), actor: 'it' })
      expect((await read())['email-structure'].result).toBe('ok')
    })

    it('cannot be told while Microsoft is away', async () => {
      await start()
      await world.connect()
      world.emulator.failNext('PATCH /users/{id}', { status: 503, empty: true })
      world.emulator.failNext('GET /organization', { status: 503, empty: true })
      expect(await provisioning()).toMatchObject({ result: 'unknown' })
      expect((await read())['on-premises-sync'].result).toBe('unknown')
    })
  })
})
