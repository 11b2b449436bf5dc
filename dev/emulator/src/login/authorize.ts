import { randomUUID } from 'node:crypto'
import type { Tenant } from '../tenant/tenant.ts'
import { type World, ensureServicePrincipal, findTenant } from '../world.ts'
import {
  accountNamed,
  accountsToShow,
  chosenAccount,
  sessionAccount,
  sessionCookie,
  sessionsValidFrom,
  tenantsOf,
} from './accounts.ts'
import type { Challenge } from './grants.ts'
import { homeOf } from './home.ts'
import { LoginRefusal, errorEnvelope, refusals } from './login-error.ts'
import { type Account, accountPicker, consentPage, formPostPage, loginErrorPage } from './login-pages.ts'
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
    const prompt = parameters.get('prompt')
    const signedIn = signedInAccount(call, hint)
    if (prompt === 'none') {
      if (!signedIn) throw refusals.noSession()
      const account = accountHere(call, tenants, signedIn)
      if (!account) throw refusals.interactionRequired()
      return signIn(call, authorization, account)
    }
    // Whoever is signed in already is not asked again (Learn, “OAuth 2.0 authorization code flow”, `prompt`).
    const known = prompt === null && signedIn ? accountHere(call, tenants, signedIn) : undefined
    if (known) return signIn(call, authorization, known)
    return accountPicker({ action, appName: world.app.name, accounts: accountsToShow(tenants, hint), hint })
  })
}

/** Who is signed in in this browser, if it is who the client hints at. */
function signedInAccount({ world, request }: LoginCall, hint: string | undefined): Account | undefined {
  const account = sessionAccount([...world.tenants.values()], request)
  if (!account?.user.accountEnabled) return undefined
  if (hint === undefined) return account
  const { signInName } = homeOf(world, account.tenant, account.user)
  const names = [signInName, account.user.userPrincipalName].map((name) => name.toLowerCase())
  return names.includes(hint.toLowerCase()) ? account : undefined
}

/** The same person under this authority: as a guest, where the authority is another company. */
function accountHere(call: LoginCall, tenants: readonly Tenant[], signedIn: Account): Account | undefined {
  if (tenants.includes(signedIn.tenant)) return signedIn
  const guest = accountNamed(tenants, homeOf(call.world, signedIn.tenant, signedIn.user).signInName)
  return guest?.user.accountEnabled ? guest : undefined
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
    const action = `/${authority}/login?${url.searchParams.toString()}`
    const appName = world.app.name
    if (account?.user.accountEnabled) {
      const asksAgain = url.searchParams.get('prompt') === 'consent' && !form.has('accept')
      if (!asksAgain) return signIn(call, authorization, account)
      return consentPage({ action, appName, account, permissions: authorization.scopes, isForOnePerson: true })
    }
    const problem = account
      ? `AADSTS50057: The account ${account.user.userPrincipalName} is disabled.`
      : whyUnknown(call, upn ?? '')
    return accountPicker({ action, appName, accounts: accountsToShow(tenants), problem, hint: upn })
  })
}

/** Somebody of another company is told so, where the authority is one company's (AADSTS50020). */
function whyUnknown({ world, authority }: LoginCall, signInName: string): string {
  const elsewhere = accountNamed([...world.tenants.values()], signInName)
  const here = findTenant(world, authority)
  if (!elsewhere || !here) return `This username may be incorrect: there is no account ${signInName} here.`
  return `AADSTS50020: User account '${signInName}' from identity provider 'https://sts.windows.net/${elsewhere.tenant.id}/' does not exist in tenant '${here.name}' and cannot access the application '${world.app.clientId}'(${world.app.name}) in that tenant. The account needs to be added as an external user in the tenant first.`
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
  if (method !== null && method !== 'S256' && method !== 'plain') throw refusals.badChallengeMethod(method)
  const prompt = parameters.get('prompt')
  if (prompt !== null && !['none', 'login', 'select_account', 'consent'].includes(prompt)) throw refusals.badPrompt()
}

/** Without a method the challenge is the verifier itself (RFC 7636 §4.3). */
function challengeOf(parameters: URLSearchParams): Challenge | undefined {
  const value = parameters.get('code_challenge')
  if (!value) return undefined
  return { value, method: parameters.get('code_challenge_method') === 'S256' ? 'S256' : 'plain' }
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
        challenge: challengeOf(parameters),
        sessionsValidFrom: sessionsValidFrom(account),
      },
      world.now(),
    )
  if (responseTypes.includes('id_token'))
    fields.id_token = await idToken(world, {
      tenant,
      user,
      nonce,
      code: fields.code,
      hasEmailScope: scopes.includes('email'),
    })
  if (parameters.get('client_info') === '1') fields.client_info = clientInfo(world, account)
  fields.session_state = randomUUID()
  return answer(authorization, fields, { 'set-cookie': sessionCookie(account) })
}

/** Who it is at home, for MSAL's cache. */
export function clientInfo(world: World, { tenant, user }: Pick<Account, 'tenant' | 'user'>): string {
  const home = homeOf(world, tenant, user)
  return Buffer.from(JSON.stringify({ uid: home.userId, utid: home.tenant.id })).toString('base64url')
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
