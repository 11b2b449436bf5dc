import type { World } from '../world.ts'
import { findTenant } from '../world.ts'
import { LoginRefusal } from './login-error.ts'

/** Authorities that stand for any work tenant. */
export const anyTenant = ['organizations', 'common']

const claimsSupported = 'sub iss aud exp iat nonce preferred_username name email idp tid ver wids'.split(' ')

/** OpenID Connect metadata; `{tenantid}` stays a template where the tenant is not known yet (graph-facts §6.2). */
export function discoveryDocument(world: World, authority: string) {
  const { loginOrigin, graphOrigin } = world
  const isTemplate = anyTenant.includes(authority)
  const tenant = findTenant(world, authority)
  if (!isTemplate && !tenant)
    throw new LoginRefusal(
      90002,
      400,
      'invalid_tenant',
      `Tenant '${authority}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    )
  const name = tenant?.id ?? authority
  return {
    token_endpoint: `${loginOrigin}/${name}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${loginOrigin}/${name}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${loginOrigin}/${isTemplate ? '{tenantid}' : name}/v2.0`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${graphOrigin}/oidc/userinfo`,
    authorization_endpoint: `${loginOrigin}/${name}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${loginOrigin}/${name}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${loginOrigin}/${name}/oauth2/v2.0/logout`,
    claims_supported: claimsSupported,
    tenant_region_scope: null,
    cloud_instance_name: 'microsoftonline.com',
    msgraph_host: new URL(graphOrigin).host,
  }
}

/** The tenant of personal accounts, which work tenants must refuse (graph-facts §6.2). */
const CONSUMERS_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad'

/**
 * A key with the template as its issuer serves every tenant; `/common` also publishes the key of personal accounts, which
 * is good for their issuer only (graph-facts §6.2).
 */
export async function keySet(world: World, authority: string) {
  const issuedBy = (tenantId: string) => ({ issuer: `${world.loginOrigin}/${tenantId}/v2.0` })
  const keys = (await world.keys.publicKeys()).map((key) => ({ ...key, ...issuedBy('{tenantid}') }))
  if (authority !== 'common') return { keys }
  return { keys: [...keys, { ...(await world.keys.consumerKey()), ...issuedBy(CONSUMERS_TENANT) }] }
}

/** What MSAL asks about hosts it does not know. */
export function instanceDiscovery(world: World) {
  const { host } = new URL(world.loginOrigin)
  return {
    tenant_discovery_endpoint: `${world.loginOrigin}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  }
}
