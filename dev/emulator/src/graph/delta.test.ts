import { describe, expect, it } from 'vitest'
import { type Json, textOf } from '../json.ts'
import { type Answer, CONTOSO, testWorld } from '../testing/graph-client.ts'

const GRAPH = 'https://graph.microsoft.com/v1.0'
const DAY_MS = 86_400_000

async function deltaWorld(options: { pageSize?: number; lagMs?: number } = {}) {
  const world = await testWorld(options)
  const tenant = world.emulator.tenant(CONTOSO)
  const follow = ({ body }: Answer, headers: Record<string, string> = {}) => {
    const link = textOf(body['@odata.deltaLink'] ?? body['@odata.nextLink']) ?? ''
    expect(link.startsWith(`${GRAPH}/users/delta?$`)).toBe(true)
    return world.graph('GET', link.slice(GRAPH.length), undefined, headers)
  }
  return {
    ...world,
    tenant,
    follow,
    latest: (query = '') => world.graph('GET', `/users/delta?$deltatoken=latest${query}`),
  }
}

const valueOf = ({ body }: Answer): Json => body.value ?? null

describe('delta (graph-facts §5.1)', () => {
  it('starts with everybody, page by page, and ends with a delta link', async () => {
    const { graph, follow, tenant } = await deltaWorld({ pageSize: 2 })
    tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    const first = await graph('GET', '/users/delta?$select=displayName')
    expect(valueOf(first)).toHaveLength(2)
    expect(first.body).not.toHaveProperty('@odata.deltaLink')
    const second = await follow(first)
    expect(valueOf(second)).toEqual([{ id: expect.any(String), displayName: 'adele' }])
    expect(valueOf(await follow(second))).toEqual([])
  })

  it('starts from now with $deltatoken=latest, and shows creations, changes and deletions', async () => {
    const { latest, follow, tenant } = await deltaWorld()
    const start = await latest()
    expect(valueOf(start)).toEqual([])
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    const created = await follow(start)
    expect(valueOf(created)).toEqual([{ id, displayName: 'adele', userPrincipalName: 'adele@contoso.com' }])
    tenant.editUser(id, { jobTitle: 'Clerk' })
    tenant.editUser(id, { jobTitle: null })
    const changed = await follow(created)
    expect(valueOf(changed)).toEqual([
      { id, displayName: 'adele', userPrincipalName: 'adele@contoso.com', jobTitle: null },
    ])
    tenant.deleteUser(id)
    const deleted = await follow(changed)
    expect(valueOf(deleted)).toEqual([{ id, '@removed': { reason: 'changed' } }])
    tenant.deleteUser(id, { forever: true })
    expect(valueOf(await follow(deleted))).toEqual([{ id, '@removed': { reason: 'deleted' } }])
  })

  it('surfaces only changes of selected properties, and only these with return=minimal', async () => {
    const { latest, follow, tenant } = await deltaWorld()
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com', department: 'Sales' })
    const start = await latest('&$select=jobTitle,department')
    tenant.editUser(id, { city: 'Leeds' })
    expect(valueOf(await follow(start))).toEqual([])
    tenant.editUser(id, { jobTitle: 'Clerk' })
    expect(valueOf(await follow(start))).toEqual([{ id, jobTitle: 'Clerk', department: 'Sales' }])
    expect(valueOf(await follow(start, { Prefer: 'return=minimal' }))).toEqual([{ id, jobTitle: 'Clerk' }])
  })

  it('shows a manager only when selected', async () => {
    const { latest, follow, tenant } = await deltaWorld()
    const [a, b] = [
      tenant.addUser({ userPrincipalName: 'a@contoso.com' }),
      tenant.addUser({ userPrincipalName: 'b@contoso.com' }),
    ]
    const start = await latest('&$select=displayName,manager')
    tenant.editUser(a.id, { manager: b.id })
    expect(valueOf(await follow(start))).toEqual([
      { id: a.id, displayName: 'a', 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: b.id }] },
    ])
  })

  it('lets a token live for seven days', async () => {
    const { latest, follow, clock } = await deltaWorld()
    const start = await latest()
    clock.now += 7 * DAY_MS - 1
    expect(await follow(start)).toMatchObject({ status: 200 })
    clock.now += 1
    expect(await follow(start)).toMatchObject({ status: 410, code: 'SyncStateNotFound' })
  })

  it('takes no token from another tenant, nor from before a reset', async () => {
    const { latest, follow, tenant, emulator, appToken } = await deltaWorld()
    tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    const start = await latest()
    emulator.tenant('fabrikam.com').grantConsent()
    const authorization = `Bearer ${await appToken('fabrikam.com')}`
    expect(await follow(start, { authorization })).toMatchObject({ status: 400 })
    emulator.reset()
    expect(await follow(start)).toMatchObject({ status: 410 })
  })

  it.each(['$top=5', '$expand=manager', '$orderby=displayName', '$deltatoken=rubbish'])('refuses %s', async (query) => {
    const { graph } = await deltaWorld()
    expect(await graph('GET', `/users/delta?${query}`)).toMatchObject({ status: 400 })
  })

  it('pages through many changes', async () => {
    const { latest, follow, tenant } = await deltaWorld({ pageSize: 2 })
    const start = await latest()
    for (const name of ['a', 'b', 'c']) tenant.addUser({ userPrincipalName: `${name}@contoso.com` })
    const first = await follow(start)
    expect(valueOf(first)).toHaveLength(2)
    const second = await follow(first)
    expect(valueOf(second)).toHaveLength(1)
    expect(second.body).toHaveProperty('@odata.deltaLink')
  })
})

describe('eventual consistency (graph-facts §3)', () => {
  it('lets reads, lists, filters and delta see a write only after the lag, and writes at once', async () => {
    const { graph, latest, follow, tenant, clock } = await deltaWorld({ lagMs: 5000 })
    const start = await latest()
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    const find = () => graph('GET', "/users?$filter=userPrincipalName eq 'adele@contoso.com'")
    expect(await graph('GET', `/users/${id}`)).toMatchObject({ status: 404 })
    expect(valueOf(await find())).toEqual([])
    expect(valueOf(await follow(start))).toEqual([])
    expect(await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk' })).toMatchObject({ status: 204 })
    clock.now += 5000
    expect(await graph('GET', `/users/${id}`)).toMatchObject({ status: 200, body: { jobTitle: 'Clerk' } })
    expect(valueOf(await find())).toHaveLength(1)
    expect(valueOf(await follow(start))).toMatchObject([{ id, jobTitle: 'Clerk' }])
  })

  it('shows the old sign-in name until a rename came through', async () => {
    const { graph, tenant, clock } = await deltaWorld({ lagMs: 5000 })
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    clock.now += 10_000
    await graph('PATCH', `/users/${id}`, { userPrincipalName: 'vance@contoso.com' })
    expect(await graph('GET', '/users/adele@contoso.com')).toMatchObject({ status: 200 })
    expect(await graph('GET', '/users/vance@contoso.com')).toMatchObject({ status: 404 })
    clock.now += 5000
    expect(await graph('GET', '/users/adele@contoso.com')).toMatchObject({ status: 404 })
    expect(await graph('GET', '/users/vance@contoso.com')).toMatchObject({ status: 200 })
  })
})
