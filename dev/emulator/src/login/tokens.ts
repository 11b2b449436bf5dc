import { createHash, randomUUID } from 'node:crypto'
import type { DirectoryUser } from '../tenant/directory-user.ts'
import { GUEST_WID, MEMBER_WID } from '../tenant/roles.ts'
import type { ServicePrincipal, Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'
import type { ClientProof } from './client-authentication.ts'
import { homeOf } from './home.ts'
import type { Signer } from './signing-keys.ts'

/** Graph's own application id; a scope may name Graph by it. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'
/** What Graph's tokens are made out to. */
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com'
/** What `expires_in` says (graph-facts §2.6, success). */
export const TOKEN_LIFE_SECONDS = 3599
/** In every app-only token for Graph. */
const APP_ONLY_WID = '0997a1d0-0d1d-4acb-b408-d5ca73121e90'

function issuerOf(world: World, tenantId: string): string {
  return `${world.loginOrigin}/${tenantId}/v2.0`
}

/** The issuer of v1 tokens, and how `idp` names a tenant (Learn, “ID token claims reference”). */
function legacyIssuerOf(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`
}

/**
 * An app-only token: `roles` is absent, not empty, when nothing was granted (graph-facts §6.1). Graph asks for version 1
 * whatever the endpoint's version, so the app is `appid` and the issuer sts.windows.net.
 */
export function appToken(
  world: World,
  tenant: Tenant,
  { principal, proof }: { principal: ServicePrincipal; proof: ClientProof },
): Promise<string> {
  const { id, grantedRoles } = principal
  return world.keys.sign({
    ...forGraph(world, tenant),
    appidacr: proof === 'secret' ? '1' : '2',
    idp: legacyIssuerOf(tenant.id),
    idtyp: 'app',
    oid: id,
    sub: id,
    ...(grantedRoles.length > 0 && { roles: [...grantedRoles] }),
    wids: [APP_ONLY_WID],
  })
}

/** A token on behalf of a person; the scopes of a sign-in, nothing more. */
export function userToken(
  world: World,
  tenant: Tenant,
  user: DirectoryUser,
  options: { scopes: string[]; isFromPage: boolean },
): Promise<string> {
  return world.keys.sign({
    ...forGraph(world, tenant),
    appidacr: options.isFromPage ? '0' : '1',
    idtyp: 'user',
    name: user.displayName,
    oid: user.id,
    scp: options.scopes.join(' '),
    sub: pairwiseSubject(world, user),
    unique_name: user.userPrincipalName,
    upn: user.userPrincipalName,
    wids: widsOf(tenant, user),
  })
}

function forGraph(world: World, tenant: Tenant) {
  return {
    ...common(world, tenant),
    aud: GRAPH_AUDIENCE,
    iss: legacyIssuerOf(tenant.id),
    app_displayname: world.app.name,
    appid: world.app.clientId,
    ver: '1.0',
  }
}

export interface IdTokenInput {
  tenant: Tenant
  user: DirectoryUser
  nonce?: string | undefined
  audience?: string | undefined
  issuer?: string | undefined
  claims?: Record<string, unknown> | undefined
  expiresInSeconds?: number | undefined
  signWith?: Signer | undefined
  /** The code that comes with it: `c_hash` binds the two (OpenID Connect Core §3.3.2.11). */
  code?: string | undefined
  /** Adds `email` where the person has one. */
  hasEmailScope?: boolean | undefined
}

/** An ID token v2 with `wids`, since the app's `groupMembershipClaims` is DirectoryRole (graph-facts §6.2). */
export function idToken(world: World, input: IdTokenInput): Promise<string> {
  const { tenant, user, nonce, claims = {}, expiresInSeconds = TOKEN_LIFE_SECONDS } = input
  const base = common(world, tenant)
  const home = homeOf(world, tenant, user)
  const isGuest = user.userType === 'Guest'
  return world.keys.sign(
    {
      ...base,
      exp: base.iat + expiresInSeconds,
      aud: input.audience ?? world.app.clientId,
      iss: input.issuer ?? issuerOf(world, tenant.id),
      ...(input.code !== undefined && { c_hash: halfHash(input.code) }),
      // Guests have it always, others by scope (Learn, “ID token claims reference”).
      ...((isGuest || input.hasEmailScope) && typeof user.mail === 'string' && { email: user.mail }),
      ...(home.tenant.id !== tenant.id && { idp: legacyIssuerOf(home.tenant.id) }),
      name: user.displayName,
      ...(nonce !== undefined && { nonce }),
      oid: user.id,
      preferred_username: home.signInName,
      sub: pairwiseSubject(world, user),
      wids: widsOf(tenant, user),
      ...claims,
    },
    input.signWith,
  )
}

/** The left half of SHA-256, for RS256 (OpenID Connect Core §3.3.2.11). */
function halfHash(code: string): string {
  return createHash('sha256').update(code).digest().subarray(0, 16).toString('base64url')
}

/** The roles held in this tenant, also of a guest (graph-facts §6.2), and what everybody carries. */
function widsOf(tenant: Tenant, user: DirectoryUser): string[] {
  return [...(tenant.directory.record(user.id)?.roles ?? []), user.userType === 'Guest' ? GUEST_WID : MEMBER_WID]
}

function common(world: World, tenant: Tenant) {
  const iat = Math.floor(world.now() / 1000)
  return { iat, nbf: iat, exp: iat + TOKEN_LIFE_SECONDS, tid: tenant.id, uti: randomUUID(), ver: '2.0' }
}

/** Pairwise: another app would see another subject for the same person. */
function pairwiseSubject(world: World, user: DirectoryUser): string {
  return createHash('sha256').update(`${world.app.clientId}/${user.id}`).digest('base64url')
}
