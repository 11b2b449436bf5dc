import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json.ts'
import { CONTOSO, testWorld, textIn } from '../testing/graph-client.ts'

async function world(roles = ['UserAuthMethod-TAP.ReadWrite.All', 'UserAuthMethod-TAP.Read.All']) {
  const made = await testWorld({ isConsented: false })
  const tenant = made.emulator.tenant(CONTOSO)
  tenant.grantConsent(roles)
  const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
  const path = `/users/${id}/authentication/temporaryAccessPassMethods`
  const create = (body: JsonObject = {}) => made.graph('POST', path, body)
  return { ...made, path, create }
}

describe('temporary access passes (graph-facts §2.5)', () => {
  it('are shown once, and a new one replaces the old', async () => {
    const { graph, path, create } = await world()
    const first = await create({ lifetimeInMinutes: 60, isUsableOnce: true })
    expect(first).toMatchObject({
      status: 201,
      body: {
        '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethod',
        temporaryAccessPass: expect.any(String),
        createdDateTime: '2026-11-02T09:00:00Z',
        lifetimeInMinutes: 60,
        isUsableOnce: true,
        isUsable: true,
        methodUsabilityReason: 'EnabledByPolicy',
      },
    })
    const second = await create()
    const { body } = await graph('GET', path)
    expect(body.value).toMatchObject([{ id: second.body.id, temporaryAccessPass: null }])
    expect(await graph('DELETE', `${path}/${textIn(first.body.id)}`)).toMatchObject({ status: 404 })
    expect(await graph('DELETE', `${path}/${textIn(second.body.id)}`)).toMatchObject({ status: 204 })
    expect((await graph('GET', path)).body.value).toEqual([])
  })

  it('start and end', async () => {
    const { graph, path, create, clock } = await world()
    const { body } = await create({ startDateTime: '2026-11-02T09:05:00Z', lifetimeInMinutes: 10 })
    const reason = async () => (await graph('GET', `${path}/${textIn(body.id)}`)).body.methodUsabilityReason
    expect(body).toMatchObject({ isUsable: false, methodUsabilityReason: 'NotYetValid' })
    clock.now += 6 * 60_000
    expect(await reason()).toBe('EnabledByPolicy')
    clock.now += 10 * 60_000
    expect(await reason()).toBe('Expired')
  })

  it.each<[JsonObject]>([
    [{ lifetimeInMinutes: 9 }],
    [{ lifetimeInMinutes: 43_201 }],
    [{ lifetimeInMinutes: 'long' }],
    [{ isUsableOnce: 'yes' }],
    [{ startDateTime: 'tomorrow' }],
    [{ startDateTime: '2020-01-01T00:00:00Z' }],
    [{ password: 'x' }],
  ])('refuse %j', async (body) => {
    const { create } = await world()
    expect(await create(body)).toMatchObject({ status: 400, code: 'Request_BadRequest' })
  })

  it('need a permission of their own', async () => {
    const { create } = await world(['User.ReadWrite.All'])
    expect(await create()).toMatchObject({ status: 403 })
  })
})
