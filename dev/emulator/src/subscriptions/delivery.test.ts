import { describe, expect, it } from 'vitest'
import { textOf } from '../json.ts'
import { CONTOSO } from '../testing/graph-client.ts'
import { NOTIFY, subscriberWorld } from '../testing/subscriber.ts'
import type { EmulatorOptions } from '../emulator.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** A subscriber to all users of Contoso, and someone there. */
async function subscribedWorld(options: EmulatorOptions & { lifecycle?: boolean } = {}) {
  const { lifecycle = false, ...rest } = options
  const world = await subscriberWorld(rest)
  const { id } = world.tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
  const made = await world.subscribe({
    expirationDateTime: world.inHours(600),
    ...(lifecycle && { lifecycleNotificationUrl: `${NOTIFY}/lifecycle` }),
  })
  world.endpoint.calls.length = 0
  const edit = (jobTitle: string) => world.tenant.editUser(id, { jobTitle })
  return { ...world, adele: id, subscription: world.idOf(made), edit }
}

describe('notifications (graph-facts §5.2)', () => {
  it('name the user and say nothing more', async () => {
    const { edit, deliver, endpoint, subscription, adele, tenant } = await subscribedWorld()
    edit('Clerk')
    expect(await deliver()).toEqual({ delivered: 1, failed: 0, lost: 0, waiting: 0 })
    expect(endpoint.calls).toMatchObject([{ url: NOTIFY, contentType: 'application/json' }])
    expect(endpoint.notifications()).toEqual([
      {
        subscriptionId: subscription,
        subscriptionExpirationDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}-08:00$/),
        changeType: 'updated',
        clientState: 'state-of-contoso',
        tenantId: tenant.id,
        resource: `Users/${adele}`,
        resourceData: {
          '@odata.type': '#Microsoft.Graph.User',
          '@odata.id': `Users/${adele}`,
          id: adele,
          organizationId: tenant.id,
          sequenceNumber: expect.any(Number),
        },
      },
    ])
    expect(await deliver()).toMatchObject({ delivered: 0 })
  })

  it('call everything updated but what is gone for good', async () => {
    const { tenant, deliver, endpoint, adele } = await subscribedWorld()
    const kinds: (string | undefined)[] = []
    const told = async () => {
      await deliver()
      kinds.push(...endpoint.notifications().map(({ changeType }) => textOf(changeType)))
      endpoint.calls.length = 0
    }
    tenant.addUser({ userPrincipalName: 'ben@contoso.com' })
    await told()
    tenant.deleteUser(adele)
    await told()
    tenant.restoreUser(adele)
    await told()
    tenant.deleteUser(adele)
    tenant.deleteUser(adele, { forever: true })
    await told()
    expect(kinds).toEqual(['updated', 'updated', 'updated', 'updated', 'deleted'])
  })

  it('tell only of what was subscribed to, from then on', async () => {
    const { subscribe, tenant, deliver, endpoint, edit } = await subscriberWorldOfOne()
    edit('before')
    await subscribe()
    tenant.addUser({ userPrincipalName: 'ben@contoso.com' })
    await deliver()
    expect(endpoint.notifications()).toEqual([])
    edit('after')
    await deliver()
    expect(endpoint.notifications()).toHaveLength(1)
  })

  it('share a POST, up to a number', async () => {
    const { tenant, deliver, endpoint } = await subscribedWorld({ notifications: { batchMax: 4 } })
    for (let count = 0; count < 10; count += 1) tenant.addUser({ userPrincipalName: `user${count}@contoso.com` })
    await deliver()
    expect(endpoint.calls.map(({ body }) => JSON.stringify(body).split('subscriptionId').length - 1)).toEqual([4, 4, 2])
  })

  it('come late and twice, the same ones for the same seed', async () => {
    const arrivals = async (seed: number) => {
      const { tenant, deliver, endpoint, clock } = await subscribedWorld({
        notifications: { delayMs: 30 * SECOND_MS, repeatRate: 0.5, seed },
      })
      const names = new Map<string, number>()
      for (let count = 0; count < 10; count += 1)
        names.set(tenant.addUser({ userPrincipalName: `user${count}@contoso.com` }).id, count)
      const order: (number | undefined)[] = []
      for (let second = 0; second <= 30; second += 1) {
        await deliver()
        order.push(...endpoint.notifications().map(({ resource }) => names.get(textOf(resource)?.slice(6) ?? '')))
        endpoint.calls.length = 0
        clock.now += SECOND_MS
      }
      return order
    }
    const order = await arrivals(1)
    expect(new Set(order).size).toBe(10)
    expect(order.length).toBeGreaterThan(10)
    expect(order.slice(0, 10)).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(await arrivals(1)).toEqual(order)
    expect(await arrivals(2)).not.toEqual(order)
  })

  async function subscriberWorldOfOne() {
    const world = await subscriberWorld()
    const { id } = world.tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    const subscribe = () => world.subscribe({ resource: `users/${id}` })
    return { ...world, subscribe, edit: (jobTitle: string) => world.tenant.editUser(id, { jobTitle }) }
  }
})

describe('an endpoint that does not answer well', () => {
  it.each([
    ['an error', { status: 500 }],
    ['nothing', { status: 0 }],
  ])('%s: tried again, further and further apart, for four hours', async (_, answer) => {
    const { edit, deliver, endpoint, clock } = await subscribedWorld()
    Object.assign(endpoint.answer, answer)
    const began = clock.now
    edit('Clerk')
    const tries: number[] = []
    while (clock.now < began + 4 * HOUR_MS) {
      const before = endpoint.calls.length
      await deliver()
      if (endpoint.calls.length > before) tries.push(Math.round((clock.now - began) / MINUTE_MS))
      clock.now += 10 * SECOND_MS
    }
    const lastGap = (tries.at(-1) ?? 0) - (tries.at(-2) ?? 0)
    expect(tries.length).toBeLessThan(25)
    expect(lastGap).toBeGreaterThanOrEqual(28)
    clock.now += HOUR_MS
    await deliver()
    const calls = endpoint.calls.length
    clock.now += HOUR_MS
    expect(await deliver()).toMatchObject({ delivered: 0, failed: 0, waiting: 0 })
    expect(endpoint.calls).toHaveLength(calls)
  })

  it('is told again when it took 4 s, and has longer for the second time', async () => {
    const { edit, deliver, endpoint, clock } = await subscribedWorld()
    endpoint.answer.takesMs = 4000
    edit('Clerk')
    expect(await deliver()).toMatchObject({ delivered: 0, failed: 1 })
    clock.now += 10 * SECOND_MS
    expect(await deliver()).toMatchObject({ delivered: 1, failed: 0 })
    expect(endpoint.notifications()).toHaveLength(2)
  })

  it('is slow after too many late answers: what is new waits ten minutes', async () => {
    const { edit, deliver, endpoint, clock } = await subscribedWorld()
    endpoint.answer.takesMs = 4000
    for (let count = 0; count < 5; count += 1) {
      edit(`title ${count}`)
      await deliver()
    }
    endpoint.answer.takesMs = 0
    clock.now += MINUTE_MS
    await deliver()
    endpoint.calls.length = 0
    edit('late')
    expect(await deliver()).toMatchObject({ delivered: 0, waiting: 1 })
    clock.now += 10 * MINUTE_MS
    expect(await deliver()).toMatchObject({ delivered: 1 })
    edit('on time')
    expect(await deliver()).toMatchObject({ delivered: 1 })
  })

  it('is dropped after too many answers later than 10 s: what is new is lost, for ten minutes', async () => {
    const { edit, deliver, endpoint, clock } = await subscribedWorld()
    endpoint.answer.takesMs = 10_000
    for (let count = 0; count < 5; count += 1) {
      edit(`title ${count}`)
      await deliver()
    }
    endpoint.answer.takesMs = 0
    edit('lost')
    expect(await deliver()).toMatchObject({ lost: 1 })
    clock.now += 10 * MINUTE_MS
    await deliver()
    endpoint.calls.length = 0
    edit('told')
    await deliver()
    expect(endpoint.notifications()).toHaveLength(1)
  })
})

describe('authorization of a subscription (graph-facts §5.2)', () => {
  const lifecycleEvents = ({ notifications }: { notifications: () => Record<string, unknown>[] }) =>
    notifications().filter(({ lifecycleEvent }) => lifecycleEvent === 'reauthorizationRequired')

  it('runs out after an hour: the app is warned before, delivery pauses, and goes on after reauthorize', async () => {
    const { edit, deliver, endpoint, clock, graph, subscription } = await subscribedWorld({ lifecycle: true })
    clock.now += 44 * MINUTE_MS
    await deliver()
    expect(endpoint.calls).toEqual([])
    clock.now += MINUTE_MS
    await deliver()
    expect(lifecycleEvents(endpoint)).toMatchObject([{ subscriptionId: subscription, clientState: 'state-of-contoso' }])
    expect(endpoint.calls[0]?.url).toBe(`${NOTIFY}/lifecycle`)
    expect(endpoint.notifications()[0]).not.toHaveProperty('resource')
    clock.now += 15 * MINUTE_MS
    edit('Clerk')
    expect(await deliver()).toMatchObject({ delivered: 1, waiting: 1 })
    await graph('POST', `/subscriptions/${subscription}/reauthorize`)
    expect(await deliver()).toMatchObject({ delivered: 1, waiting: 0 })
    expect(endpoint.notifications().at(-1)).toMatchObject({ changeType: 'updated' })
  })

  it('is prolonged by renewing', async () => {
    const { deliver, endpoint, clock, graph, subscription, inHours } = await subscribedWorld({ lifecycle: true })
    clock.now += 40 * MINUTE_MS
    await graph('PATCH', `/subscriptions/${subscription}`, { expirationDateTime: inHours(100) })
    clock.now += 40 * MINUTE_MS
    await deliver()
    expect(endpoint.calls).toEqual([])
  })

  it('loses what waited for it more than four hours', async () => {
    const { edit, deliver, clock } = await subscribedWorld({ lifecycle: true })
    clock.now += 2 * HOUR_MS
    edit('Clerk')
    expect(await deliver()).toMatchObject({ waiting: 1 })
    clock.now += 4 * HOUR_MS
    expect(await deliver()).toMatchObject({ lost: 1 })
  })

  it('does not run out where nobody could be warned, unless that is asked for', async () => {
    const { edit, deliver, clock, emulator } = await subscribedWorld()
    clock.now += 2 * HOUR_MS
    edit('Clerk')
    expect(await deliver()).toMatchObject({ delivered: 1 })
    emulator.setNotificationHabits({ lapsesUnwarned: true })
    edit('Boss')
    expect(await deliver()).toMatchObject({ delivered: 0, waiting: 1 })
  })

  it('is gone with the permission: nothing is sent until it is back', async () => {
    const { edit, deliver, tenant } = await subscribedWorld()
    tenant.withdrawConsent()
    edit('Clerk')
    expect(await deliver()).toMatchObject({ delivered: 0, waiting: 1 })
    tenant.grantConsent()
    expect(await deliver()).toMatchObject({ delivered: 1 })
  })
})

describe('the world around it', () => {
  it('keeps subscriptions with its state, and forgets them with a reset', async () => {
    const { adele, deliver, emulator, endpoint } = await subscribedWorld()
    const state = await emulator.state()
    emulator.reset()
    expect(emulator.subscriptions()).toEqual([])
    await emulator.loadState(state)
    emulator.tenant(CONTOSO).editUser(adele, { jobTitle: 'Clerk' })
    expect(await deliver()).toMatchObject({ delivered: 1 })
    expect(emulator.deliveries()).toMatchObject([{ url: NOTIFY, count: 1, status: 202, isDelivered: true }])
    expect(endpoint.notifications()).toHaveLength(1)
  })
})
