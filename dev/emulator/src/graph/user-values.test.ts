import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json.ts'
import type { EmulatorOptions } from '../emulator.ts'
import { CONTOSO, newUser, testWorld } from '../testing/graph-client.ts'

async function world(user: JsonObject = {}, options: EmulatorOptions = {}) {
  const made = await testWorld(options)
  const tenant = made.emulator.tenant(CONTOSO)
  const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com', ...user })
  const patch = (body: JsonObject) => made.graph('PATCH', `/users/${id}`, body)
  return { ...made, tenant, id, patch, user: () => tenant.user(id) }
}

describe('values of a user (graph-facts §2.3)', () => {
  it.each([
    ['ageGroup', 'Old'],
    ['authorizationInfo', { certificateUserIds: 'x' }],
    ['employeeOrgData', { division: 'North', team: 'A' }],
    ['employeeOrgData', { division: 7 }],
    ['onPremisesExtensionAttributes', { extensionAttribute16: 'x' }],
    ['onPremisesExtensionAttributes', { extensionAttribute1: 'x'.repeat(1025) }],
    ['onPremisesImmutableId', 'a_b'],
    ['otherMails', ['accént@home.example']],
    ['otherMails', Array.from({ length: 251 }, (_, index) => `a${index}@home.example`)],
    ['otherMails', [`${'a'.repeat(240)}@home.example`]],
    ['passwordPolicies', 'NeverExpires'],
    ['preferredLanguage', 'English!'],
    ['streetAddress', 'x'.repeat(1025)],
    ['postalCode', 'x'.repeat(41)],
    ['mail', 'josé@contoso.com'],
    ['userType', 'Visitor'],
  ])('refuse %s = %j, naming the property', async (name, value) => {
    const { patch } = await world()
    const { status, body } = await patch({ [name]: value })
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ details: [{ code: 'InvalidValue', target: name }] })
  })

  it('employeeOrgData is replaced as a whole, extension attributes one by one', async () => {
    const { graph, patch, id } = await world()
    await patch({ employeeOrgData: { division: 'North', costCenter: '7' } })
    await patch({ employeeOrgData: { division: 'South' }, onPremisesExtensionAttributes: { extensionAttribute1: 'a' } })
    await patch({ onPremisesExtensionAttributes: { extensionAttribute2: 'b' } })
    const { body } = await graph('GET', `/users/${id}?$select=employeeOrgData,onPremisesExtensionAttributes`)
    expect(body.employeeOrgData).toEqual({ division: 'South', costCenter: null })
    expect(body.onPremisesExtensionAttributes).toMatchObject({
      extensionAttribute1: 'a',
      extensionAttribute2: 'b',
      extensionAttribute15: null,
    })
  })

  it('extension attributes of somebody who was synced once are read-only, the rest is not (§2.6 j)', async () => {
    const { patch } = await world({ onPremisesSyncEnabled: false })
    expect(await patch({ onPremisesExtensionAttributes: { extensionAttribute1: 'a' } })).toMatchObject({
      status: 400,
      code: 'Request_BadRequest',
      message: 'Unable to update the specified properties for objects that have originated within an external service.',
    })
    expect(await patch({ jobTitle: 'Clerk' })).toMatchObject({ status: 204 })
  })

  it('the manager of somebody from Windows AD comes from there too (a belief)', async () => {
    const { graph, tenant, id } = await world({ onPremisesSyncEnabled: true })
    const boss = tenant.addUser({ userPrincipalName: 'boss@contoso.com' })
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${boss.id}` }
    expect(await graph('PUT', `/users/${id}/manager/$ref`, reference)).toMatchObject({ status: 400 })
  })

  it('employeeHireDate is written, or refused where that is believed', async () => {
    const date = { employeeHireDate: '2026-11-02T00:00:00Z' }
    expect(await (await world()).patch(date)).toMatchObject({ status: 204 })
    const strict = await world({}, { beliefs: { canWriteHireDate: false } })
    expect(await strict.patch({ ...date, city: 'Leeds' })).toMatchObject({ status: 403 })
    expect(await strict.graph('POST', '/users', newUser('pat', date))).toMatchObject({ status: 403 })
    expect(strict.user()?.city).toBeUndefined()
  })

  it('constructor is nobody’s property', async () => {
    const { graph, patch } = await world()
    expect(await patch({ constructor: null })).toMatchObject({ status: 400 })
    expect(await graph('GET', '/users?$select=constructor')).toMatchObject({ status: 400 })
    expect(await graph('GET', "/users?$filter=toString eq 'a'")).toMatchObject({ status: 400 })
  })
})

describe('what a user shares with nobody (graph-facts §2.4)', () => {
  it('is the immutable id too', async () => {
    const { graph } = await world({ onPremisesImmutableId: 'AbC=' })
    const { status, body } = await graph('POST', '/users', newUser('pat', { onPremisesImmutableId: 'AbC=' }))
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ details: [{ code: 'ObjectConflict', target: 'onPremisesImmutableId' }] })
  })

  it('is needed in a federated domain (§2.3)', async () => {
    const { graph, tenant } = await world()
    tenant.addDomain('fed.contoso.com', { isFederated: true })
    const pat = newUser('pat', { userPrincipalName: 'pat@fed.contoso.com' })
    expect(await graph('POST', '/users', pat)).toMatchObject({ status: 400, code: 'Request_BadRequest' })
    expect(await graph('POST', '/users', { ...pat, onPremisesImmutableId: 'AbC=' })).toMatchObject({ status: 201 })
    const { body } = await graph('GET', '/organization?$select=verifiedDomains')
    expect(JSON.stringify(body.value)).toContain('"name":"fed.contoso.com","type":"Federated"')
  })

  it('may be a deleted user’s sign-in name, where that is believed', async () => {
    const options = { beliefs: { deletedKeepSignInName: false } }
    for (const [more, status] of [
      [{}, 400],
      [options, 201],
    ] as const) {
      const { graph, tenant, id } = await world({}, more)
      tenant.deleteUser(id)
      expect(await graph('POST', '/users', newUser('adele'))).toMatchObject({ status })
    }
  })

  it('are verified addresses only with somebody who has a mailbox; Exchange drops others without a word (§2.3)', async () => {
    const { graph, tenant, id, patch, user } = await world({ mail: 'adele@contoso.com', usageLocation: 'GB' })
    const exchange = { addLicenses: [{ skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900' }], removeLicenses: [] }
    expect(await graph('POST', `/users/${id}/assignLicense`, exchange)).toMatchObject({ status: 200 })
    expect(await patch({ mail: 'adele@elsewhere.example' })).toMatchObject({ status: 204 })
    expect(user()?.proxyAddresses).toEqual(['smtp:adele@contoso.com'])
    expect(tenant.user(id)?.mail).toBe('adele@elsewhere.example')
  })
})
