import { describe, expect, it } from 'vitest'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

async function controlWorld() {
  const world = await testWorld()
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    world.emulator.fetch(`https://localhost/_emulator${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return { ...world, call, tenant: world.emulator.tenant(CONTOSO) }
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
