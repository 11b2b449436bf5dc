import { describe, expect, it } from 'vitest'
import { CONTOSO, testWorld, textIn } from '../testing/graph-client.ts'

async function world(roles: string[]) {
  const made = await testWorld({ isConsented: false })
  const tenant = made.emulator.tenant(CONTOSO)
  tenant.grantConsent(roles)
  return { ...made, tenant, path: `/servicePrincipals(appId='${made.emulator.app.clientId}')` }
}

describe('the app’s own service principal (graph-facts §6.4)', () => {
  it('is found by its application id, by a filter and by its id', async () => {
    const { graph, path, emulator } = await world(['Application.Read.All'])
    const { status, body } = await graph('GET', path)
    expect({ status, appId: body.appId }).toEqual({ status: 200, appId: emulator.app.clientId })
    expect(await graph('GET', `/servicePrincipals/${textIn(body.id)}`)).toMatchObject({ status: 200 })
    const filter = encodeURIComponent(`appId eq '${emulator.app.clientId}'`)
    expect((await graph('GET', `/servicePrincipals?$filter=${filter}&$select=id`)).body.value).toEqual([
      { id: body.id },
    ])
    expect(await graph('GET', "/servicePrincipals(appId='nobody')")).toMatchObject({ status: 404 })
  })

  it('goes with Application.ReadWrite.All, and the app is out: AADSTS7000229', async () => {
    const { graph, path, tenant, token, emulator } = await world(['Application.ReadWrite.All'])
    expect(await graph('DELETE', path)).toMatchObject({ status: 204 })
    expect(tenant.isAppInstalled()).toBe(false)
    const { clientId, clientSecret } = emulator.app
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    const answer = await token({ ...form, scope: 'https://graph.microsoft.com/.default' })
    expect(answer.body.error_codes).toEqual([7000229])
  })

  it('stays with Application.ReadWrite.OwnedBy, until the app owns it (a belief)', async () => {
    const { graph, path, tenant } = await world(['Application.ReadWrite.OwnedBy'])
    expect(await graph('DELETE', path)).toMatchObject({ status: 403, code: 'Authorization_RequestDenied' })
    tenant.makeAppItsOwner()
    expect(await graph('DELETE', path)).toMatchObject({ status: 204 })
  })

  it('shows its directory roles among the role assignments', async () => {
    const { graph, path, tenant } = await world(['RoleManagement.Read.Directory', 'Application.Read.All'])
    tenant.assignAppRole('User Administrator')
    const { id } = (await graph('GET', path)).body
    const filter = encodeURIComponent(`principalId eq '${textIn(id)}'`)
    const { body } = await graph('GET', `/roleManagement/directory/roleAssignments?$filter=${filter}`)
    expect(body.value).toMatchObject([{ principalId: id, roleDefinitionId: 'fe930be7-5e62-47db-91af-98c3a49a38b1' }])
  })
})
