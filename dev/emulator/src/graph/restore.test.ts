import { describe, expect, it } from 'vitest'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

async function world() {
  const made = await testWorld()
  const tenant = made.emulator.tenant(CONTOSO)
  const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com', mail: 'adele.v@contoso.com' })
  tenant.deleteUser(id)
  const restore = (body?: Record<string, boolean>) => made.graph('POST', `/directory/deletedItems/${id}/restore`, body)
  return { ...made, tenant, id, restore }
}

describe('restoring (https://learn.microsoft.com/graph/api/directory-deleteditems-restore)', () => {
  it('is refused while somebody else has the sign-in name', async () => {
    const { tenant, restore } = await world()
    tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    const { status, body } = await restore({ autoReconcileProxyConflict: true })
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }] })
  })

  it('is refused while somebody else has an address, or lets go of the address', async () => {
    const { tenant, restore, id } = await world()
    const other = tenant.addUser({ userPrincipalName: 'av@contoso.com', mail: 'adele.v@contoso.com' })
    expect((await restore()).body.error).toMatchObject({
      details: [
        { code: 'ObjectConflict', target: 'proxyAddresses' },
        { code: 'ConflictingObjects', target: other.id },
      ],
    })
    expect(await restore({ autoReconcileProxyConflict: true })).toMatchObject({ status: 200, body: { id, mail: null } })
    expect(tenant.user(id)?.proxyAddresses).toEqual(['smtp:adele@contoso.com'])
  })

  it('brings the memberships back', async () => {
    const { tenant, restore, id, emulator } = await world()
    tenant.restoreUser(id)
    tenant.addGroup({ displayName: 'Staff', members: [id] })
    tenant.deleteUser(id)
    await restore()
    expect(emulator.tenant(CONTOSO).membersOf('Staff')).toEqual([id])
  })

  it('works for Microsoft 365 groups, with a permission for groups, and opens nothing of a user', async () => {
    const { emulator, graph } = await testWorld({ isConsented: false })
    const tenant = emulator.tenant(CONTOSO)
    tenant.grantConsent(['Group.ReadWrite.All'])
    const user = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    tenant.deleteUser(user.id)
    const { id } = tenant.addGroup({ displayName: 'Team', groupTypes: ['Unified'], members: [] })
    const security = tenant.addGroup({ displayName: 'Staff' })
    for (const group of [id, security.id]) await graph('DELETE', `/groups/${group}`)
    const bin = await graph('GET', '/directory/deletedItems/microsoft.graph.group?$select=id,deletedDateTime')
    expect(bin.body.value).toEqual([{ id, deletedDateTime: '2026-11-02T09:00:00Z' }])
    expect(await graph('GET', `/directory/deletedItems/${id}`)).toMatchObject({ status: 200, body: { id } })
    expect(await graph('POST', `/directory/deletedItems/${id}/restore`)).toMatchObject({ status: 200, body: { id } })
    expect(await graph('GET', `/groups/${id}`)).toMatchObject({ status: 200 })
    for (const [method, path] of [
      ['GET', `/directory/deletedItems/${user.id}`],
      ['DELETE', `/directory/deletedItems/${user.id}`],
      ['POST', `/directory/deletedItems/${user.id}/restore`],
    ] as const)
      expect(await graph(method, path)).toMatchObject({ status: 403 })
  })

  it('takes no parameters that do not exist', async () => {
    const { restore } = await world()
    expect(await restore({ force: true })).toMatchObject({ status: 400 })
  })
})
