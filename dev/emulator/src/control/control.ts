import { Hono } from 'hono'
import type { Faults } from '../faults.ts'
import type { createGraph } from '../graph/graph.ts'
import type { RequestLog } from '../request-log.ts'
import { type Snapshot, parseSnapshot } from '../snapshot.ts'
import type { Delivery } from '../subscriptions/delivery.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type EmulatedTenant, emulatedTenant } from '../tenant/emulated-tenant.ts'
import { findTenant } from '../world.ts'
import { bodyOf } from './body.ts'
import { createConsentControl } from './consent.ts'
import { ControlError } from './control-error.ts'
import { orderFault } from './fault-order.ts'
import { type RegistrationDeps, createRegistrationControl } from './registration.ts'
import { createSubscriptionControl } from './subscription-control.ts'

export interface ControlDeps extends RegistrationDeps {
  log: RequestLog
  faults: Faults
  graph: ReturnType<typeof createGraph>
  delivery: Delivery
  reset: () => void
  state: () => Promise<Snapshot>
  loadState: (snapshot: Snapshot) => Promise<void>
}

/** JSON control for tests in another process: look at the log, order faults, play the tenant's administrator. */
export function createControl(deps: ControlDeps): Hono {
  const { log, faults, graph, delivery, reset, state, loadState, ...registrationDeps } = deps
  const { world } = registrationDeps
  const plainTenantOf = (key: string): Tenant => {
    const tenant = findTenant(world, key)
    if (!tenant) throw new ControlError(404, `There is no tenant “${key}”.`)
    return tenant
  }
  const tenantOf = (key: string): EmulatedTenant => emulatedTenant(world, plainTenantOf(key))
  const control = new Hono()
  control.onError((error, context) => {
    if (error instanceof ControlError) return context.json({ error: error.message }, error.status)
    return context.json({ error: error.message }, 400)
  })

  control.get('/requests', (context) => {
    const { pattern, since } = context.req.query()
    if (since !== undefined && !/^\d+$/.test(since)) throw new ControlError(400, '“since” is the id of a request.')
    return context.json(
      log.list({ ...(pattern !== undefined && { pattern }), ...(since !== undefined && { since: Number(since) }) }),
    )
  })
  control.get('/faults', (context) => context.json([...faults.unclaimed(), ...faults.standing()]))
  control.delete('/faults', (context) => {
    faults.clear()
    return context.body(null, 204)
  })
  control.post('/faults', async (context) => {
    orderFault(faults, await bodyOf(context.req.raw))
    return context.body(null, 204)
  })
  control.post('/reset', (context) => {
    reset()
    return context.body(null, 204)
  })
  control.get('/state', async (context) => context.json(await state()))
  /** What `GET /state` gave, here or elsewhere. */
  control.put('/state', async (context) => {
    await loadState(parseSnapshot(await context.req.text()))
    return context.body(null, 204)
  })
  control.route('/', createSubscriptionControl({ world, graph, delivery, tenantOf: plainTenantOf }))

  control.get('/tenants', (context) =>
    context.json(
      [...world.tenants.values()].map((tenant) => {
        const { id, name, domain, initialDomain, users, admins, isAppInstalled, grantedRoles } = emulatedTenant(
          world,
          tenant,
        )
        return {
          id,
          name,
          domain,
          initialDomain,
          userCount: users().length,
          admins: admins().map(({ userPrincipalName }) => userPrincipalName),
          isAppInstalled: isAppInstalled(),
          grantedRoles: grantedRoles(),
        }
      }),
    ),
  )
  control.get('/tenants/:tenant/users', (context) => context.json(tenantOf(context.req.param('tenant')).users()))
  control.post('/tenants/:tenant/users', async (context) => {
    const { userPrincipalName, roles, ...rest } = await bodyOf(context.req.raw)
    if (typeof userPrincipalName !== 'string') throw new ControlError(400, 'A user needs a userPrincipalName.')
    const names = Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
    return context.json(
      tenantOf(context.req.param('tenant')).addUser({ ...rest, userPrincipalName, roles: names }),
      201,
    )
  })
  control.patch('/tenants/:tenant/users/:user', async (context) => {
    const { tenant, user } = context.req.param()
    const patch = await bodyOf(context.req.raw)
    mustExist(tenantOf(tenant), user)
    return context.json(tenantOf(tenant).editUser(user, patch))
  })
  control.delete('/tenants/:tenant/users/:user', (context) => {
    const { tenant, user } = context.req.param()
    mustExist(tenantOf(tenant), user)
    tenantOf(tenant).deleteUser(user)
    return context.body(null, 204)
  })
  return control.route('/', createConsentControl(tenantOf)).route('/', createRegistrationControl(registrationDeps))
}

function mustExist(tenant: EmulatedTenant, user: string): void {
  if (!tenant.user(user)) throw new ControlError(404, `${tenant.name} has no user ${user}.`)
}
