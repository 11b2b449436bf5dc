import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

const E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900'
const P1 = '078d2b04-f1bd-4111-bbd4-b4b1b354cef4'
const EXCHANGE = 'efb87545-963c-4e0d-99df-69c6916d9eb0'

async function world(usageLocation: string | undefined = 'GB') {
  const made = await testWorld({ isConsented: false })
  const tenant = made.emulator.tenant(CONTOSO)
  tenant.grantConsent(['LicenseAssignment.ReadWrite.All', 'LicenseAssignment.Read.All', 'User.ReadWrite.All'])
  const add = (name: string) =>
    tenant.addUser({ userPrincipalName: `${name}@contoso.com`, ...(usageLocation !== '' && { usageLocation }) }).id
  const assign = (id: string, addLicenses: Json, removeLicenses: Json = []) =>
    made.graph('POST', `/users/${id}/assignLicense`, { addLicenses, removeLicenses })
  return { ...made, tenant, add, assign }
}

describe('licences (graph-facts §2.5)', () => {
  it('are given and taken, counted, and answered with the user', async () => {
    const { graph, add, assign } = await world()
    const id = add('adele')
    expect(await assign(id, [{ skuId: E3, disabledPlans: [EXCHANGE] }])).toMatchObject({ status: 200, body: { id } })
    const { body } = await graph('GET', `/users/${id}?$select=assignedLicenses,assignedPlans`)
    expect(body.assignedLicenses).toEqual([{ skuId: E3, disabledPlans: [EXCHANGE] }])
    expect(JSON.stringify(body.assignedPlans)).not.toContain(EXCHANGE)
    const consumed = async () => (await graph('GET', '/subscribedSkus?$select=skuId,consumedUnits')).body.value
    expect(await consumed()).toEqual([
      { skuId: E3, consumedUnits: 1 },
      { skuId: P1, consumedUnits: 0 },
    ])
    expect(await assign(id, [], [E3])).toMatchObject({ status: 200 })
    expect(await consumed()).toMatchObject([{ consumedUnits: 0 }, {}])
  })

  it('need a usageLocation', async () => {
    const { add, assign } = await world('')
    expect(await assign(add('adele'), [{ skuId: E3 }])).toMatchObject({
      status: 400,
      code: 'Request_BadRequest',
      message: 'License assignment cannot be done for user with invalid usage location.',
    })
  })

  it.each<[string, Json, Json]>([
    ['one array missing', [{ skuId: E3 }], null],
    ['the other missing', null, []],
    ['a product that was not bought', [{ skuId: EXCHANGE }], []],
    ['a plan of another product', [{ skuId: P1, disabledPlans: [EXCHANGE] }], []],
    ['something to take that nobody has', [], [E3]],
  ])('are refused with %s', async (_, addLicenses, removeLicenses) => {
    const { add, assign } = await world()
    expect(await assign(add('adele'), addLicenses, removeLicenses)).toMatchObject({
      status: 400,
      code: 'Request_BadRequest',
    })
  })

  it('run out', async () => {
    const { add, assign } = await world()
    const one = [{ skuId: P1 }]
    for (const name of ['a', 'b']) expect(await assign(add(name), one)).toMatchObject({ status: 200 })
    expect(await assign(add('c'), one)).toMatchObject({
      status: 400,
      message: `Subscription with SKU ${P1} does not have any available licenses.`,
    })
  })
})
