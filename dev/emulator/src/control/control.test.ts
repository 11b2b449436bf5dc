import { describe, expect, it } from 'vitest'
import type { Emulator } from '../emulator.ts'
import { textOf } from '../json.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'
import { subscriberWorld } from '../testing/subscriber.ts'

/** Speaks to the control API of a world. */
function callerOf(emulator: Emulator) {
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    emulator.fetch(`https://localhost/_emulator${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
}

async function controlWorld() {
  const world = await testWorld()
  return { ...world, call: callerOf(world.emulator), tenant: world.emulator.tenant(CONTOSO) }
}

describe('JSON control (design §6)', () => {
  it('shows requests, by pattern and since a number, without secrets', async () => {
    const { call, graph, tenant } = await controlWorld()
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk' }, { 'x-ms-throttle-priority': 'High' })
    const all = await call('GET', '/requests')
    expect(await all.text()).not.toContain('emulator~only~secret')
    const patches = await (await call('GET', '/requests?pattern=PATCH%20/users/%7Bid%7D&since=1')).json()
    expect(patches).toMatchObject([
      {
        id: 2,
        method: 'PATCH',
        path: `/v1.0/users/${id}`,
        status: 204,
        body: { jobTitle: 'Clerk' },
        throttlePriority: 'High',
        tenantId: tenant.id,
      },
    ])
  })

  it('explains what is wrong with a number', async () => {
    const { call } = await controlWorld()
    expect((await call('GET', '/requests?since=yesterday')).status).toBe(400)
  })

  it('orders faults and lost replies', async () => {
    const { call, graph, emulator } = await controlWorld()
    expect(await call('POST', '/faults', { pattern: 'GET /users', status: 503, html: true })).toMatchObject({
      status: 204,
    })
    await call('POST', '/faults', { pattern: 'GET /organization', loseReply: true })
    expect(await (await call('GET', '/faults')).json()).toEqual([
      'fail with 503: GET /users',
      'lose the reply of GET /organization',
    ])
    expect(await graph('GET', '/users')).toMatchObject({ status: 503 })
    await expect(graph('GET', '/organization')).rejects.toThrow('fetch failed')
    expect(emulator.unclaimedFaults()).toEqual([])
  })

  it.each([
    [{ status: 503 }, 'needs a pattern'],
    [{ pattern: 'GET /unicorns', status: 503 }, 'serves no'],
    [{ pattern: 'GET /users', status: 200 }, 'status from 400'],
  ])('explains what is wrong with the fault %j', async (fault, words) => {
    const { call } = await controlWorld()
    const response = await call('POST', '/faults', fault)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(words)
  })

  it('plays the administrator: people, consent, reset', async () => {
    const { call, tenant } = await controlWorld()
    const users = `/tenants/${CONTOSO}/users`
    await call('POST', users, { userPrincipalName: 'adele@contoso.com', jobTitle: 'Clerk' })
    await call('PATCH', `${users}/adele@contoso.com`, { jobTitle: 'Boss' })
    expect(await (await call('GET', users)).json()).toMatchObject([{}, {}, { jobTitle: 'Boss' }])
    expect((await call('DELETE', `${users}/adele@contoso.com`)).status).toBe(204)
    expect((await call('DELETE', `${users}/adele@contoso.com`)).status).toBe(404)
    await call('DELETE', `/tenants/${tenant.id}/consent`)
    expect(tenant.grantedRoles()).toEqual([])
    await call('POST', `/tenants/${tenant.id}/consent`)
    expect(tenant.grantedRoles()).toContain('User.ReadWrite.All')
    await call('POST', '/reset')
    expect(await (await call('GET', '/tenants')).json()).toMatchObject([
      { name: 'Contoso', domain: 'contoso.com', userCount: 2, isAppInstalled: false },
      { name: 'Fabrikam', userCount: 2 },
    ])
  })

  it('takes no orders from another site’s page', async () => {
    const { call } = await controlWorld()
    expect((await call('POST', '/reset', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })
})

describe('control of what happens in time', () => {
  it('saves and loads the whole state', async () => {
    const { call, graph, emulator, tenant } = await controlWorld()
    tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    await graph('GET', '/organization')
    const state = await (await call('GET', '/state')).json()
    await call('POST', '/reset')
    expect((await graph('GET', '/users/adele@contoso.com')).status).toBe(404)
    expect((await call('PUT', '/state', state)).status).toBe(204)
    expect((await graph('GET', '/users/adele@contoso.com')).status).toBe(200)
    expect(emulator.tenant(CONTOSO).grantedRoles()).toContain('User.Read.All')
  })

  it.each([
    ['rubbish', 'JSON object'],
    [{ version: 2 }, 'another version'],
    [{ version: 1, keys: [], redirectUris: [] }, '“tenants”'],
    [{ version: 1, keys: [], redirectUris: [], tenants: [{ id: 'a' }] }, 'A tenant of the state needs'],
    [{ version: 1, keys: [{ kty: 'oct' }], redirectUris: [], tenants: [] }, ''],
  ])('refuses the state %j, and stays as it is', async (state, words) => {
    const { call, graph } = await controlWorld()
    const response = await call('PUT', '/state', state)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(words)
    expect((await graph('GET', '/organization')).status).toBe(200)
  })

  it('orders faults by rate, broken connections, and clears them', async () => {
    const { call, graph } = await controlWorld()
    await graph('GET', '/organization')
    await call('POST', '/faults', { pattern: '*', status: 503, rate: 1, seed: 4 })
    await call('POST', '/faults', { pattern: 'GET /users', broken: 'truncated' })
    expect(await (await call('GET', '/faults')).json()).toEqual([
      'cut the answer of GET /users',
      'fail with 503: 100 % of *',
    ])
    expect((await graph('GET', '/organization')).status).toBe(503)
    expect((await call('DELETE', '/faults')).status).toBe(204)
    expect((await graph('GET', '/organization')).status).toBe(200)
  })

  it.each([
    [{ pattern: 'GET /users', status: 503, colour: 'blue' }, 'no “colour”'],
    [{ pattern: 'GET /users', status: '503' }, '“status” must be a number'],
    [{ pattern: 'GET /users', broken: 'a bit' }, '“broken” is'],
    [{ pattern: 'GET /users', status: 503, rate: 2 }, 'A rate is'],
    [{ pattern: 'GET /users', status: 503, times: 0 }, '“times”'],
  ])('explains what is wrong with %j', async (fault, words) => {
    const { call } = await controlWorld()
    const response = await call('POST', '/faults', fault)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(words)
  })

  it('shows quotas, costs and who called', async () => {
    const { call, graph, emulator, tenant } = await controlWorld()
    await graph('GET', '/users')
    expect(await (await call('GET', '/quotas')).json()).toMatchObject([
      { tenantId: tenant.id, appId: emulator.app.clientId, name: 'resource units', used: 2, max: 3500 },
      { name: 'resource units of the app', used: 2 },
    ])
    expect(await (await call('GET', '/requests?pattern=GET%20/users')).json()).toMatchObject([
      { appId: emulator.app.clientId, resourceUnits: 2 },
    ])
  })

  it('makes delta tokens invalid', async () => {
    const { call, graph } = await controlWorld()
    const { body } = await graph('GET', '/users/delta?$deltatoken=latest')
    expect((await call('POST', `/tenants/${CONTOSO}/forget-delta-tokens?told=moved`)).status).toBe(204)
    const link = (textOf(body['@odata.deltaLink']) ?? '').replace('https://graph.microsoft.com/v1.0', '')
    expect((await graph('GET', link)).headers.get('location')).toContain('$deltatoken=')
    expect((await call('POST', `/tenants/${CONTOSO}/forget-delta-tokens?told=lies`)).status).toBe(400)
  })

  it('shows subscriptions, delivers, loses one, and changes habits', async () => {
    const { emulator, subscribe, tenant, idOf } = await subscriberWorld()
    const call = callerOf(emulator)
    const id = idOf(await subscribe())
    tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    expect(await (await call('PATCH', '/notifications', { delayMs: 1000 })).json()).toMatchObject({ delayMs: 1000 })
    expect((await call('PATCH', '/notifications', { repeatRate: 2 })).status).toBe(400)
    expect((await call('PATCH', '/notifications', { mood: 'bad' })).status).toBe(400)
    expect(await (await call('POST', '/notifications/deliver')).json()).toMatchObject({ delivered: 0, waiting: 1 })
    const path = `/tenants/${CONTOSO}/subscriptions`
    expect(await (await call('GET', path)).json()).toMatchObject([{ id, endpointState: 'ok', waiting: 1 }])
    expect((await call('DELETE', `${path}/${id}`)).status).toBe(204)
    expect((await call('DELETE', `${path}/${id}`)).status).toBe(404)
    expect(await (await call('GET', path)).json()).toEqual([])
  })
})
