import { describe, expect, it } from 'vitest'
import { textOf } from '../json.ts'
import { NOTIFY, subscriberWorld } from '../testing/subscriber.ts'

const MINUTE_MS = 60_000

describe('creating a subscription (graph-facts §5.2)', () => {
  it('asks the endpoint first, then answers 201 with the subscription', async () => {
    const { subscribe, endpoint, emulator, inHours } = await subscriberWorld()
    const expirationDateTime = inHours(24)
    const { status, body } = await subscribe({ expirationDateTime })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      resource: 'users',
      changeType: 'updated,deleted',
      notificationUrl: NOTIFY,
      clientState: 'state-of-contoso',
      applicationId: emulator.app.clientId,
      expirationDateTime: expirationDateTime.replace('Z', '0000Z'),
      lifecycleNotificationUrl: null,
    })
    expect(endpoint.calls).toMatchObject([{ contentType: 'text/plain; charset=utf-8' }])
    expect(endpoint.calls[0]?.url).toMatch(/\?validationToken=Validation%3A\+Testing\+client/)
  })

  it('asks both endpoints where there are two', async () => {
    const { subscribe, endpoint } = await subscriberWorld()
    await subscribe({ lifecycleNotificationUrl: `${NOTIFY}/lifecycle?of=contoso` })
    expect(endpoint.calls.map(({ url }) => url.split('validationToken')[0])).toEqual([
      `${NOTIFY}?`,
      `${NOTIFY}/lifecycle?of=contoso&`,
    ])
  })

  it.each([
    ['the wrong token', { token: 'wrong' as const }, 'InvalidRequest'],
    ['the token as it was encoded', { token: 'undecoded' as const }, 'InvalidRequest'],
    ['HTML', { contentType: 'text/html' }, 'InvalidRequest'],
    ['500', { status: 500 }, 'InvalidRequest'],
    ['nothing, as nobody is there', { status: 0 }, 'InvalidRequest'],
    ['after more than 10 s', { takesMs: 10_001 }, 'ValidationError'],
  ])('refuses an endpoint that answers %s', async (_, answer, code) => {
    const { subscribe, endpoint, emulator } = await subscriberWorld()
    Object.assign(endpoint.answer, answer)
    expect(await subscribe()).toMatchObject({ status: 400, code })
    expect(emulator.subscriptions()).toEqual([])
  })

  it.each([
    [{ changeType: 'created' }, 'InvalidRequest', "Invalid 'changeType' attribute: 'created'."],
    [{ changeType: 'updated,created' }, 'InvalidRequest', "Invalid 'changeType' attribute: 'created'."],
    [{ changeType: 7 }, 'InvalidRequest', "Invalid 'changeType' attribute."],
    [{ notificationUrl: 'http://plumm.test/' }, 'InvalidRequest', expect.stringContaining('https')],
    [{ notificationUrl: 'plumm' }, 'InvalidRequest', expect.stringContaining('https')],
    [{ lifecycleNotificationUrl: 'http://plumm.test/' }, 'InvalidRequest', expect.stringContaining('https')],
    [{ resource: 'me/messages' }, 'InvalidRequest', expect.stringContaining('not supported')],
    [{ expirationDateTime: 'tomorrow' }, 'InvalidRequest', expect.stringContaining('expirationDateTime')],
    [{ expirationDateTime: '2020-01-01T00:00:00Z' }, 'InvalidRequest', expect.stringContaining('past')],
    [{ clientState: 'x'.repeat(129) }, 'InvalidRequest', expect.stringContaining('clientState')],
    [{ includeResourceData: true }, 'InvalidRequest', expect.stringContaining('Rich')],
    [{ latestSupportedTlsVersion: 'v9' }, 'InvalidRequest', expect.stringContaining('Tls')],
    [{ colour: 'blue' }, 'BadRequest', expect.stringContaining('colour')],
  ])('refuses %j', async (more, code, message) => {
    const { subscribe, endpoint } = await subscriberWorld()
    expect(await subscribe(more)).toMatchObject({ status: 400, code, message })
    expect(endpoint.calls).toEqual([])
  })

  it('lets it live for 41,760 minutes at most, and for 45 at least', async () => {
    const { subscribe, inHours, clock } = await subscriberWorld()
    const hours = 41_760 / 60
    expect(await subscribe({ expirationDateTime: inHours(hours + 0.1) })).toMatchObject({
      status: 400,
      message: 'Subscription expiration can only be 41760 minutes in the future.',
    })
    expect(await subscribe({ expirationDateTime: inHours(hours) })).toMatchObject({ status: 201 })
    const { body } = await subscribe({ changeType: 'updated', expirationDateTime: inHours(0.1) })
    expect(Date.parse(textOf(body.expirationDateTime) ?? '') - clock.now).toBe(45 * MINUTE_MS)
  })

  it('is about one user too, who must be there', async () => {
    const { subscribe, tenant } = await subscriberWorld()
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    expect(await subscribe({ resource: `/users/${id}` })).toMatchObject({ status: 201 })
    const nobody = '11111111-1111-4111-8111-111111111111'
    expect(await subscribe({ resource: `users/${nobody}` })).toMatchObject({ status: 404 })
  })

  it('refuses a second one for the same changes of the same resource, and names the first', async () => {
    const { subscribe, idOf } = await subscriberWorld()
    const first = await subscribe()
    expect(await subscribe({ changeType: 'deleted,updated', resource: '/users' })).toMatchObject({
      status: 409,
      code: 'ObjectIdentifierInUse',
      message: `Subscription Id ${idOf(first)} already exists for the requested combination`,
    })
    expect(await subscribe({ changeType: 'updated' })).toMatchObject({ status: 201 })
  })

  it('allows a hundred per app and tenant (graph-facts §1.5)', async () => {
    const { subscribe, tenant } = await subscriberWorld()
    for (let count = 0; count < 100; count += 1) {
      const { id } = tenant.addUser({ userPrincipalName: `user${count}@contoso.com` })
      expect(await subscribe({ resource: `users/${id}` })).toMatchObject({ status: 201 })
    }
    expect(await subscribe()).toMatchObject({ status: 403, message: expect.stringContaining('per app and tenant') })
  })

  it('needs User.Read.All: to write is not enough', async () => {
    const { subscribe, tenant } = await subscriberWorld({})
    tenant.withdrawConsent()
    tenant.grantConsent(['User.ReadWrite.All'])
    expect(await subscribe()).toMatchObject({ status: 403, code: 'Authorization_RequestDenied' })
  })
})

describe('looking after a subscription (graph-facts §5.2)', () => {
  it('lists, shows, renews, reauthorizes and deletes', async () => {
    const { subscribe, graph, idOf, inHours } = await subscriberWorld()
    const id = idOf(await subscribe())
    expect((await graph('GET', '/subscriptions')).body).toMatchObject({ value: [{ id }] })
    const expirationDateTime = inHours(48)
    expect(await graph('PATCH', `/subscriptions/${id}`, { expirationDateTime })).toMatchObject({
      status: 200,
      body: { id, expirationDateTime: expirationDateTime.replace('Z', '0000Z') },
    })
    expect(await graph('POST', `/subscriptions/${id}/reauthorize`)).toMatchObject({ status: 204 })
    expect(await graph('GET', `/subscriptions/${id}`)).toMatchObject({ status: 200, body: { id } })
    expect(await graph('DELETE', `/subscriptions/${id}`)).toMatchObject({ status: 204 })
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/reauthorize'],
    ] as const)
      expect(await graph(method, `/subscriptions/${id}${path}`)).toMatchObject({ status: 404 })
  })

  it.each([
    [{ lifecycleNotificationUrl: NOTIFY }, 'lifecycleNotificationUrl'],
    [{ notificationUrl: NOTIFY }, 'notificationUrl'],
    [{}, 'expirationDateTime'],
  ])('does not change by %j', async (patch, words) => {
    const { subscribe, graph, idOf } = await subscriberWorld()
    const id = idOf(await subscribe())
    expect(await graph('PATCH', `/subscriptions/${id}`, patch)).toMatchObject({
      status: 400,
      message: expect.stringContaining(words),
    })
  })

  it('is nobody else’s business', async () => {
    const { subscribe, graph, idOf, emulator, appToken } = await subscriberWorld()
    const id = idOf(await subscribe())
    emulator.tenant('fabrikam.com').grantConsent()
    const headers = { authorization: `Bearer ${await appToken('fabrikam.com')}` }
    expect((await graph('GET', '/subscriptions', undefined, headers)).body.value).toEqual([])
    expect(await graph('DELETE', `/subscriptions/${id}`, undefined, headers)).toMatchObject({ status: 404 })
  })

  it('expires without a word, and can be lost without one', async () => {
    const { subscribe, graph, idOf, inHours, clock, endpoint, deliver, emulator } = await subscriberWorld()
    const expiring = idOf(await subscribe({ expirationDateTime: inHours(1) }))
    const lost = idOf(await subscribe({ changeType: 'updated' }))
    const calls = endpoint.calls.length
    emulator.loseSubscription(lost)
    clock.now += 61 * MINUTE_MS
    await deliver()
    for (const id of [expiring, lost])
      expect(await graph('PATCH', `/subscriptions/${id}`, { expirationDateTime: inHours(1) })).toMatchObject({
        status: 404,
      })
    expect(endpoint.calls).toHaveLength(calls)
  })
})
