import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { World } from '../world.ts'

const person = (id: string) => ({
  id,
  version: 1,
  status: 'active' as const,
  email: `${id}@contoso.com`,
  firstName: id,
  lastName: 'Ruiz',
})

describe.each(databaseKinds)('a first sync, on %s', (kind) => {
  let world: World
  afterEach(() => world.close())

  it('lets a change that somebody makes meanwhile go before it', async () => {
    world = await World.create(kind)
    const crowd = Array.from({ length: 160 }, (_, index) => person(`p${String(index).padStart(3, '0')}`))
    for (const each of crowd) world.directory.northwind.set(each.id, each)
    const preview = await world.connectToPreview()
    // Whoever is being created waits until the change has come in: how far the others get must not be left to chance.
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const hold = () =>
      world.emulator.beforeNext('POST /users', () => {
        begin()
        if (!isOpen) hold()
        return gate
      })
    let isOpen = false
    hold()
    await world.call('POST', '/api/connection/activate', { body: { previewId: preview.previewId } })
    await begun
    await world.save({ id: 'p159', role: 'Lead' })
    isOpen = true
    open()
    await world.untilStatus('p159', 'synced')
    for (const { id } of crowd) await world.untilStatus(id, 'synced')
    const creates = world.emulator
      .requests({ pattern: 'POST /users' })
      .map(({ throttlePriority, body }) => ({ throttlePriority, isTheChange: JSON.stringify(body).includes('p159@') }))
    expect(creates.find(({ isTheChange }) => isTheChange)?.throttlePriority).toBe('High')
    expect(creates.filter(({ throttlePriority }) => throttlePriority === 'Low')).toHaveLength(crowd.length - 1)
    // By its own place in the wave it would have been the last; only those that had begun already are before it.
    expect(creates.findIndex(({ isTheChange }) => isTheChange)).toBeLessThan(crowd.length - 10)
  })
})
