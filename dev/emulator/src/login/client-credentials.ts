import { principalForTokens } from '../tenant/consent.ts'
import { findTenant } from '../world.ts'
import { authenticateClient, checkClient } from './client-authentication.ts'
import { anyTenant } from './discovery.ts'
import type { LoginCall } from './login.ts'
import { refusals } from './login-error.ts'
import { GRAPH_APP_ID, TOKEN_LIFE_SECONDS, appToken } from './tokens.ts'

/** App-only tokens (graph-facts §6.3; refusals §2.6). */
export async function clientCredentials(call: LoginCall) {
  const { world, authority, form } = call
  if (anyTenant.includes(authority) || authority === 'consumers') throw refusals.notForCommon()
  const tenant = findTenant(world, authority)
  if (!tenant) throw refusals.unknownTenant(authority)
  checkClient(call, tenant.name)
  const scope = form.get('scope')
  if (!scope) throw refusals.missingParameter('scope')
  const proof = await authenticateClient(call, tenant)
  checkScope(scope, [world.graphOrigin, 'https://graph.microsoft.com', GRAPH_APP_ID], tenant.name)
  const principal = principalForTokens(world, tenant)
  if (!principal.isEnabled) throw refusals.appDisabled(world.app.clientId)
  return {
    token_type: 'Bearer',
    expires_in: TOKEN_LIFE_SECONDS,
    ext_expires_in: TOKEN_LIFE_SECONDS,
    access_token: await appToken(world, tenant, { principal, proof }),
  }
}

/** One resource with `/.default` behind it; of the resources only Graph exists here. */
function checkScope(scope: string, graphNames: readonly string[], directory: string): void {
  const resources = scope.split(' ').filter(Boolean)
  if (resources.some((one) => !one.endsWith('/.default'))) throw refusals.notDefaultScope(scope)
  const [resource = '', ...others] = new Set(resources.map((one) => one.slice(0, -'/.default'.length)))
  if (others.length > 0) throw refusals.badScope(scope)
  if (!graphNames.includes(resource.replace(/\/$/, ''))) throw refusals.unknownResource(resource, directory)
}
