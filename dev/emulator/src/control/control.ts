import { Hono } from 'hono'
import type { Fault, Faults } from '../faults.ts'
import { type Json, type JsonObject, textOf } from '../json.ts'
import type { RequestLog } from '../request-log.ts'
import { type EmulatedTenant, emulatedTenant } from '../tenant/emulated-tenant.ts'
import { findTenant } from '../world.ts'
import { bodyOf } from './body.ts'
import { createConsentControl } from './consent.ts'
import { ControlError } from './control-error.ts'
import { type RegistrationDeps, createRegistrationControl } from './registration.ts'

export interface ControlDeps extends RegistrationDeps {
  log: RequestLog
  faults: Faults
  reset: () => void
}

/** JSON control for tests in another process: look at the log, order faults, play the tenant's administrator. */
export function createControl({ log, faults, reset, ...registrationDeps }: ControlDeps): Hono {
  const { world } = registrationDeps
  const tenantOf = (key: string): EmulatedTenant => {
    const tenant = findTenant(world, key)
    if (!tenant) throw new ControlError(404, `There is no tenant “${key}”.`)
    return emulatedTenant(world, tenant)
  }
  const control = new Hono()
  control.onError((error, context) => {
    if (error instanceof ControlError) return context.json({ error: error.message }, error.status)
    return context.json({ error: error.message }, 400)
  })

  control.get('/requests', (context) => {
    const { pattern, since } = context.req.query()
    return context.json(
      log.list({ ...(pattern !== undefined && { pattern }), ...(since !== undefined && { since: Number(since) }) }),
    )
  })
  control.get('/faults', (context) => context.json(faults.unclaimed()))
  control.post('/faults', async (context) => {
    const body = await bodyOf(context.req.raw)
    const pattern = textOf(body.pattern)
    if (pattern === undefined) throw new ControlError(400, 'A fault needs a pattern, such as “PATCH /users/{id}”.')
    if (body.loseReply === true) faults.loseReplyOfNext(pattern)
    else faults.failNext(pattern, faultOf(body))
    return context.body(null, 204)
  })
  control.post('/reset', (context) => {
    reset()
    return context.body(null, 204)
  })

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

function faultOf(body: JsonObject): Fault {
  const { status } = body
  if (typeof status !== 'number' || status < 400 || status > 599)
    throw new ControlError(400, 'A fault needs a status from 400 to 599, or loseReply: true.')
  const { code, message, retryAfterSeconds, times, empty, html } = body
  return {
    status,
    ...(typeof code === 'string' && { code }),
    ...(typeof message === 'string' && { message }),
    ...number('retryAfterSeconds', retryAfterSeconds),
    ...number('times', times),
    ...(empty === true && { empty }),
    ...(html === true && { html }),
  }
}

function number(name: string, value: Json | undefined): Record<string, number> {
  return typeof value === 'number' ? { [name]: value } : {}
}
