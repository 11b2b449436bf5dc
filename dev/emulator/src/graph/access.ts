import { type JWTPayload, compactVerify, decodeJwt, decodeProtectedHeader, errors } from 'jose'
import { GRAPH_APP_ID, GRAPH_AUDIENCE } from '../login/tokens.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'
import { applicationPermissions } from './application-permissions.ts'
import { refuse } from './graph-refusal.ts'
import { announcedPermissions, morePermissions } from './more-permissions.ts'

export interface Access {
  tenant: Tenant
  appId: string
  /** Application roles; empty in a token from before consent, and in a person's token. */
  roles: readonly string[]
}

/** Checked tokens, since a client sends the same one a thousand times; the signature does not change, the time does. */
type TokenCache = Map<string, JWTPayload>

/** Reads the bearer token; refuses as Graph does (graph-facts §2.6 l). */
export async function authenticate(world: World, cache: TokenCache, headers: Headers): Promise<Access> {
  const token = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (token === undefined) throw refuse.badToken('Access token is empty.')
  const claims = cache.get(token) ?? (await verify(world, token))
  if ((claims.exp ?? 0) * 1000 <= world.now())
    throw refuse.badToken('Lifetime validation failed, the token is expired.')
  if (claims.aud !== GRAPH_AUDIENCE && claims.aud !== GRAPH_APP_ID)
    throw refuse.badToken('Access token validation failure. Invalid audience.')
  const tenant = typeof claims.tid === 'string' ? world.tenants.get(claims.tid) : undefined
  if (!tenant) throw refuse.badToken('Access token validation failure.')
  if (cache.size > 1000) cache.clear()
  cache.set(token, claims)
  const roles = Array.isArray(claims.roles) ? claims.roles.filter((role) => typeof role === 'string') : []
  return { tenant, appId: typeof claims.appid === 'string' ? claims.appid : '', roles }
}

async function verify(world: World, token: string): Promise<JWTPayload> {
  try {
    const { kid } = decodeProtectedHeader(token)
    const key = await world.keys.verificationKey(kid)
    if (!key) throw refuse.badToken('Access token validation failure. Signature is invalid.')
    // Time is judged by the caller, at every use.
    await compactVerify(token, key, { algorithms: ['RS256'] })
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed)
      throw refuse.badToken('Access token validation failure. Signature is invalid.')
    if (error instanceof errors.JOSEError || error instanceof TypeError)
      throw refuse.badToken('CompactToken parsing failed with error code: 80049217')
    throw error
  }
  return decodeJwt(token)
}

/** One of the call's permissions must be in the token (graph-facts §2.1). */
export function authorize({ beliefs }: World, roles: readonly string[], method: string, pattern: string): void {
  const allowed = permissionsFor(method, pattern)
  const announced = beliefs.knowsUserCreate ? announcedPermissions[permissionKey(method, pattern)] : undefined
  if (!roles.some((role) => allowed.has(role) || role === announced)) throw refuse.denied()
}

const known = new Map<string, ReadonlySet<string>>()

/** @throws when a route is served that nobody may call */
export function permissionsFor(method: string, pattern: string): ReadonlySet<string> {
  const key = permissionKey(method, pattern)
  const held = known.get(key)
  if (held) return held
  const permissions = new Set(
    [applicationPermissions[key], morePermissions[key]].flatMap((names) => names?.split(' ') ?? []),
  )
  if (permissions.size === 0) throw new Error(`No permissions are known for ${key}.`)
  known.set(key, permissions)
  return permissions
}

/** How a route is called in the tables: lower case, `{id}` for any key, without a trailing `/$ref` or `/$count`. */
export function permissionKey(method: string, pattern: string): string {
  const path = pattern
    .toLowerCase()
    .replace(/\/\$(ref|count)$/, '')
    .replaceAll(/=\{\w+\}/g, '={value}')
    .replaceAll(/\/\{\w+\}/g, '/{id}')
  return `${method} ${path}`
}
