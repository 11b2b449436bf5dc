import { describe, expect, it } from 'vitest'
import { textOf } from '../json.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'
import { subscriberWorld } from '../testing/subscriber.ts'

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

describe('the portal’s workbench', () => {
  it('shows who called and what it cost', async () => {
    const { open, graph, emulator } = await portalWorld()
    emulator.failNext('GET /users', { status: 503 })
    await graph('GET', '/users')
    await graph('GET', '/users')
    const page = await open('/portal/requests')
    expect(page).toContain('Plumm for Microsoft Entra ID')
    expect(page).toContain('<td class="number" data-label="Cost">2</td>')
    expect(page).toContain('ordered')
  })

  it('shows how full each quota is', async () => {
    const { open, graph } = await portalWorld()
    expect(await open('/portal/quotas')).toContain('No call has been counted yet.')
    await graph('GET', '/organization')
    const page = await open('/portal/quotas')
    expect(page).toContain('1 of 3,500 in 10 s')
    expect(page).toContain('all tenants')
  })

  it('orders faults by form, and clears them', async () => {
    const { open, send, emulator, graph } = await portalWorld()
    await graph('GET', '/organization')
    await send('/portal/faults', { do: 'order', pattern: 'GET /users', kind: 'unavailable', rate: 'once' })
    expect(emulator.unclaimedFaults()).toEqual(['fail with 503: GET /users'])
    await send('/portal/faults', { do: 'order', pattern: '*', kind: 'throttled', rate: 'once' })
    await send('/portal/faults', { do: 'order', pattern: 'GET /users', kind: 'nonsense', rate: 'once' })
    expect(await open('/portal/faults')).toContain('fail with 429: 100 % of *')
    expect((await graph('GET', '/organization')).status).toBe(429)
    expect((await graph('GET', '/organization')).status).toBe(200)
    await send('/portal/faults', { do: 'clear' })
    expect(await open('/portal/faults')).toContain('Everything works as it should.')
  })

  it('shows subscriptions and deliveries, delivers, and loses one', async () => {
    const { emulator, tenant, subscribe, idOf } = await subscriberWorld()
    const open = async () => (await emulator.fetch('https://localhost/_emulator/portal/subscriptions')).text()
    const send = (form: Record<string, string>) =>
      emulator.fetch('https://localhost/_emulator/portal/subscriptions', {
        method: 'POST',
        body: new URLSearchParams(form),
      })
    expect(await open()).toContain('No app has subscribed to anything.')
    const id = idOf(await subscribe())
    tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    await send({ do: 'deliver' })
    expect(await open()).toContain('<span class="tag good">202</span>')
    await send({ do: 'lose', id })
    expect(emulator.subscriptions()).toEqual([])
  })
})
