import { describe, expect, it } from 'vitest'
import { createEntra } from '../../test/entra.ts'
import { localBudget } from '../../test/local-budget.ts'
import type { TokenResult } from '../tokens/entra-token.ts'
import { createGraph } from './graph.ts'

const zoe = {
  fields: {
    userPrincipalName: "zoe.o'neil@contoso.com",
    displayName: "Zoë O'Neil",
    mailNickname: 'zoe.oneil',
    jobTitle: 'R&D + #1',
  },
  isEnabled: false,
  password: 'aB3$aB3$aB3$',
}

/** A Graph whose network is the given function. */
function graphOver(
  fetch: typeof globalThis.fetch,
  accessToken?: (options: { fresh: boolean }) => Promise<TokenResult>,
) {
  return createGraph({
    graphOrigin: 'https://graph.microsoft.com',
    fetch,
    accessToken: (_tenantId, options) =>
      accessToken?.(options) ?? Promise.resolve({ ok: true, token: 'token', roles: [], expiresAt: 0 }),
    now: Date.now,
    random: () => 0,
    settle: localBudget(Date.now),
    sleep: () => Promise.resolve(),
    newId: () => 'ours',
  }).forTenant('tenant')
}
const answering = (body: string | null, init?: ResponseInit) => () => Promise.resolve(new Response(body, init))

describe('users', () => {
  it('creates an account as it was asked for and answers with all of it', async () => {
    const { graph, tenant } = await createEntra()
    const created = await graph.createUser(zoe)
    expect(created).toMatchObject({ ok: true, value: { isEnabled: false, isMember: true, fields: zoe.fields } })
    expect(tenant.user("zoe.o'neil@contoso.com")).toMatchObject({ accountEnabled: false, jobTitle: 'R&D + #1' })
  })

  it('changes only what is named, and clears with null', async () => {
    const { graph, tenant } = await createEntra()
    const user = tenant.addUser({ userPrincipalName: 'bo@contoso.com', jobTitle: 'Cook', department: 'Kitchen' })
    expect(await graph.updateUser(user.id, { fields: { jobTitle: null } })).toMatchObject({ ok: true, value: null })
    expect(await graph.updateUser(user.id, { isEnabled: false })).toMatchObject({ ok: true })
    expect(await graph.getUser(user.id)).toMatchObject({
      ok: true,
      value: { isEnabled: false, fields: { jobTitle: null, department: 'Kitchen' } },
    })
  })

  it('sets a manager, reads whom with the name, and removes one, also one who is gone already', async () => {
    const { graph, tenant } = await createEntra()
    const bo = tenant.addUser({ userPrincipalName: 'bo@contoso.com' })
    const jo = tenant.addUser({ userPrincipalName: 'jo@contoso.com', displayName: 'Jo Park' })
    expect(await graph.setReference(bo.id, 'manager', jo.id)).toMatchObject({ ok: true })
    expect(tenant.managerOf(bo.id)?.id).toBe(jo.id)
    expect(await graph.getUser(bo.id)).toMatchObject({
      value: { fields: { manager: jo.id }, referenceNames: { [jo.id]: 'Jo Park' } },
    })
    expect(await graph.setReference(bo.id, 'manager', null)).toMatchObject({ ok: true })
    expect(await graph.setReference(bo.id, 'manager', null)).toMatchObject({ ok: true, value: null })
    expect(tenant.managerOf(bo.id)).toBeUndefined()
    expect(await graph.setReference(bo.id, 'manager', 'nobody')).toMatchObject({ failure: { is: 'not-found' } })
  })

  it('shows in delta whose manager changed', async () => {
    const { graph, tenant } = await createEntra()
    const bo = tenant.addUser({ userPrincipalName: 'bo@contoso.com' })
    const jo = tenant.addUser({ userPrincipalName: 'jo@contoso.com' })
    const latest = await graph.usersDelta('latest')
    tenant.editUser(bo.id, { manager: jo.id })
    const link = latest.ok && 'deltaLink' in latest.value.next ? latest.value.next.deltaLink : ''
    expect(await graph.usersDelta(link)).toMatchObject({
      value: { users: [{ id: bo.id, fields: { manager: jo.id } }] },
    })
  })

  it('takes any success of a revocation, with a body or without', async () => {
    const { graph, tenant, emulator } = await createEntra()
    const user = tenant.addUser({ userPrincipalName: 'bo@contoso.com' })
    expect(await graph.revokeSessions(user.id)).toMatchObject({ ok: true, value: null })
    expect(emulator.requests({ pattern: 'POST /users/{id}/revokeSignInSessions' })).toHaveLength(1)
    expect(await graphOver(answering(null, { status: 204 })).revokeSessions('x')).toMatchObject({
      ok: true,
      value: null,
    })
  })

  it('says that there is no such user with null, and with a value everything else', async () => {
    const { graph } = await createEntra()
    expect(await graph.getUser('00000000-0000-4000-8000-000000000000')).toMatchObject({ ok: true, value: null })
    expect(await graphOver(answering(null, { status: 403 })).getUser('x')).toMatchObject({ ok: false })
  })

  it.each(["o'brien@contoso.com", 'a#b@contoso.com', 'x+y&z@contoso.com', 'ÉMILE@contoso.com'])(
    'finds %s by an address, however awkward it is in a URL',
    async (address) => {
      const { graph, tenant } = await createEntra()
      const bySignInName = tenant.addUser({ userPrincipalName: address, mail: 'shared@contoso.com' })
      const byMail = tenant.addUser({ userPrincipalName: 'other@contoso.com', mail: address })
      const found = await graph.findByAddress(address)
      if (!found.ok) throw new Error(JSON.stringify(found))
      expect(found.value.bySignInName.map(({ id }) => id)).toEqual([bySignInName.id])
      expect(found.value.byOtherAddress.map(({ id }) => id)).toEqual([byMail.id])
    },
  )

  it('finds nobody for a free address', async () => {
    const { graph } = await createEntra()
    expect(await graph.findByAddress('nobody@contoso.com')).toMatchObject({
      ok: true,
      value: { bySignInName: [], byOtherAddress: [] },
    })
  })

  it('follows the pages of everyone to the end, each person once', async () => {
    const { graph, tenant } = await createEntra()
    for (let number = 0; number < 1_100; number += 1) tenant.addUser({ userPrincipalName: `p${number}@contoso.com` })
    const names: string[] = []
    for await (const page of graph.listUsers()) {
      if (!page.ok) throw new Error(JSON.stringify(page))
      names.push(...page.value.map(({ fields }) => fields.userPrincipalName ?? ''))
    }
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(tenant.users().map(({ userPrincipalName }) => userPrincipalName))
  })

  it('stops listing at a refusal, and says so', async () => {
    const { graph, emulator } = await createEntra()
    emulator.failNext('GET /users', { status: 500 })
    const pages = []
    for await (const page of graph.listUsers()) pages.push(page)
    expect(pages).toMatchObject([{ ok: false, failure: { is: 'unavailable', outcomeUnknown: false } }])
  })
})

describe('organization', () => {
  it('names the domains of the tenant', async () => {
    const { graph, tenant } = await createEntra()
    tenant.addDomain('contoso.co.uk')
    tenant.addDomain('not-yet.com', { isVerified: false })
    expect(await graph.organization()).toMatchObject({
      ok: true,
      value: {
        id: tenant.id,
        displayName: 'Contoso',
        defaultDomain: 'contoso.com',
        initialDomain: 'contoso.onmicrosoft.com',
        verifiedDomains: ['contoso.com', 'contoso.onmicrosoft.com', 'contoso.co.uk'],
      },
    })
  })
})

describe('delta', () => {
  it('starts from now, shows what changed since, and knows the removed from the deleted', async () => {
    const { graph, tenant } = await createEntra()
    const [kept, gone, purged] = ['kept', 'gone', 'purged'].map((name) =>
      tenant.addUser({ userPrincipalName: `${name}@contoso.com` }),
    )
    const latest = await graph.usersDelta('latest')
    if (!latest.ok || !('deltaLink' in latest.value.next)) throw new Error('A delta link was expected.')
    expect(latest.value.users).toEqual([])
    tenant.editUser(kept?.id ?? '', { jobTitle: 'Cook', accountEnabled: false })
    tenant.deleteUser(gone?.id ?? '')
    tenant.deleteUser(purged?.id ?? '', { forever: true })
    const changed = await graph.usersDelta(latest.value.next.deltaLink)
    if (!changed.ok) throw new Error(JSON.stringify(changed))
    const byId = new Map(changed.value.users.map((user) => [user.id, user]))
    expect(byId.get(kept?.id ?? '')).toMatchObject({ removed: null, isEnabled: false, fields: { jobTitle: 'Cook' } })
    expect(byId.get(gone?.id ?? '')).toEqual({ id: gone?.id, removed: 'changed', fields: {} })
    expect(byId.get(purged?.id ?? '')).toEqual({ id: purged?.id, removed: 'deleted', fields: {} })
  })

  it('says that a link has expired after its seven days', async () => {
    const { graph, clock } = await createEntra()
    const latest = await graph.usersDelta('latest')
    if (!latest.ok || !('deltaLink' in latest.value.next)) throw new Error('A delta link was expected.')
    clock.now += 7 * 24 * 3_600_000 + 1
    expect(await graph.usersDelta(latest.value.next.deltaLink)).toMatchObject({ failure: { is: 'delta-expired' } })
  })

  it.each([
    'https://graph.microsoft.com.evil.example/v1.0/users',
    'https://microsoftgraph.chinacloudapi.cn/v1.0/users/delta?$deltatoken=x',
    'http://graph.microsoft.com/v1.0/users',
    '',
  ])('never sends our token to another host than Graph: %s starts over', async (link) => {
    const graph = graphOver(() => Promise.reject(new Error('It was sent.')))
    expect(await graph.usersDelta(link)).toMatchObject({ failure: { is: 'delta-expired' } })
  })

  it('takes a page that leads nowhere for no answer', async () => {
    const graph = graphOver(answering('{"value":[]}'))
    expect(await graph.usersDelta('latest')).toMatchObject({ failure: { is: 'unavailable' } })
  })
})

describe('roles', () => {
  it('names who holds a directory role, and asks once for many jobs', async () => {
    const { graph, tenant, emulator, clock } = await createEntra()
    const admin = tenant.user('admin@contoso.com')
    const answers = await Promise.all([graph.roleHolders(), graph.roleHolders(), graph.roleHolders()])
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: new Set([admin?.id]) })
    const asked = () => emulator.requests({ pattern: 'GET /roleManagement/directory/roleAssignments' }).length
    expect(asked()).toBe(1)
    clock.now += 60_000
    await graph.roleHolders()
    expect(asked()).toBe(2)
  })

  it('says that it may not see them where the optional permission was not given', async () => {
    const { graph } = await createEntra({ roles: ['User.ReadWrite.All', 'User.Read.All'] })
    expect(await graph.roleHolders()).toMatchObject({ failure: { is: 'permission-missing-or-protected' } })
  })

  it('of one person are told by template id, and read afresh', async () => {
    const { graph, tenant, emulator } = await createEntra()
    const admin = tenant.user('admin@contoso.com')
    const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10'
    expect(await graph.rolesOf(admin?.id ?? '')).toMatchObject({ ok: true, value: [globalAdministrator] })
    expect(await graph.rolesOf(tenant.user('user@contoso.com')?.id ?? '')).toMatchObject({ ok: true, value: [] })
    expect(await graph.rolesOf("o'nobody")).toMatchObject({ ok: true, value: [] })
    expect(emulator.requests({ pattern: 'GET /roleManagement/directory/roleAssignments' })).toHaveLength(3)
  })

  it('asks again after an outage, so that nobody goes unprotected longer than it lasts', async () => {
    const { graph, emulator } = await createEntra()
    emulator.failNext('GET /roleManagement/directory/roleAssignments', { status: 503 })
    expect(await graph.roleHolders()).toMatchObject({ failure: { is: 'unavailable' } })
    expect(await graph.roleHolders()).toMatchObject({ ok: true })
  })
})
