import { type Route, findRoute } from '../route.ts'
import type { World } from '../world.ts'
import { endedSessionCookie } from './accounts.ts'
import { adminConsent } from './admin-consent.ts'
import { authorize, pickAccount } from './authorize.ts'
import { checkClient } from './client-authentication.ts'
import { clientCredentials } from './client-credentials.ts'
import { clientRefusals } from './client-refusals.ts'
import { discoveryDocument, instanceDiscovery, keySet } from './discovery.ts'
import { redeemCode, redeemRefreshToken } from './code-grant.ts'
import { LoginRefusal, errorEnvelope, refusals } from './login-error.ts'
import { signedOutPage } from './login-pages.ts'
import { userInfo } from './userinfo.ts'

/** A call to the sign-in side. */
export interface LoginCall {
  world: World
  /** Path segment: `organizations`, `common`, a tenant id or a domain. */
  authority: string
  request: Request
  url: URL
  form: URLSearchParams
  correlationId: string | undefined
}

export type LoginHandler = (call: LoginCall) => Response | Promise<Response>

/** Where OpenID Connect clients ask who somebody is; the one path without a tenant in front. */
export const USERINFO_PATH = '/oidc/userinfo'

export const loginRoutes: Route<LoginHandler>[] = [
  {
    method: 'GET',
    pattern: '/{tenant}/v2.0/.well-known/openid-configuration',
    handle: ({ world, authority }) => json(discoveryDocument(world, authority)),
  },
  {
    method: 'GET',
    pattern: '/{tenant}/discovery/v2.0/keys',
    handle: async ({ world, authority }) => json(await keySet(world, authority)),
  },
  {
    method: 'GET',
    pattern: '/{tenant}/discovery/instance',
    handle: ({ world }) => json(instanceDiscovery(world)),
  },
  { method: 'POST', pattern: '/{tenant}/oauth2/v2.0/token', handle: token },
  { method: 'GET', pattern: '/{tenant}/oauth2/v2.0/authorize', handle: authorize },
  { method: 'POST', pattern: '/{tenant}/oauth2/v2.0/authorize', handle: authorize },
  { method: 'POST', pattern: '/{tenant}/oauth2/v2.0/devicecode', handle: refuseDeviceCode },
  { method: 'POST', pattern: '/{tenant}/login', handle: pickAccount },
  { method: 'GET', pattern: '/{tenant}/v2.0/adminconsent', handle: adminConsent },
  { method: 'POST', pattern: '/{tenant}/v2.0/adminconsent', handle: adminConsent },
  { method: 'GET', pattern: '/{tenant}/oauth2/v2.0/logout', handle: logout },
  { method: 'GET', pattern: USERINFO_PATH, handle: userInfo },
  { method: 'POST', pattern: USERINFO_PATH, handle: userInfo },
]

async function token(call: LoginCall): Promise<Response> {
  const { form } = call
  const grant = form.get('grant_type')
  switch (grant) {
    case null:
    case '':
      throw refusals.missingParameter('grant_type')
    case 'client_credentials':
      return tokenResponse(await clientCredentials(call))
    case 'authorization_code':
      return tokenResponse(await redeemCode(call))
    case 'refresh_token':
      return tokenResponse(await redeemRefreshToken(call))
    default:
      throw refusals.unsupportedGrant(grant)
  }
}

/** Device codes are for public clients, and our app is none; Entra says so when the code is redeemed (belief). */
function refuseDeviceCode(call: LoginCall): Response {
  checkClient(call, call.authority)
  throw clientRefusals.noCredential()
}

function tokenResponse(body: object): Response {
  return json(body, 200, { 'cache-control': 'no-store', pragma: 'no-cache' })
}

async function logout({ world, url }: LoginCall): Promise<Response> {
  const returnTo = url.searchParams.get('post_logout_redirect_uri')
  const response =
    returnTo !== null && world.app.redirectUris.includes(returnTo)
      ? new Response(null, { status: 302, headers: { location: returnTo } })
      : await signedOutPage()
  response.headers.set('set-cookie', endedSessionCookie)
  return response
}

/** A path that is served, by another method. */
export const refuseMethod: LoginHandler = ({ request, url }) => {
  const segments = url.pathname.split('/').slice(1)
  const served = ['GET', 'POST'].filter((method) => findRoute(loginRoutes, method, segments) !== undefined)
  throw refusals.wrongMethod([...served, 'OPTIONS'].join(', '), request.method)
}

/** Runs a handler; a refusal becomes the token endpoint's envelope. */
export async function serveLogin(handler: LoginHandler, call: LoginCall): Promise<Response> {
  try {
    return await handler(call)
  } catch (error) {
    if (!(error instanceof LoginRefusal)) throw error
    return refusalResponse(call.world, error, call.correlationId)
  }
}

export function refusalResponse(world: World, refusal: LoginRefusal, correlationId: string | undefined): Response {
  return json(errorEnvelope(world, refusal, correlationId), refusal.status, { 'cache-control': 'no-store' })
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*', ...headers },
  })
}
