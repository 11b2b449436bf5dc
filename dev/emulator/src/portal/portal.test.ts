import { describe, expect, it } from 'vitest'
import { textOf } from '../json.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

async function portalWorld() {
  const world = await testWorld()
  const tenant = world.emulator.tenant(CONTOSO)
  const { id } = tenant.addUser({
    userPrincipalName: 'adele@contoso.com',
    displayName: 'Adele <b>Vance</b>',
    jobTitle: 'Clerk',
  })
  const open = async (path: string) => (await world.emulator.fetch(`https://localhost/_emulator${path}`)).text()
  const send = (path: string, form: Record<string, string>) =>
    world.emulator.fetch(`https://localhost/_emulator${path}`, { method: 'POST', body: new URLSearchParams(form) })
  return { ...world, tenant, id, open, send, userPath: `/portal/${tenant.id}/users/${id}` }
}

describe('the portal', () => {
  it('shows tenants, users and requests', async () => {
    const { open, tenant, graph } = await portalWorld()
    expect(await open('/')).toContain('Fabrikam')
    expect(await open(`/portal/${tenant.id}`)).toContain('adele@contoso.com')
    expect(await open(`/portal/${tenant.id}?q=nobody`)).not.toContain('adele@contoso.com')
    await graph('GET', '/organization')
    expect(await open('/portal/requests')).toContain('GET /v1.0/organization')
    expect(await open('/portal/nowhere.com')).toContain('Not here')
  })

  it('escapes what people are called', async () => {
    const { open, userPath } = await portalWorld()
    expect(await open(userPath)).toContain('Adele &lt;b&gt;Vance&lt;/b&gt;')
  })

  it('edits a field by hand, which delta shows, and shows it being put back', async () => {
    const { send, open, userPath, tenant, id, graph } = await portalWorld()
    const { body } = await graph('GET', '/users/delta?$deltatoken=latest&$select=jobTitle')
    const response = await send(userPath, { do: 'save', jobTitle: 'Boss', 'was-jobTitle': 'Clerk' })
    expect(response.status).toBe(303)
    expect(tenant.user(id)?.jobTitle).toBe('Boss')
    const link = (textOf(body['@odata.deltaLink']) ?? '').replace('https://graph.microsoft.com/v1.0', '')
    expect((await graph('GET', link)).body.value).toEqual([{ id, jobTitle: 'Boss' }])
    await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk' })
    const page = await open(userPath)
    expect(page).toContain('Job title: Clerk → <strong>Boss</strong>')
    expect(page).toContain('Job title: Boss → <strong>Clerk</strong>')
  })

  it('does not undo what came in while the form stood open', async () => {
    const { send, userPath, tenant, id } = await portalWorld()
    tenant.editUser(id, { jobTitle: 'Director' })
    await send(userPath, { do: 'save', jobTitle: 'Clerk', 'was-jobTitle': 'Clerk', blocked: 'yes', 'was-blocked': '' })
    expect(tenant.user(id)).toMatchObject({ jobTitle: 'Director', accountEnabled: false })
  })

  it('takes permissions back and removes the app', async () => {
    const { send, tenant } = await portalWorld()
    await send(`/portal/${tenant.id}/app`, { do: 'withdraw' })
    expect(tenant.grantedRoles()).toEqual([])
    await send(`/portal/${tenant.id}/app`, { do: 'remove' })
    expect(tenant.isAppInstalled()).toBe(false)
  })
})
