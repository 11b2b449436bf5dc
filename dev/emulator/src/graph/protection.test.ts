import { describe, expect, it } from 'vitest'
import { CONTOSO, newUser, testWorld } from '../testing/graph-client.ts'

async function world(roles?: string[]) {
  const made = await testWorld({ isConsented: false })
  const tenant = made.emulator.tenant(CONTOSO)
  tenant.grantConsent(roles)
  const add = (name: string) => tenant.addUser({ userPrincipalName: `${name}@contoso.com` }).id
  return { ...made, tenant, add }
}

const denied = { status: 403, code: 'Authorization_RequestDenied' }
const password = { passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' } }

describe('sensitive actions (graph-facts §2.2)', () => {
  it.each(['members', 'owners'] as const)('spare %s of a role-assignable group, who are plain users', async (kind) => {
    const { graph, tenant, add } = await world()
    const id = add('adele')
    const group = tenant.addGroup({ displayName: 'Admins', isAssignableToRole: true, [kind]: [id] })
    const sensitive: [string, string, object?][] = [
      ['PATCH', `/users/${id}`, { accountEnabled: false }],
      ['PATCH', `/users/${id}`, { userPrincipalName: 'b@contoso.com', jobTitle: 'Clerk' }],
      ['PATCH', `/users/${id}`, { otherMails: [] }],
      ['DELETE', `/users/${id}`],
    ]
    for (const [method, path, body] of sensitive)
      expect(await graph(method, path, body && { ...body })).toMatchObject(denied)
    expect(await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk' })).toMatchObject({ status: 204 })
    tenant.removeFromGroup(group.id, id, kind)
    expect(await graph('PATCH', `/users/${id}`, { accountEnabled: false })).toMatchObject({ status: 204 })
  })

  it('leave members of other groups alone', async () => {
    const { graph, tenant, add } = await world()
    const id = add('adele')
    tenant.addGroup({ displayName: 'Staff', members: [id], owners: [id] })
    expect(await graph('PATCH', `/users/${id}`, { accountEnabled: false })).toMatchObject({ status: 204 })
  })

  it('reach as far as a directory role of the app itself', async () => {
    const { graph, tenant, add } = await world()
    const id = add('adele')
    tenant.assignRole(id, 'Helpdesk Administrator')
    expect(await graph('PATCH', `/users/${id}`, { accountEnabled: false })).toMatchObject(denied)
    tenant.assignAppRole('User Administrator')
    expect(await graph('PATCH', `/users/${id}`, { accountEnabled: false })).toMatchObject({ status: 204 })
    tenant.assignRole(id, 'Global Administrator')
    expect(await graph('PATCH', `/users/${id}`, { accountEnabled: true })).toMatchObject(denied)
    tenant.removeAppRole('User Administrator')
  })
})

describe('permissions per property (graph-facts §2.1)', () => {
  it('a password needs User Administrator for the app, on top of a permission', async () => {
    const { graph, tenant, add } = await world()
    const id = add('adele')
    expect(await graph('PATCH', `/users/${id}`, password)).toMatchObject(denied)
    tenant.assignAppRole('User Administrator')
    const before = tenant.user(id)?.lastPasswordChangeDateTime
    expect(await graph('PATCH', `/users/${id}`, password)).toMatchObject({ status: 204 })
    expect(tenant.user(id)).toMatchObject({ lastPasswordChangeDateTime: '2026-11-02T09:00:00Z' })
    expect(before).toBeUndefined()
    expect(tenant.user(id)).not.toHaveProperty('passwordProfile')
    const weak = { passwordProfile: { password: 'password' } }
    expect(await graph('PATCH', `/users/${id}`, weak)).toMatchObject({ status: 400 })
  })

  it.each([
    [['User-Mail.ReadWrite.All'], { otherMails: ['a@home.example'] }, 204],
    [['User-Mail.ReadWrite.All'], { mobilePhone: '1' }, 403],
    [['User-Phone.ReadWrite.All'], { mobilePhone: '1', businessPhones: ['2'] }, 204],
    [['User-Phone.ReadWrite.All'], { mobilePhone: '1', city: 'Leeds' }, 403],
    [['User-PasswordProfile.ReadWrite.All'], password, 403],
    [['User.EnableDisableAccount.All'], { accountEnabled: false }, 403],
    [['User.EnableDisableAccount.All', 'User.Read.All'], { accountEnabled: false }, 204],
    [['User.ReadWrite.All'], { identities: [] }, 403],
    [['User.ManageIdentities.All'], { identities: [] }, 204],
    [['User.ReadWrite.All'], { employeeLeaveDateTime: '2027-01-01T00:00:00Z' }, 403],
    [['User.Read.All', 'User-LifeCycleInfo.ReadWrite.All'], { employeeLeaveDateTime: '2027-01-01T00:00:00Z' }, 204],
    [['User.ReadWrite.All'], { customSecurityAttributes: {} }, 403],
    [['Directory.ReadWrite.All'], { city: 'Leeds' }, 204],
  ])('%j: PATCH %j → %i', async (roles, patch, status) => {
    const { graph, add } = await world(roles)
    expect(await graph('PATCH', `/users/${add('adele')}`, patch)).toMatchObject({ status })
  })

  it.each([
    [false, 403, 403],
    [true, 201, 204],
  ])('User.Create and User.ReadUpdate.All: %s → %i, %i', async (knowsUserCreate, created, updated) => {
    const { emulator, graph } = await testWorld({ isConsented: false, beliefs: { knowsUserCreate } })
    const tenant = emulator.tenant(CONTOSO)
    tenant.grantConsent(['User.Create', 'User.ReadUpdate.All'])
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    expect(await graph('POST', '/users', newUser('pat'))).toMatchObject({ status: created })
    expect(await graph('PATCH', `/users/${id}`, { city: 'Leeds' })).toMatchObject({ status: updated })
  })

  it('nothing changes when one of two properties is refused', async () => {
    const { graph, tenant, add } = await world(['User.EnableDisableAccount.All', 'User.Read.All'])
    const id = add('adele')
    await graph('PATCH', `/users/${id}`, { accountEnabled: false, ...password })
    expect(tenant.user(id)?.accountEnabled).toBe(true)
  })
})
