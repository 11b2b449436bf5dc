import { describe, expect, it } from 'vitest'
import { CONTOSO, newUser, testWorld } from '../testing/graph-client.ts'

async function worldWith(roles: string[]) {
  const world = await testWorld({ isConsented: false })
  const tenant = world.emulator.tenant(CONTOSO)
  tenant.grantConsent(roles)
  const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
  return { ...world, tenant, id }
}

describe('application permissions (graph-facts §2.1)', () => {
  it.each([
    ['User.ReadWrite.All', 'GET', '/organization', 403],
    ['User.Read.All', 'GET', '/organization', 200],
    ['User.Read.All', 'GET', '/users/delta', 200],
    ['User.ReadBasic.All', 'GET', '/users', 200],
    ['User.ReadBasic.All', 'GET', '/users/delta', 403],
    ['User.Read.All', 'POST', '/users', 403],
    ['User.ReadWrite.All', 'POST', '/users', 201],
    ['User.ReadWrite.All', 'GET', '/domains', 403],
    ['Domain.Read.All', 'GET', '/domains', 200],
    ['User.ReadWrite.All', 'GET', '/directoryRoles', 403],
    ['RoleManagement.Read.Directory', 'GET', '/directoryRoles', 200],
    ['RoleManagement.Read.Directory', 'GET', '/roleManagement/directory/roleAssignments', 200],
  ])('%s: %s %s → %i', async (role, method, path, status) => {
    const { graph } = await worldWith([role])
    const answer = await graph(method, path, method === 'POST' ? newUser('pat') : undefined)
    expect(answer).toMatchObject({ status, ...(status === 403 && { code: 'Authorization_RequestDenied' }) })
  })

  it('answers 403 before it says whether the object exists (a belief, not a fact)', async () => {
    const { graph } = await worldWith(['Domain.Read.All'])
    expect(await graph('GET', '/users/ed671625-128b-470c-a40c-972d08197191')).toMatchObject({ status: 403 })
  })

  it.each([
    ['User.ReadWrite.All', 404],
    ['User.Read.All', 403],
  ])('so an update without a property, of nobody, tells who may write: %s %i', async (role, status) => {
    const { graph } = await worldWith([role])
    expect(await graph('PATCH', '/users/ed671625-128b-470c-a40c-972d08197191', {})).toMatchObject({ status })
  })

  it('lets a narrow permission change its own properties only, all or nothing', async () => {
    const { graph, id, tenant } = await worldWith(['User.EnableDisableAccount.All', 'User.Read.All'])
    expect(await graph('PATCH', `/users/${id}`, { accountEnabled: false, jobTitle: 'Clerk' })).toMatchObject({
      status: 403,
    })
    expect(tenant.user(id)?.accountEnabled).toBe(true)
    expect(await graph('PATCH', `/users/${id}`, { accountEnabled: false })).toMatchObject({ status: 204 })
  })

  it('says of the organization that it is synced as soon as somebody in it came from Windows AD', async () => {
    const { graph, tenant } = await worldWith(['User.Read.All'])
    const isSynced = async () => {
      const { body } = await graph('GET', '/organization?$select=onPremisesSyncEnabled')
      return JSON.stringify(body.value)
    }
    expect(await isSynced()).not.toContain('true')
    tenant.addUser({ userPrincipalName: 'synced@contoso.com', onPremisesSyncEnabled: true })
    expect(await isSynced()).toContain('"onPremisesSyncEnabled":true')
  })

  it('lists who holds which role', async () => {
    const { graph, tenant } = await worldWith(['RoleManagement.Read.Directory'])
    const admin = tenant.user('admin@contoso.com')?.id ?? ''
    const assignments = await graph(
      'GET',
      `/roleManagement/directory/roleAssignments?$filter=principalId eq '${admin}'`,
    )
    expect(assignments.body.value).toMatchObject([
      { principalId: admin, roleDefinitionId: '62e90394-69f5-4237-9190-012177145e10', directoryScopeId: '/' },
    ])
  })
})

describe('tokens that Graph does not take (graph-facts §2.6 l)', () => {
  it.each([
    ['none', '', 'Access token is empty.'],
    ['garbage', 'Bearer garbage', 'CompactToken parsing failed with error code: 80049217'],
  ])('%s', async (_, authorization, message) => {
    const { graph } = await worldWith(['User.Read.All'])
    const answer = await graph('GET', '/users', undefined, { authorization })
    expect(answer).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken', message })
    expect(answer.body.error).toMatchObject({ innerError: { date: '2026-11-02T09:00:00' } })
  })

  it('an expired one, an ID token, and one signed by a stranger', async () => {
    const { graph, emulator, clock, appToken } = await worldWith(['User.Read.All'])
    const token = await appToken()
    const send = (bearer: string) => graph('GET', '/users', undefined, { authorization: `Bearer ${bearer}` })
    expect(await send(token)).toMatchObject({ status: 200 })
    const user = { tenant: CONTOSO, user: 'admin@contoso.com' }
    expect(await send(await emulator.idToken(user))).toMatchObject({
      message: 'Access token validation failure. Invalid audience.',
    })
    expect(await send(await emulator.idToken({ ...user, signWith: 'unknown-key' }))).toMatchObject({ status: 401 })
    clock.now += 3_600_000
    expect(await send(token)).toMatchObject({
      status: 401,
      message: 'Lifetime validation failed, the token is expired.',
    })
  })
})

describe('every answer (graph-facts §1.1, §2.2)', () => {
  it('carries a request id, echoes ours, and names its cost', async () => {
    const { graph, emulator } = await worldWith(['User.Read.All'])
    const { headers } = await graph('GET', '/organization', undefined, { 'client-request-id': 'ours' })
    expect(headers.get('client-request-id')).toBe('ours')
    expect(headers.get('request-id')).toMatch(/^[\da-f-]{36}$/)
    expect(headers.get('x-ms-ags-diagnostic')).toContain('ServerInfo')
    expect(headers.get('x-ms-resource-unit')).toBe('1')
    expect(emulator.requests({ pattern: 'GET /organization' })).toMatchObject([
      { requestId: headers.get('request-id'), clientRequestId: 'ours' },
    ])
  })

  it.each([
    ['GET', '/unicorns', 400],
    ['PUT', '/users', 405],
    ['GET', '/users/%E0%A4%A', 400],
    ['GET', '/users/adele@contoso.com/shoes', 400],
  ])('%s %s is refused in Graph’s own shape', async (method, path, status) => {
    const { graph } = await worldWith(['User.Read.All'])
    expect(await graph(method, path)).toMatchObject({ status, code: expect.any(String) })
  })

  it('refuses a body that is not JSON', async () => {
    const { emulator, appToken } = await worldWith(['User.ReadWrite.All'])
    const response = await emulator.fetch('https://graph.microsoft.com/v1.0/users', {
      method: 'POST',
      headers: { authorization: `Bearer ${await appToken()}`, 'content-type': 'application/json' },
      body: '{"displayName":',
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'BadRequest' } })
  })
})
