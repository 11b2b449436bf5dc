import { type World, findTenant } from '../world.ts'
import { chosenAccount, tenantsOf } from './accounts.ts'
import { clientInfo } from './authorize.ts'
import { requireSecret } from './client-credentials.ts'
import { type Grant, provesChallenge } from './grants.ts'
import type { LoginCall } from './login.ts'
import { refusals } from './login-error.ts'
import { TOKEN_LIFE_SECONDS, idToken, userToken } from './tokens.ts'

/** `grant_type=authorization_code`: once, with its PKCE verifier, from where it was asked for. */
export async function redeemCode(call: LoginCall) {
  const { world, form } = call
  for (const name of ['client_id', 'code', 'redirect_uri']) if (!form.get(name)) throw refusals.missingParameter(name)
  checkClient(world, form)
  const grant = world.grants.code(form.get('code') ?? '')
  if (!grant) throw refusals.badCode('The provided value for the input parameter code is not valid.')
  if (grant.isUsed) throw refusals.usedCode()
  if (grant.expiresAt <= world.now()) throw refusals.expiredCode()
  if (grant.redirectUri !== form.get('redirect_uri'))
    throw refusals.badRedirectUri(form.get('redirect_uri') ?? '', world.app.clientId)
  const verifier = form.get('code_verifier')
  if (grant.codeChallenge !== undefined) {
    if (!verifier) throw refusals.missingParameter('code_verifier')
    if (!provesChallenge(verifier, grant.codeChallenge)) throw refusals.badVerifier()
  } else if (isBrowser(call)) throw refusals.noChallenge()
  checkOrigin(call, grant)
  grant.isUsed = true
  return tokensFor(call, grant)
}

/** `grant_type=refresh_token` */
export async function redeemRefreshToken(call: LoginCall) {
  const { world, form } = call
  for (const name of ['client_id', 'refresh_token']) if (!form.get(name)) throw refusals.missingParameter(name)
  checkClient(world, form)
  const grant = world.grants.refreshToken(form.get('refresh_token') ?? '')
  if (!grant) throw refusals.badCode('The provided value for the input parameter refresh_token is not valid.')
  if (grant.expiresAt <= world.now()) throw refusals.expiredCode()
  checkOrigin(call, grant)
  const scopes = form.get('scope')?.split(' ').filter(Boolean) ?? grant.scopes
  return tokensFor(call, { ...grant, nonce: undefined, scopes })
}

async function tokensFor(call: LoginCall, grant: Grant) {
  const { world, authority, form } = call
  const tenant = findTenant(world, grant.tenantId)
  const account = chosenAccount(tenantsOf(world, authority), `${grant.tenantId}/${grant.userId}`)
  if (!tenant || !account) throw refusals.badCode('The user account does not exist in the tenant.')
  const { user } = account
  if (!user.accountEnabled) throw refusals.accountDisabled()
  const scopes = grant.scopes.filter((scope) => scope !== 'offline_access')
  return {
    token_type: 'Bearer',
    scope: scopes.join(' '),
    expires_in: TOKEN_LIFE_SECONDS,
    ext_expires_in: TOKEN_LIFE_SECONDS,
    access_token: await userToken(world, tenant, user, scopes),
    ...(grant.scopes.includes('offline_access') && {
      refresh_token: world.grants.issueRefreshToken(grant, world.now()),
    }),
    ...(grant.scopes.includes('openid') && {
      id_token: await idToken(world, { tenant, user, nonce: grant.nonce }),
    }),
    ...(form.get('client_info') === '1' && { client_info: clientInfo(account) }),
  }
}

function checkClient(world: World, form: URLSearchParams): void {
  const clientId = form.get('client_id') ?? ''
  if (clientId !== world.app.clientId) throw refusals.unknownApp(clientId, 'Microsoft')
}

function isBrowser({ request }: LoginCall): boolean {
  return request.headers.has('origin')
}

/** A page redeems from its own origin; anything else must show the secret. */
function checkOrigin(call: LoginCall, grant: Grant): void {
  const origin = call.request.headers.get('origin')
  if (origin === null) requireSecret(call.world, call.form)
  else if (new URL(grant.redirectUri).origin !== origin) throw refusals.foreignOrigin(origin)
}
