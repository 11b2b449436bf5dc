import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const BFF = 'https://bff.plumm.test/webhooks/graph'
const HOUR_MS = 3_600_000

describe.each(databaseKinds)('Microsoft’s change notifications, on %s', (kind) => {
  let world: World
  const contoso = () => world.emulator.tenant('contoso.com')
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
    await subscribed()
    // The first round is over, and the next one waits for its time.
    await world.untilJobs('drift', 'created')
  }
  /** The subscription may be made after the last notice of ours, so it asks until it is there. */
  const subscribed = async () => {
    for (;;) {
      const [first] = world.emulator.subscriptions()
      if (first) return first
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const post = (body: unknown) =>
    world.app.request(BFF, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const rounds = () => world.emulator.requests({ pattern: 'GET /users/delta' }).length
  const surname = () => world.account('tom.lee@contoso.com')?.surname
  afterEach(() => world.close())

  it('an edit in Entra is put back as soon as Microsoft tells of it, long before the next round', async () => {
    await start()
    contoso().editUser('tom.lee@contoso.com', { surname: 'Changed' })
    await world.emulator.deliverNotifications()
    await world.advance(2_000)
    // Its outcome is in the log a moment after Entra has it.
    const corrected = await world.until(async () => (await world.audit('&action=drift.corrected'))[0] ?? null)
    expect(corrected).toMatchObject({ personId: 'tom', outcome: 'succeeded' })
    expect(surname()).toBe('Lee')
  })

  it('a forged notice means nothing: unknown, without its secret, with another’s; all are answered alike', async () => {
    await start()
    const [subscription] = world.emulator.subscriptions()
    const before = rounds()
    for (const notice of [
      { subscriptionId: 'someone-elses', clientState: 'x' },
      { subscriptionId: subscription?.id, clientState: 'guessed' },
      { subscriptionId: subscription?.id },
    ]) {
      const response = await post({ value: [{ ...notice, changeType: 'updated', resource: 'Users/1' }] })
      expect([response.status, await response.text()]).toEqual([202, ''])
    }
    await world.advance(2_000)
    expect(rounds()).toBe(before)
  })

  it('what is no notice is refused with our own words', async () => {
    await start()
    for (const body of ['no json', { value: 'nothing' }, { value: [{}] }]) expect((await post(body)).status).toBe(400)
    expect((await post('x'.repeat(1_100_000))).status).toBe(413)
  })

  it('the handshake is answered with the token as plain text', async () => {
    await start()
    const response = await world.app.request(`${BFF}?validationToken=${encodeURIComponent('<b>token</b> 1')}`, {
      method: 'POST',
    })
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      expect.stringMatching(/^text\/plain/),
      '<b>token</b> 1',
    ])
  })

  it('is renewed before it ends, and made anew when Microsoft has lost it without a word', async () => {
    await start()
    const first = await subscribed()
    await world.sleep(HOUR_MS)
    await world.advanceUntil(() => {
      const [now] = world.emulator.subscriptions()
      return Promise.resolve(now && now.expiresAt > first.expiresAt ? true : null)
    })
    world.emulator.loseSubscription(first.id)
    await world.sleep(HOUR_MS)
    await world.advanceUntil(() => Promise.resolve(world.emulator.subscriptions().length > 0 ? true : null))
    expect(world.emulator.subscriptions()[0]?.id).not.toBe(first.id)
  })

  it('a lost reply leaves no second one behind', async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    world.emulator.loseReplyOfNext('POST /subscriptions')
    await world.connect()
    await world.sleep(1_000_000)
    await world.advanceUntil(() =>
      Promise.resolve(world.emulator.requests({ pattern: 'POST /subscriptions' }).length > 1 ? true : null),
    )
    await subscribed()
    expect(world.emulator.subscriptions()).toHaveLength(1)
  })

  it('lost and refused a new one, the panel says that changes are noticed by asking, until there is one again', async () => {
    await start()
    const watchedBy = (by: string) =>
      world.advanceUntil(async () => {
        const connection = await world.connection()
        return 'watch' in connection && connection.watch?.by === by ? connection : null
      })
    expect(await watchedBy('notices')).toMatchObject({ state: 'active', watch: { everySeconds: 60 } })
    const [first] = world.emulator.subscriptions()
    world.emulator.failNext('POST /subscriptions', { status: 403, code: 'Forbidden' })
    world.emulator.loseSubscription(first?.id ?? '')
    await world.sleep(HOUR_MS)
    expect(await watchedBy('asking')).toMatchObject({ state: 'active' })
    contoso().editUser('tom.lee@contoso.com', { surname: 'Changed' })
    await world.advanceUntil(() => Promise.resolve(surname() === 'Lee' ? true : null))
    await world.sleep(HOUR_MS / 3)
    await watchedBy('notices')
  })

  it('ends with Disconnect', async () => {
    await start()
    await world.call('DELETE', '/api/connection')
    expect(world.emulator.subscriptions()).toEqual([])
  })

  it('where Microsoft cannot reach us, delta goes on alone', async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    world.emulator.failNext('POST /subscriptions', { status: 400, code: 'ValidationError', times: 5 })
    await world.connect()
    contoso().editUser('tom.lee@contoso.com', { surname: 'Changed' })
    await world.advanceUntil(() => Promise.resolve(surname() === 'Lee' ? true : null))
    expect((await world.connection()).state).toBe('active')
  })
})
