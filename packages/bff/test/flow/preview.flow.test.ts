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

describe.each(databaseKinds)('the first preview, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    for (const each of [
      person('new'),
      person('there'),
      person('leaver', { status: 'deactivated' }),
      person('odd', { email: 'odd+1@contoso.com' }),
      person('clash', { employeeNumber: '1' }),
    ]) {
      world.directory.northwind.set(each.id, each)
    }
    const contoso = world.emulator.tenant('contoso.com')
    contoso.addUser({ userPrincipalName: 'there@contoso.com', displayName: 'there Ruiz', jobTitle: 'Intern' })
    contoso.addUser({ userPrincipalName: 'leaver@contoso.com', displayName: 'leaver Ruiz' })
    contoso.addUser({ userPrincipalName: 'clash@contoso.com', displayName: 'Somebody else', employeeId: '2' })
  }
  afterEach(() => world.close())

  it('shows what would happen to everyone, the risky first, and writes nothing', async () => {
    await start()
    const preview = await world.connectToPreview()
    expect(preview.counts).toEqual({ create: 1, link: 1, update: 0, suspend: 0, hold: 2, block: 1, none: 0 })
    expect(preview.rows.map(({ personId, kind: what, reason }) => [personId, what, reason])).toEqual([
      ['odd', 'block', 'bad-characters'],
      ['clash', 'hold', 'different-person'],
      ['leaver', 'hold', 'leaver-account-alive'],
      ['new', 'create', null],
      ['there', 'link', null],
    ])
    expect(preview.rows[4]?.changes).toContainEqual({ field: 'jobTitle', before: 'Intern', after: 'Engineer' })
    expect(world.emulator.requests().filter(({ method, path }) => method !== 'GET' && path.includes('/v1.0/'))).toEqual(
      [],
    )
  })

  it('approved runs exactly that: what is another plan by now is held, newer values are applied', async () => {
    await start()
    await world.connectToPreview()
    world.emulator
      .tenant('contoso.com')
      .addUser({ userPrincipalName: 'new@contoso.com', displayName: 'Made meanwhile' })
    await world.save({ id: 'there', role: 'Lead' })
    await world.approve()
    expect(await world.status('new')).toMatchObject({ status: 'held', reason: 'changed-since-preview' })
    expect(await world.status('there')).toMatchObject({ status: 'synced' })
    expect(world.account('there@contoso.com')?.jobTitle).toBe('Lead')
    expect(await world.status('clash')).toMatchObject({ status: 'held', reason: 'different-person' })
    expect(await world.status('odd')).toMatchObject({ status: 'blocked', reason: 'bad-characters', actor: 'hr' })
  })

  it('is too old after a day', async () => {
    await start()
    const preview = await world.connectToPreview()
    await world.clock.setTime(world.clock.now() + 25 * 3_600_000)
    const response = await world.call('POST', '/api/connection/activate', { body: { previewId: preview.previewId } })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ code: 'preview-stale' })
  })

  it('of an empty directory is an error that is shown, never “everyone left”', async () => {
    world = await World.create(kind)
    await expect(world.connectToPreview()).rejects.toThrow(/directory-empty/)
  })
})
