import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { textOf } from '../json.ts'
import { directoryRoles } from '../tenant/roles.ts'
import { browser } from '../testing/browser.ts'

const NORTHWIND = 'northwind.com'
const UMA = 'user_contoso.com#EXT#@northwind.onmicrosoft.com'
const GUEST_WID = '13bd1c72-6f4a-4dcf-985f-18d3b80f208a'

const fullWorld = () => browser({ seed: 'full' })

/** What the client learns about somebody who signs in at this authority. */
async function learn(world: Awaited<ReturnType<typeof browser>>, form: Record<string, string>, authority: string) {
  const { pick, fragmentOf, redeem } = world
  const code = fragmentOf(await pick(form, {}, authority)).get('code') ?? ''
  const { body } = await redeem({ code }, undefined, authority)
  const info = JSON.parse(Buffer.from(textOf(body.client_info) ?? '', 'base64url').toString())
  return { claims: decodeJwt(textOf(body.id_token) ?? ''), info }
}

describe('guests (Learn, “ID token claims reference”, “B2B user properties”)', () => {
  it('sign in to the company they visit by the name they have at home, and say where home is', async () => {
    const world = await fullWorld()
    const { emulator } = world
    const { claims, info } = await learn(world, { upn: 'user@contoso.com' }, NORTHWIND)
    const [contoso, northwind] = [emulator.tenant('contoso.com'), emulator.tenant(NORTHWIND)]
    expect(claims).toMatchObject({
      tid: northwind.id,
      oid: northwind.user(UMA)?.id,
      preferred_username: 'user@contoso.com',
      email: 'user@contoso.com',
      idp: `https://sts.windows.net/${contoso.id}/`,
      wids: [GUEST_WID],
    })
    expect(info).toEqual({ uid: contoso.user('user@contoso.com')?.id, utid: contoso.id })
  })

  it('are themselves at home where no company is named', async () => {
    const { claims } = await learn(await fullWorld(), { upn: 'user@contoso.com' }, 'organizations')
    expect(claims).toMatchObject({ tid: 'c0a7050a-1111-4c0a-8c0a-000000000001' })
    expect(claims).not.toHaveProperty('idp')
  })

  it('have the roles of the company they visit, not those at home (graph-facts §6.2)', async () => {
    const { claims } = await learn(await fullWorld(), { upn: 'admin@fabrikam.com' }, NORTHWIND)
    expect(claims.wids).toEqual([directoryRoles['User Administrator'], GUEST_WID])
  })

  it('without a home here are guests all the same', async () => {
    const world = await fullWorld()
    const { claims } = await learn(world, { upn: 'ola@example.org' }, NORTHWIND)
    expect(claims).toMatchObject({ preferred_username: 'ola@example.org', wids: [GUEST_WID] })
    const nowhere = await world.pick({ upn: 'ola@example.org' })
    expect(await nowhere.text()).toContain('This username may be incorrect')
  })

  it('come in by the session they have at home', async () => {
    const { open, cookieOf, fragmentOf } = await fullWorld()
    const cookie = await cookieOf('user@contoso.com')
    expect(fragmentOf(await open(NORTHWIND, { prompt: 'none' }, { cookie })).get('code')).toBeTruthy()
  })

  it('have to be invited first (AADSTS50020)', async () => {
    const { pick } = await fullWorld()
    expect(await (await pick({ upn: 'admin@contoso.com' }, {}, NORTHWIND)).text()).toContain('AADSTS50020')
  })

  it('are listed for the company they visit only', async () => {
    const { open } = await fullWorld()
    const login_hint = 'user@contoso.com'
    expect(await (await open(NORTHWIND, { login_hint })).text()).toContain('user_contoso.com#EXT#@')
    expect(await (await open('organizations', { login_hint })).text()).not.toContain('#EXT#')
  })
})

describe('Northwind, in the full seed', () => {
  it('has one administrator of each kind, ordinary people, guests and somebody who is blocked', async () => {
    const { emulator } = await fullWorld()
    const northwind = emulator.tenant(NORTHWIND)
    const users = northwind.users()
    for (const role of Object.values(directoryRoles))
      expect(users.some(({ id }) => northwind.rolesOf(id).includes(role))).toBe(true)
    expect(users.filter(({ userType }) => userType === 'Guest')).toHaveLength(3)
    expect(users.filter(({ accountEnabled }) => !accountEnabled)).toHaveLength(1)
    expect((await browser()).emulator.tenants()).toHaveLength(2)
    expect((await browser({ seed: 'default' })).emulator.tenants().map(({ name }) => name)).not.toContain('Northwind')
  })
})
