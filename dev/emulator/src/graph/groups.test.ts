import { describe, expect, it } from 'vitest'
import { type JsonObject, isObject } from '../json.ts'
import { type Answer, CONTOSO, testWorld, textIn } from '../testing/graph-client.ts'

const groupRoles = ['Group.ReadWrite.All', 'GroupMember.ReadWrite.All', 'User.ReadWrite.All', 'Directory.Read.All']

async function groupWorld(roles = groupRoles, options: { lagMs?: number; pageSize?: number } = {}) {
  const world = await testWorld({ isConsented: false, ...options })
  const tenant = world.emulator.tenant(CONTOSO)
  tenant.grantConsent(roles)
  const people = ['a', 'b', 'c'].map((name) => tenant.addUser({ userPrincipalName: `${name}@contoso.com` }).id)
  const [a = '', b = '', c = ''] = people
  return { ...world, tenant, a, b, c }
}

const reference = (id: string, set = 'directoryObjects') => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/${set}/${id}`,
})
const uri = (id: string) => reference(id)['@odata.id']
const security = (more: JsonObject = {}): JsonObject => ({
  displayName: 'Staff',
  mailEnabled: false,
  mailNickname: 'staff',
  securityEnabled: true,
  ...more,
})
const idsIn = ({ body }: Answer) =>
  Array.isArray(body.value) ? body.value.flatMap((item) => (isObject(item) ? [item.id] : [])) : []

describe('groups (https://learn.microsoft.com/graph/api/group-post-groups)', () => {
  it('are created, read, changed and deleted', async () => {
    const { graph, a } = await groupWorld()
    const created = await graph('POST', '/groups', security({ 'members@odata.bind': [uri(a)] }))
    expect(created).toMatchObject({ status: 201, body: { displayName: 'Staff', groupTypes: [], mail: null } })
    const id = textIn(created.body.id)
    expect(idsIn(await graph('GET', `/groups/${id}/members`))).toEqual([a])
    expect(await graph('PATCH', `/groups/${id}`, { description: 'All of us' })).toMatchObject({ status: 204 })
    expect(await graph('GET', `/groups/${id}?$select=description`)).toMatchObject({
      body: { description: 'All of us' },
    })
    expect(idsIn(await graph('GET', "/groups?$filter=startsWith(displayName,'sta')"))).toEqual([id])
    expect(await graph('DELETE', `/groups/${id}`)).toMatchObject({ status: 204 })
    expect(await graph('GET', `/groups/${id}`)).toMatchObject({ status: 404, code: 'Request_ResourceNotFound' })
  })

  it.each([
    ['no name', { displayName: null }],
    ['a mail-enabled security group', { mailEnabled: true }],
    ['neither mail nor security', { securityEnabled: false }],
    ['a dynamic group without a rule', { groupTypes: ['DynamicMembership'] }],
    [
      'a dynamic role-assignable group',
      { groupTypes: ['DynamicMembership'], membershipRule: 'x', isAssignableToRole: true },
    ],
    ['a type that does not exist', { groupTypes: ['Secret'] }],
    ['a nickname with blanks', { mailNickname: 'all of us' }],
    ['an unknown property', { shoeSize: 44 }],
  ])('are not created with %s', async (_, more) => {
    const { graph, tenant } = await groupWorld([...groupRoles, 'RoleManagement.ReadWrite.Directory'])
    expect(await graph('POST', '/groups', security(more))).toMatchObject({ status: 400, code: 'Request_BadRequest' })
    expect(tenant.groups()).toEqual([])
  })

  it('that can hold roles need RoleManagement.ReadWrite.Directory for everything (graph-facts §2.1)', async () => {
    const { graph, tenant, a } = await groupWorld()
    expect(await graph('POST', '/groups', security({ isAssignableToRole: true }))).toMatchObject({ status: 403 })
    const { id } = tenant.addGroup({ displayName: 'Admins', isAssignableToRole: true })
    expect(await graph('POST', `/groups/${id}/members/$ref`, reference(a))).toMatchObject({ status: 403 })
    expect(await graph('DELETE', `/groups/${id}`)).toMatchObject({ status: 403 })
    const { graph: trusted } = await groupWorld([...groupRoles, 'RoleManagement.ReadWrite.Directory'])
    expect(await trusted('POST', '/groups', security({ isAssignableToRole: true }))).toMatchObject({ status: 201 })
  })

  it('of Microsoft 365 have an address that nobody else can take (§2.4)', async () => {
    const { graph } = await groupWorld()
    const unified = security({ groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false })
    const { body } = await graph('POST', '/groups', unified)
    expect(body).toMatchObject({ mail: 'staff@contoso.com', proxyAddresses: ['SMTP:staff@contoso.com'] })
    const id = textIn(body.id)
    const conflict = { details: [{ code: 'ObjectConflict', target: 'proxyAddresses' }, { target: id }] }
    const taken = async () => {
      const user = {
        userPrincipalName: 'x@contoso.com',
        mail: 'Staff@contoso.com',
        displayName: 'X',
        mailNickname: 'x',
      }
      const more = { accountEnabled: true, passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' } }
      return (await graph('POST', '/users', { ...user, ...more })).body.error
    }
    expect(await taken()).toMatchObject(conflict)
    await graph('DELETE', `/groups/${id}`)
    expect(await taken()).toMatchObject(conflict)
    expect((await graph('POST', '/groups', unified)).body.error).toMatchObject(conflict)
  })

  it('page, count and sort like users', async () => {
    const { graph, tenant } = await groupWorld(groupRoles, { pageSize: 2 })
    for (const displayName of ['Two', 'One', 'Three']) tenant.addGroup({ displayName })
    const page = await graph('GET', '/groups?$orderby=displayName&$select=displayName')
    expect(page.body.value).toEqual([{ displayName: 'One' }, { displayName: 'Three' }])
    const next = textIn(page.body['@odata.nextLink']).slice('https://graph.microsoft.com/v1.0'.length)
    expect((await graph('GET', next)).body.value).toEqual([{ displayName: 'Two' }])
    expect(await graph('GET', '/groups/$count', undefined, { ConsistencyLevel: 'eventual' })).toMatchObject({
      status: 200,
    })
  })
})

describe('members (graph-facts §2.5)', () => {
  it('come and go by reference; a second time is 400, and 404', async () => {
    const { graph, tenant, a } = await groupWorld()
    const { id } = tenant.addGroup({ displayName: 'Staff' })
    const add = () => graph('POST', `/groups/${id}/members/$ref`, reference(a, 'users'))
    expect(await add()).toMatchObject({ status: 204 })
    expect(await add()).toMatchObject({
      status: 400,
      code: 'Request_BadRequest',
      message: "One or more added object references already exist for the following modified properties: 'members'.",
    })
    expect(await graph('GET', `/users/${a}/memberOf?$select=id,displayName`)).toMatchObject({
      body: { value: [{ '@odata.type': '#microsoft.graph.group', id, displayName: 'Staff' }] },
    })
    expect(await graph('DELETE', `/groups/${id}/members/${a}/$ref`)).toMatchObject({ status: 204 })
    expect(await graph('DELETE', `/groups/${id}/members/${a}/$ref`)).toMatchObject({ status: 404 })
    expect(tenant.user(a)).toBeDefined()
  })

  it('are bound up to twenty at once, all or none', async () => {
    const { graph, tenant, a, b } = await groupWorld()
    const { id } = tenant.addGroup({ displayName: 'Staff' })
    const bind = (ids: string[]) => graph('PATCH', `/groups/${id}`, { 'members@odata.bind': ids.map(uri) })
    expect(await bind([a, 'ed671625-128b-470c-a40c-972d08197191'])).toMatchObject({ status: 404 })
    expect(await bind(Array.from({ length: 21 }, () => a))).toMatchObject({ status: 400 })
    expect(tenant.membersOf(id)).toEqual([])
    expect(await bind([a, b])).toMatchObject({ status: 204 })
    expect(tenant.membersOf(id)).toEqual([a, b])
  })

  it('GroupMember.ReadWrite.All changes them, and nothing else of a group', async () => {
    const { graph, tenant, a } = await groupWorld(['GroupMember.ReadWrite.All'])
    const { id } = tenant.addGroup({ displayName: 'Staff' })
    expect(await graph('PATCH', `/groups/${id}`, { 'members@odata.bind': [uri(a)] })).toMatchObject({ status: 204 })
    expect(await graph('PATCH', `/groups/${id}`, { displayName: 'Us' })).toMatchObject({ status: 403 })
  })

  it('deletes the member itself where `/$ref` was forgotten and the app may: the trap', async () => {
    const { graph, tenant, a, b } = await groupWorld()
    const { id } = tenant.addGroup({ displayName: 'Staff', members: [a] })
    expect(await graph('DELETE', `/groups/${id}/members/${b}`)).toMatchObject({ status: 404 })
    expect(await graph('DELETE', `/groups/${id}/members/${a}`)).toMatchObject({ status: 204 })
    expect(tenant.user(a)).toBeUndefined()
    expect(tenant.deletedUsers()).toMatchObject([{ id: a }])
  })

  it('refuses the same without a permission for users', async () => {
    const { graph, tenant, a } = await groupWorld(['GroupMember.ReadWrite.All'])
    const { id } = tenant.addGroup({ displayName: 'Staff', members: [a] })
    expect(await graph('DELETE', `/groups/${id}/members/${a}`)).toMatchObject({ status: 403 })
    expect(tenant.user(a)).toBeDefined()
  })

  it.each([
    ['a distribution list', { mailEnabled: true, securityEnabled: false }, 403],
    ['a mail-enabled security group', { mailEnabled: true }, 403],
    ['a dynamic group', { groupTypes: ['DynamicMembership'] }, 403],
    ['a group from Windows AD', { onPremisesSyncEnabled: true }, 400],
  ])('of %s are not for Graph to change', async (_, more, status) => {
    const { graph, tenant, a, b } = await groupWorld()
    const { id } = tenant.addGroup({ displayName: 'Staff', members: [b], ...more })
    expect(await graph('POST', `/groups/${id}/members/$ref`, reference(a))).toMatchObject({ status })
    expect(await graph('DELETE', `/groups/${id}/members/${b}/$ref`)).toMatchObject({ status })
    expect(tenant.membersOf(id)).toEqual([b])
  })

  it.each(['', 'https://graph.microsoft.com/v1.0/users/%', 'https://graph.microsoft.com/v1.0/teams/1'])(
    'refuses the reference “%s”',
    async (text) => {
      const { graph, tenant } = await groupWorld()
      const { id } = tenant.addGroup({ displayName: 'Staff' })
      expect(await graph('POST', `/groups/${id}/members/$ref`, { '@odata.id': text })).toMatchObject({ status: 400 })
    },
  )

  it('cannot be added while the group is too new for this replica (§3)', async () => {
    const { graph, clock, a } = await groupWorld(groupRoles, { lagMs: 5000 })
    clock.now += 6000
    const { body } = await graph('POST', '/groups', security())
    const add = () => graph('POST', `/groups/${textIn(body.id)}/members/$ref`, reference(a))
    expect(await graph('GET', `/groups/${textIn(body.id)}`)).toMatchObject({ status: 404 })
    expect(await add()).toMatchObject({
      status: 400,
      message: "The source resource object or one of the objects being referenced don't exist.",
    })
    clock.now += 5000
    expect(await add()).toMatchObject({ status: 204 })
  })

  it('through groups in groups show in transitiveMemberOf, getMemberGroups and checkMemberGroups', async () => {
    const { graph, tenant, a } = await groupWorld([...groupRoles, 'User.Read.All', 'GroupMember.Read.All'])
    const inner = tenant.addGroup({ displayName: 'Inner', members: [a] })
    const outer = tenant.addGroup({ displayName: 'Outer', members: [inner.id] })
    expect(idsIn(await graph('GET', `/users/${a}/memberOf`))).toEqual([inner.id])
    expect(idsIn(await graph('GET', `/users/${a}/transitiveMemberOf`))).toEqual([inner.id, outer.id])
    const both = { body: { value: [inner.id, outer.id] } }
    expect(await graph('POST', `/users/${a}/getMemberGroups`, { securityEnabledOnly: false })).toMatchObject(both)
    const groupIds = [outer.id, 'ed671625-128b-470c-a40c-972d08197191']
    const checked = await graph('POST', `/users/${a}/checkMemberGroups`, { groupIds })
    expect(checked.body.value).toEqual([outer.id])
  })

  it('keep the last owner', async () => {
    const { graph, tenant, a, b } = await groupWorld()
    const { id } = tenant.addGroup({ displayName: 'Staff', owners: [a] })
    expect(await graph('DELETE', `/groups/${id}/owners/${a}/$ref`)).toMatchObject({ status: 400 })
    expect(await graph('POST', `/groups/${id}/owners/$ref`, reference(b))).toMatchObject({ status: 204 })
    expect(await graph('DELETE', `/groups/${id}/owners/${a}/$ref`)).toMatchObject({ status: 204 })
    expect(idsIn(await graph('GET', `/groups/${id}/owners`))).toEqual([b])
  })
})

describe('directory objects', () => {
  it('are found by id whatever their type; getByIds leaves out what is not there', async () => {
    const { graph, tenant, a } = await groupWorld()
    const { id } = tenant.addGroup({ displayName: 'Staff' })
    expect(await graph('GET', `/directoryObjects/${id}?$select=displayName`)).toMatchObject({
      body: { '@odata.type': '#microsoft.graph.group', displayName: 'Staff' },
    })
    const ids = [a, id, 'ed671625-128b-470c-a40c-972d08197191']
    expect(idsIn(await graph('POST', '/directoryObjects/getByIds?$select=id', { ids }))).toEqual([a, id])
    expect(idsIn(await graph('POST', '/directoryObjects/getByIds', { ids, types: ['group'] }))).toEqual([id])
    expect(await graph('POST', '/directoryObjects/getByIds', { ids: [] })).toMatchObject({ status: 400 })
  })
})
