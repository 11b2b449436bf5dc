import { afterEach, describe, expect, it } from 'vitest'
import { answerOf, handOver, idTokenFor, startConnecting } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import type { CompanyName } from '../companies.ts'
import { World } from '../world.ts'

const uma = { ...tom, id: 'uma', email: 'uma.diaz@contoso.com', firstName: 'Uma', lastName: 'Diaz' }

describe.each(databaseKinds)('a directory for two companies, on %s', (kind) => {
  let world: World
  afterEach(() => world.close())
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    world.directory.tailspin.set('uma', uma)
    const contoso = world.emulator.tenant('contoso.com')
    contoso.grantConsent()
    return { SHARED_TENANTS: contoso.id.toUpperCase() }
  }
  /** Contoso's administrator connects Contoso to this company. */
  const connectContoso = async (as: CompanyName) => {
    const attempt = await startConnecting(world, as)
    return answerOf(await handOver(world, attempt.attemptId, await idTokenFor(world, attempt), as))
  }
  const statesNow = async () => [
    (await world.connection('northwind')).state,
    (await world.connection('tailspin')).state,
  ]

  it('is refused to the second one, unless the operator allows it', async () => {
    const shared = await start()
    expect(await connectContoso('northwind')).toBe('200')
    expect(await connectContoso('tailspin')).toBe('409 tenant-already-connected')
    await world.restartWith(shared)
    expect(await connectContoso('tailspin')).toBe('200')
    expect(await statesNow()).toEqual(['preview', 'preview'])
  })

  it('each brings its own people into step there', async () => {
    const shared = await start()
    await world.restartWith(shared)
    for (const as of ['northwind', 'tailspin'] as const) {
      expect(await connectContoso(as)).toBe('200')
      await world.approve(as)
    }
    await world.untilStatus('tom', 'synced', 'northwind')
    await world.untilStatus('uma', 'synced', 'tailspin')
    expect(world.account(tom.email)).toMatchObject({ accountEnabled: true })
    expect(world.account(uma.email)).toMatchObject({ accountEnabled: true })
  })

  it('is for one again when it is allowed no more: whoever has it keeps it, and nobody joins', async () => {
    const shared = await start()
    await world.restartWith(shared)
    expect(await connectContoso('northwind')).toBe('200')
    await world.restartWith({})
    expect(await connectContoso('tailspin')).toBe('409 tenant-already-connected')
    expect(await statesNow()).toEqual(['preview', 'disconnected'])
  })

  it('allowing one directory allows no other', async () => {
    await start()
    await world.restartWith({ SHARED_TENANTS: world.emulator.tenant('fabrikam.com').id })
    expect(await connectContoso('northwind')).toBe('200')
    expect(await connectContoso('tailspin')).toBe('409 tenant-already-connected')
  })

  it('of two who connect at the same moment one has it', async () => {
    await start()
    const attempts = await Promise.all(
      (['northwind', 'tailspin'] as const).map(async (as) => {
        const attempt = await startConnecting(world, as)
        return { as, attemptId: attempt.attemptId, token: await idTokenFor(world, attempt) }
      }),
    )
    const answers = await Promise.all(
      attempts.map(async ({ as, attemptId, token }) => answerOf(await handOver(world, attemptId, token, as))),
    )
    expect(answers.toSorted()).toEqual(['200', '409 tenant-already-connected'])
    expect((await statesNow()).toSorted()).toEqual(['disconnected', 'preview'])
  })

  it('is free for another company when the first has disconnected', async () => {
    await start()
    expect(await connectContoso('northwind')).toBe('200')
    await world.call('DELETE', '/api/connection')
    expect(await connectContoso('tailspin')).toBe('200')
    expect(await statesNow()).toEqual(['disconnected', 'preview'])
  })
})
