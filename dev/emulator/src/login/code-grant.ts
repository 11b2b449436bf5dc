import { type World, findTenant } from '../world.ts'
import { chosenAccount, sessionsValidFrom, tenantsOf } from './accounts.ts'
import { clientInfo } from './authorize.ts'
import { authenticateClient, checkClient } from './client-authentication.ts'
import { type Grant, provesChallenge } from './grants.ts'
import type { LoginCall } from './login.ts'
import { refusals } from './login-error.ts'
import { TOKEN_LIFE_SECONDS, idToken, userToken } from './tokens.ts'

/** `grant_type=authorization_code`: once, with its PKCE verifier, from where it was asked for. */
export async function redeemCode(call: LoginCall) {
  const { world, form } = call
  checkClient(call, 'Microsoft')
  for (const name of ['code', 'redirect_uri']) if (!form.get(name)) throw refusals.missingParameter(name)
  const grant = world.grants.code(form.get('code') ?? '')
  if (!grant) throw refusals.badCode('The provided value for the input parameter code is not valid.')
  if (grant.isUsed) throw refusals.usedCode()
  if (grant.expiresAt <= world.now()) throw refusals.expiredCode()
  if (grant.redirectUri !== form.get('redirect_uri'))
    throw refusals.badRedirectUri(form.get('redirect_uri') ?? '', world.app.clientId)
  const verifier = form.get('code_verifier')
  if (grant.challenge !== undefined) {
    if (!verifier) throw refusals.missingParameter('code_verifier')
    if (!provesChallenge(verifier, grant.challenge)) throw refusals.badVerifier()
  } else if (isPage(call)) throw refusals.noChallenge()
  await checkOrigin(call, grant)
  grant.isUsed = true
  return tokensFor(call, grant, isPage(call))
}

/** `grant_type=refresh_token` */
export async function redeemRefreshToken(call: LoginCall) {
  const { world, form } = call
  checkClient(call, 'Microsoft')
  if (!form.get('refresh_token')) throw refusals.missingParameter('refresh_token')
  const grant = world.grants.refreshToken(form.get('refresh_token') ?? '')
  if (!grant) throw refusals.badCode('The provided value for the input parameter refresh_token is not valid.')
  const issuedAt = precise(grant.issuedAt)
  if (grant.expiresAt <= world.now())
    throw grant.isFromPage ? refusals.expiredPageToken(issuedAt) : refusals.unusedToken(issuedAt)
  await checkOrigin(call, grant)
  const scopes = form.get('scope')?.split(' ').filter(Boolean) ?? grant.scopes
  return tokensFor(call, { ...grant, nonce: undefined, scopes }, grant.isFromPage)
}

async function tokensFor(call: LoginCall, grant: Grant, isFromPage: boolean) {
  const { world, authority, form } = call
  const { tenant, account } = checkedAccount(world, authority, grant)
  const { user } = account
  const scopes = grant.scopes.filter((scope) => scope !== 'offline_access')
  return {
    token_type: 'Bearer',
    scope: scopes.join(' '),
    expires_in: TOKEN_LIFE_SECONDS,
    ext_expires_in: TOKEN_LIFE_SECONDS,
    access_token: await userToken(world, tenant, user, { scopes, isFromPage }),
    ...(grant.scopes.includes('offline_access') && {
      refresh_token: world.grants.issueRefreshToken(grant, isFromPage, world.now()),
    }),
    ...(grant.scopes.includes('openid') && {
      id_token: await idToken(world, { tenant, user, nonce: grant.nonce, hasEmailScope: scopes.includes('email') }),
    }),
    ...(form.get('client_info') === '1' && { client_info: clientInfo(world, account) }),
  }
}

/** The person, if still there, enabled, and not signed out everywhere since (graph-facts §2.6). */
function checkedAccount(world: World, authority: string, grant: Grant) {
  const tenant = findTenant(world, grant.tenantId)
  const account = chosenAccount(tenantsOf(world, authority), `${grant.tenantId}/${grant.userId}`)
  if (!tenant || !account) throw refusals.noSuchUser(grant.userId, tenant?.name ?? authority)
  if (!account.user.accountEnabled) throw refusals.accountDisabled()
  const validFrom = sessionsValidFrom(account)
  if (validFrom !== undefined && validFrom !== grant.sessionsValidFrom)
    throw refusals.revokedGrant(precise(grant.issuedAt), validFrom.replace('Z', '.0000000Z'))
  return { tenant, account }
}

/** Microsoft's seven digits: `2021-10-29T17:06:26.4084709Z`. */
function precise(at: number): string {
  return new Date(at).toISOString().replace('Z', '0000Z')
}

function isPage({ request }: LoginCall): boolean {
  return request.headers.has('origin')
}

/** A page redeems from its own origin; anything else must prove who it is. */
async function checkOrigin(call: LoginCall, grant: Grant): Promise<void> {
  const origin = call.request.headers.get('origin')
  if (origin === null) await authenticateClient(call, findTenant(call.world, grant.tenantId))
  else if (new URL(grant.redirectUri).origin !== origin) throw refusals.foreignOrigin(origin)
}
