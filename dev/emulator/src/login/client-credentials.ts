import { type World, findTenant } from '../world.ts'
import { anyTenant } from './discovery.ts'
import { refusals } from './login-error.ts'
import { TOKEN_LIFE_SECONDS, appToken } from './tokens.ts'

/** App-only tokens (graph-facts §6.3; refusals §2.6). */
export async function clientCredentials(world: World, authority: string, form: URLSearchParams) {
  if (anyTenant.includes(authority) || authority === 'consumers') throw refusals.notForCommon()
  const tenant = findTenant(world, authority)
  if (!tenant) throw refusals.unknownTenant(authority)
  const clientId = form.get('client_id')
  if (!clientId) throw refusals.missingParameter('client_id')
  const scope = form.get('scope')
  if (!scope) throw refusals.missingParameter('scope')
  if (clientId !== world.app.clientId) throw refusals.unknownApp(clientId, tenant.name)
  requireSecret(world, form)
  if (scope !== `${world.graphOrigin}/.default` && scope !== 'https://graph.microsoft.com/.default')
    throw refusals.badScope(
      scope,
      'Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
    )
  if (!tenant.servicePrincipal) throw refusals.noServicePrincipal(clientId, tenant.id)
  if (!tenant.servicePrincipal.isEnabled) throw refusals.appDisabled(clientId)
  return {
    token_type: 'Bearer',
    expires_in: TOKEN_LIFE_SECONDS,
    ext_expires_in: TOKEN_LIFE_SECONDS,
    access_token: await appToken(world, tenant),
  }
}

export function requireSecret(world: World, form: URLSearchParams): void {
  const secret = form.get('client_secret')
  if (!secret) throw refusals.missingCredential()
  if (secret !== world.app.clientSecret) throw refusals.badSecret(world.app.clientId)
}
