import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Faults } from '../faults.ts'
import type { QuotaGauge } from '../graph/quota.ts'
import type { Json } from '../json.ts'
import type { Delivery } from '../subscriptions/delivery.ts'
import type { RequestLog } from '../request-log.ts'
import { emulatedTenant } from '../tenant/emulated-tenant.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type World, findTenant } from '../world.ts'
import { faultsPage, orderFromForm } from './faults-page.ts'
import { portalPage } from './portal-page.ts'
import { quotasPage } from './quotas-page.ts'
import { requestsPage } from './requests-page.ts'
import { subscriptionsPage } from './subscriptions-page.ts'
import { tenantsPage } from './tenants-page.ts'
import { editable, userPage } from './user-page.ts'
import { usersPage } from './users-page.ts'

export interface PortalDeps {
  world: World
  log: RequestLog
  faults: Faults
  /** The calls that faults can be ordered for. */
  patterns: readonly string[]
  gauges: () => QuotaGauge[]
  delivery: Delivery
}

/** Pages where a person plays the Entra administrator. */
export function createPortal({ world, log, faults, patterns, gauges, delivery }: PortalDeps): Hono {
  const portal = new Hono()
  const missing = () =>
    portalPage({
      title: 'Not here',
      status: 404,
      body: html`<h1>Not here</h1>
        <p>There is no such page, tenant or user. <a href="/_emulator/">All tenants</a></p>`,
    })
  const withTenant = (key: string, show: (tenant: Tenant) => Promise<Response> | Response) => {
    const tenant = findTenant(world, key)
    return tenant ? show(tenant) : missing()
  }

  portal.notFound(missing)
  portal.get('/', () => tenantsPage(world))
  portal.get('/portal/requests', () => requestsPage(world, log))
  portal.get('/portal/subscriptions', () => subscriptionsPage(world, delivery))
  portal.post('/portal/subscriptions', async (context) => {
    const { do: action, id } = await context.req.parseBody()
    if (action === 'deliver') await delivery.deliver()
    if (action === 'lose' && typeof id === 'string' && world.subscriptions.remove(id)) world.touch()
    return context.redirect('/_emulator/portal/subscriptions', 303)
  })
  portal.get('/portal/quotas', () => quotasPage(world, gauges()))
  portal.get('/portal/faults', () => faultsPage(faults, patterns))
  portal.post('/portal/faults', async (context) => {
    orderFromForm(faults, await context.req.parseBody())
    return context.redirect('/_emulator/portal/faults', 303)
  })
  portal.get('/portal/:tenant', (context) =>
    withTenant(context.req.param('tenant'), (tenant) => usersPage(world, tenant, context.req.query('q') ?? '')),
  )
  portal.post('/portal/:tenant/app', async (context) => {
    const { do: action } = await context.req.parseBody()
    return withTenant(context.req.param('tenant'), (tenant) => {
      const { withdrawConsent, removeApp, disableApp, enableApp } = emulatedTenant(world, tenant)
      if (action === 'withdraw') withdrawConsent()
      if (action === 'remove') removeApp()
      if (action === 'disable') disableApp()
      if (action === 'enable') enableApp()
      return context.redirect('/_emulator/', 303)
    })
  })
  portal.get('/portal/:tenant/users/:user', (context) =>
    withTenant(context.req.param('tenant'), (tenant) => {
      const user = emulatedTenant(world, tenant).user(context.req.param('user'))
      return user ? userPage(world, tenant, user, context.req.query('saved') !== undefined) : missing()
    }),
  )
  portal.post('/portal/:tenant/users/:user', async (context) => {
    const form = await context.req.parseBody()
    return withTenant(context.req.param('tenant'), (tenant) => {
      const { user: find, editUser, deleteUser } = emulatedTenant(world, tenant)
      const user = find(context.req.param('user'))
      if (!user) return missing()
      const path = `/_emulator/portal/${tenant.id}`
      if (form.do === 'delete') {
        deleteUser(user.id)
        return context.redirect(path, 303)
      }
      editUser(user.id, editsIn(form))
      return context.redirect(`${path}/users/${user.id}?saved`, 303)
    })
  })
  return portal
}

/** Only what the person changed: a form that stood open must not undo what came in meanwhile. */
function editsIn(form: Record<string, unknown>): Record<string, Json> {
  const edits: Record<string, Json> = {}
  for (const property of editable) {
    const value = form[property]
    if (typeof value !== 'string' || value === form[`was-${property}`]) continue
    const isCleared = value.trim() === ''
    if (!(isCleared && property === 'displayName')) edits[property] = isCleared ? null : value.trim()
  }
  const isBlocked = form.blocked === 'yes'
  if (isBlocked !== (form['was-blocked'] === 'yes')) edits.accountEnabled = !isBlocked
  return edits
}
