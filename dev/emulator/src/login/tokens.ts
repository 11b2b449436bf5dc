import { createHash, randomUUID } from 'node:crypto'
import type { DirectoryUser } from '../tenant/directory-user.ts'
import { ORDINARY_USER_WID } from '../tenant/roles.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'

/** Graph's own application id: what its tokens are made out to. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'
/** What `expires_in` says (graph-facts §2.6, success). */
export const TOKEN_LIFE_SECONDS = 3599

function issuerOf(world: World, tenantId: string): string {
  return `${world.loginOrigin}/${tenantId}/v2.0`
}

/** An app-only token: `roles` is absent, not empty, when nothing was granted (graph-facts §6.1). */
export function appToken(world: World, tenant: Tenant): Promise<string> {
  const granted = tenant.servicePrincipal?.grantedRoles ?? []
  return world.keys.sign({
    ...common(world, tenant),
    iss: issuerOf(world, tenant.id),
    aud: GRAPH_APP_ID,
    azp: world.app.clientId,
    azpacr: '1',
    idtyp: 'app',
    oid: tenant.servicePrincipal?.id ?? '',
    sub: tenant.servicePrincipal?.id ?? '',
    ...(granted.length > 0 && { roles: [...granted] }),
  })
}

/** A token on behalf of a person; the scopes of a sign-in, nothing more. */
export function userToken(world: World, tenant: Tenant, user: DirectoryUser, scopes: string[]): Promise<string> {
  return world.keys.sign({
    ...common(world, tenant),
    iss: issuerOf(world, tenant.id),
    aud: GRAPH_APP_ID,
    azp: world.app.clientId,
    idtyp: 'user',
    oid: user.id,
    sub: pairwiseSubject(world, user),
    upn: user.userPrincipalName,
    scp: scopes.join(' '),
  })
}

export interface IdTokenInput {
  tenant: Tenant
  user: DirectoryUser
  nonce?: string | undefined
  audience?: string | undefined
  issuer?: string | undefined
  claims?: Record<string, unknown> | undefined
  expiresInSeconds?: number | undefined
  signWith?: 'tenant-key' | 'unknown-key' | undefined
}

/** An ID token v2 with `wids`, since the app's `groupMembershipClaims` is DirectoryRole (graph-facts §6.2). */
export function idToken(world: World, input: IdTokenInput): Promise<string> {
  const { tenant, user, nonce, claims = {}, expiresInSeconds = TOKEN_LIFE_SECONDS } = input
  const roles = tenant.directory.record(user.id)?.roles ?? []
  const base = common(world, tenant)
  return world.keys.sign(
    {
      ...base,
      exp: base.iat + expiresInSeconds,
      aud: input.audience ?? world.app.clientId,
      iss: input.issuer ?? issuerOf(world, tenant.id),
      name: user.displayName,
      ...(nonce !== undefined && { nonce }),
      oid: user.id,
      preferred_username: user.userPrincipalName,
      sub: pairwiseSubject(world, user),
      wids: [...roles, ORDINARY_USER_WID],
      ...claims,
    },
    { withUnknownKey: input.signWith === 'unknown-key' },
  )
}

function common(world: World, tenant: Tenant) {
  const iat = Math.floor(world.now() / 1000)
  return { iat, nbf: iat, exp: iat + TOKEN_LIFE_SECONDS, tid: tenant.id, uti: randomUUID(), ver: '2.0' }
}

/** Pairwise: another app would see another subject for the same person. */
function pairwiseSubject(world: World, user: DirectoryUser): string {
  return createHash('sha256').update(`${world.app.clientId}/${user.id}`).digest('base64url')
}
