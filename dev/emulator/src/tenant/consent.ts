import { refusals } from '../login/login-error.ts'
import { type World, ensureServicePrincipal } from '../world.ts'
import type { ServicePrincipal, Tenant } from './tenant.ts'

/**
 * Consent takes a while to reach the token endpoint: seconds to minutes (graph-facts §6.1). Meanwhile a token comes
 * without the new roles, or, where the app was not there before, the endpoint does not know it yet.
 */
export interface ConsentDelay {
  ms: number
  /** `no-service-principal` is 7000229, `unknown-app` 700016; both only where consent installed the app. */
  shows: 'no-roles' | 'no-service-principal' | 'unknown-app'
}

/** Grants these application permissions to the app, and installs it where it is missing. */
export function grantRoles(world: World, tenant: Tenant, roles: readonly string[]): void {
  const isNew = tenant.servicePrincipal === undefined
  const principal = ensureServicePrincipal(world, tenant)
  const added = roles.filter((role) => !principal.grantedRoles.includes(role))
  principal.grantedRoles = [...principal.grantedRoles, ...new Set(added)]
  if (world.consentDelay.ms > 0 && added.length > 0)
    principal.settling = { until: world.now() + world.consentDelay.ms, roles: [...added], isNew }
  world.touch()
}

/** Takes all of them back, or just these; tokens that are out keep what they carry until they expire. */
export function withdrawRoles(world: World, tenant: Tenant, roles?: readonly string[]): void {
  const principal = tenant.servicePrincipal
  if (principal) principal.grantedRoles = roles ? principal.grantedRoles.filter((role) => !roles.includes(role)) : []
  world.touch()
}

/**
 * The enterprise application as the token endpoint sees it now.
 *
 * @throws LoginRefusal 7000229 or 700016 where it does not see it (graph-facts §2.6)
 */
export function principalForTokens(world: World, tenant: Tenant): ServicePrincipal {
  const { app, consentDelay } = world
  const principal = tenant.servicePrincipal
  if (!principal) throw refusals.noServicePrincipal(app.clientId, tenant.id)
  const { settling } = principal
  if (!settling || settling.until <= world.now()) return principal
  if (settling.isNew && consentDelay.shows === 'no-service-principal')
    throw refusals.noServicePrincipal(app.clientId, tenant.id)
  if (settling.isNew && consentDelay.shows === 'unknown-app') throw refusals.unknownApp(app.clientId, tenant.name)
  return { ...principal, grantedRoles: principal.grantedRoles.filter((role) => !settling.roles.includes(role)) }
}
