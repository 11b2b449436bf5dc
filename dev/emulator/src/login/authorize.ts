import { randomUUID } from 'node:crypto'
import { ensureServicePrincipal } from '../world.ts'
import { accountNamed, accountsToShow, chosenAccount, sessionAccount, sessionCookie, tenantsOf } from './accounts.ts'
import { LoginRefusal, errorEnvelope, refusals } from './login-error.ts'
import { type Account, accountPicker, formPostPage, loginErrorPage } from './login-pages.ts'
import type { LoginCall, LoginHandler } from './login.ts'
import { idToken } from './tokens.ts'

/** An authorization request that may be answered: its client and redirect URI are known. */
interface AuthorizationRequest {
  redirectUri: string
  parameters: URLSearchParams
  responseTypes: string[]
  responseMode: string
  scopes: string[]
}

/** GET or POST /{tenant}/oauth2/v2.0/authorize: who are you? */
export const authorize: LoginHandler = async (call) => {
  const { world, authority, request, url, form } = call
  const parameters = request.method === 'POST' ? form : url.searchParams
  const action = `/${authority}/login?${parameters.toString()}`
  return withRequest(call, parameters, async (authorization) => {
    const tenants = tenantsOf(world, authority)
    const hint = parameters.get('login_hint') ?? undefined
    if (parameters.get('prompt') === 'none') {
      const account = sessionAccount(tenants, request)
      const isHinted = hint === undefined || account?.user.userPrincipalName.toLowerCase() === hint.toLowerCase()
      if (!account || !isHinted) throw refusals.noSession()
      return signIn(call, authorization, account)
    }
    return accountPicker({ action, appName: world.app.name, accounts: accountsToShow(tenants), hint })
  })
}

/** POST /{tenant}/login: an account was picked, or the person went away. */
export const pickAccount: LoginHandler = async (call) => {
  const { world, authority, url, form } = call
  return withRequest(call, url.searchParams, async (authorization) => {
    if (form.has('cancel'))
      return answer(authorization, {
        error: 'access_denied',
        error_description: 'AADSTS65004: User declined to consent to access the app.',
        error_subcode: 'cancel',
      })
    const tenants = tenantsOf(world, authority)
    const upn = form.get('upn')?.trim()
    const account = upn === undefined ? chosenAccount(tenants, form.get('account') ?? '') : accountNamed(tenants, upn)
    if (account?.user.accountEnabled) return signIn(call, authorization, account)
    const problem = account
      ? `AADSTS50057: The account ${account.user.userPrincipalName} is disabled.`
      : `This username may be incorrect: there is no account ${upn ?? ''} here.`
    const action = `/${authority}/login?${url.searchParams.toString()}`
    return accountPicker({ action, appName: world.app.name, accounts: accountsToShow(tenants), problem, hint: upn })
  })
}

/**
 * Checks the request. Wrong client or redirect URI: a page, since an answer could go to a stranger. Anything else is
 * answered to the redirect URI (RFC 6749 §4.1.2.1).
 */
async function withRequest(
  call: LoginCall,
  parameters: URLSearchParams,
  handle: (authorization: AuthorizationRequest) => Promise<Response>,
): Promise<Response> {
  const { world, authority, correlationId } = call
  let known: AuthorizationRequest | undefined
  try {
    tenantsOf(world, authority)
    const clientId = parameters.get('client_id')
    if (!clientId) throw refusals.missingParameter('client_id')
    if (clientId !== world.app.clientId) throw refusals.unknownApp(clientId, authority)
    const redirectUri = parameters.get('redirect_uri') ?? ''
    if (!world.app.redirectUris.includes(redirectUri)) throw refusals.badRedirectUri(redirectUri, clientId)
    const responseTypes = (parameters.get('response_type') ?? '').split(' ').filter(Boolean).toSorted()
    const defaultMode = responseTypes.includes('id_token') ? 'fragment' : 'query'
    known = {
      redirectUri,
      parameters,
      responseTypes,
      responseMode: parameters.get('response_mode') ?? defaultMode,
      scopes: (parameters.get('scope') ?? '').split(' ').filter(Boolean),
    }
    checkRequest(known)
    return await handle(known)
  } catch (error) {
    if (!(error instanceof LoginRefusal)) throw error
    if (!known) return loginErrorPage(error)
    const { error: code, error_description, error_uri } = errorEnvelope(world, error, correlationId)
    return answer(known, { error: code, error_description, error_uri })
  }
}

function checkRequest({ responseTypes, responseMode, scopes, parameters }: AuthorizationRequest): void {
  const types = responseTypes.join(' ')
  if (types === '') throw refusals.missingParameter('response_type')
  if (!['code', 'id_token', 'code id_token'].includes(types)) throw refusals.badResponseType(types)
  if (!['query', 'fragment', 'form_post'].includes(responseMode)) throw refusals.badResponseMode(responseMode)
  if (scopes.length === 0) throw refusals.missingParameter('scope')
  if (responseTypes.includes('id_token')) {
    if (!scopes.includes('openid')) throw refusals.badScope(scopes.join(' '), "'openid' is required.")
    if (!parameters.get('nonce')) throw refusals.missingParameter('nonce')
  }
  const method = parameters.get('code_challenge_method')
  if (parameters.has('code_challenge') && method !== 'S256') throw refusals.badChallengeMethod(method ?? '')
}

/** Signing in to an app creates its enterprise application in the person's tenant (graph-facts §6.1). */
async function signIn(call: LoginCall, authorization: AuthorizationRequest, account: Account): Promise<Response> {
  const { world } = call
  const { parameters, redirectUri, scopes, responseTypes } = authorization
  const { tenant, user } = account
  const nonce = parameters.get('nonce') ?? undefined
  if (!ensureServicePrincipal(world, tenant).isEnabled) throw refusals.appDisabled(world.app.clientId)
  const fields: Record<string, string> = {}
  if (responseTypes.includes('code'))
    fields.code = world.grants.issueCode(
      {
        tenantId: tenant.id,
        userId: user.id,
        redirectUri,
        scopes,
        nonce,
        codeChallenge: parameters.get('code_challenge') ?? undefined,
      },
      world.now(),
    )
  if (responseTypes.includes('id_token')) fields.id_token = await idToken(world, { tenant, user, nonce })
  if (parameters.get('client_info') === '1') fields.client_info = clientInfo(account)
  fields.session_state = randomUUID()
  return answer(authorization, fields, { 'set-cookie': sessionCookie(account) })
}

/** Who it is, for MSAL's cache. */
export function clientInfo({ tenant, user }: Pick<Account, 'tenant' | 'user'>): string {
  return Buffer.from(JSON.stringify({ uid: user.id, utid: tenant.id })).toString('base64url')
}

function answer(
  { redirectUri, responseMode, parameters }: AuthorizationRequest,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> | Response {
  const state = parameters.get('state')
  const all = new URLSearchParams({ ...fields, ...(state !== null && { state }) })
  if (responseMode === 'form_post') return formPostPage(redirectUri, all, headers)
  const location = new URL(redirectUri)
  if (responseMode === 'fragment') location.hash = all.toString()
  else for (const [name, value] of all) location.searchParams.set(name, value)
  return new Response(null, {
    status: 302,
    headers: {
      location: location.href,
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      ...headers,
    },
  })
}
