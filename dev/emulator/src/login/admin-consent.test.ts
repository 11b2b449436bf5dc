import { describe, expect, it } from 'vitest'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

const REDIRECT = 'https://plumm.test/connect/consent'

async function consentWorld() {
  const world = await testWorld({ isConsented: false })
  const { emulator } = world
  emulator.addRedirectUri(REDIRECT)
  const tenant = emulator.tenant(CONTOSO)
  const visit = (form?: Record<string, string>, change: Record<string, string> = {}, authority = CONTOSO) => {
    const query = new URLSearchParams({
      client_id: emulator.app.clientId,
      redirect_uri: REDIRECT,
      scope: 'https://graph.microsoft.com/.default',
      state: 'the-state',
      ...change,
    })
    const url = `https://login.microsoftonline.com/${authority}/v2.0/adminconsent?${query.toString()}`
    return emulator.fetch(url, form ? { method: 'POST', body: new URLSearchParams(form) } : {})
  }
  const account = (upn: string) => `${tenant.id}/${tenant.user(upn)?.id}`
  const returned = (response: Response) =>
    Object.fromEntries(new URL(response.headers.get('location') ?? '').searchParams)
  return { ...world, tenant, visit, account, returned }
}

describe('admin consent (graph-facts §6.1)', () => {
  it('asks who it is, lists the permissions, and grants them when accepted', async () => {
    const { visit, account, returned, tenant } = await consentWorld()
    expect(await (await visit()).text()).toContain('Pick an account')
    const admin = account('admin@contoso.com')
    const page = await (await visit({ account: admin })).text()
    for (const permission of ['User.ReadWrite.All', 'User.Read.All', 'RoleManagement.Read.Directory'])
      expect(page).toContain(permission)
    expect(tenant.grantedRoles()).toEqual([])
    expect(returned(await visit({ account: admin, accept: 'yes' }))).toEqual({
      admin_consent: 'True',
      tenant: tenant.id,
      scope: 'https://graph.microsoft.com/.default',
      state: 'the-state',
    })
    expect(tenant.grantedRoles()).toEqual(['User.ReadWrite.All', 'User.Read.All', 'RoleManagement.Read.Directory'])
  })

  it('returns consent_required with AADSTS65004 when cancelled', async () => {
    const { visit, returned, tenant } = await consentWorld()
    expect(returned(await visit({ cancel: 'yes' }))).toMatchObject({
      admin_consent: 'True',
      error: 'consent_required',
      error_description: expect.stringContaining('AADSTS65004'),
      state: 'the-state',
    })
    expect(tenant.isAppInstalled()).toBe(false)
  })

  it.each([
    ['Privileged Role Administrator', true],
    ['Cloud Application Administrator', false],
    ['Application Administrator', false],
    ['User Administrator', false],
  ])('a %s may consent to Graph’s application permissions: %s', async (role, mayConsent) => {
    const { visit, account, tenant } = await consentWorld()
    tenant.assignRole('user@contoso.com', role)
    await visit({ account: account('user@contoso.com'), accept: 'yes' })
    expect(tenant.grantedRoles().length > 0).toBe(mayConsent)
  })

  it('tells an ordinary user that an admin is needed', async () => {
    const { visit, account } = await consentWorld()
    expect(await (await visit({ account: account('user@contoso.com') })).text()).toContain('Need admin approval')
  })

  it.each([
    ['a foreign redirect URI', { redirect_uri: 'https://evil.test/' }, CONTOSO, 'AADSTS50011'],
    ['no scope', { scope: '' }, CONTOSO, 'AADSTS900144'],
    ['another scope than .default', { scope: 'User.Read.All' }, CONTOSO, 'AADSTS70011'],
    ['/common', {}, 'common', 'AADSTS9001023'],
    ['an unknown tenant', {}, 'nowhere.com', 'AADSTS90002'],
  ])('shows an error page for %s', async (_, change, authority, code) => {
    const { visit } = await consentWorld()
    const response = await visit(undefined, change, authority)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(code)
  })
})
