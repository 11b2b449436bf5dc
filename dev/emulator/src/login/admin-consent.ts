import { mayConsent } from '../tenant/roles.ts'
import { grantRoles, withdrawRoles } from '../tenant/consent.ts'
import { accountNamed, accountsToShow, chosenAccount, sessionCookie, tenantsOf } from './accounts.ts'
import { LoginRefusal, refusals } from './login-error.ts'
import { accountPicker, consentPage, loginErrorPage, needAdminPage } from './login-pages.ts'
import type { LoginCall, LoginHandler } from './login.ts'

/** GET /{tenant}/v2.0/adminconsent: sign in, read what is asked, accept or not (graph-facts §6.1). */
export const adminConsent: LoginHandler = async (call) => {
  try {
    return await consent(call)
  } catch (error) {
    if (!(error instanceof LoginRefusal)) throw error
    return loginErrorPage(error)
  }
}

async function consent(call: LoginCall): Promise<Response> {
  const { world, authority, url, form } = call
  const { redirectUri, scope, state } = checkedRequest(call)
  const action = `/${authority}/v2.0/adminconsent?${url.searchParams.toString()}`
  const { name: appName } = world.app
  // Not signed and not secret: whoever reads it must not believe `tenant` (graph-facts §6.1, warning).
  const back = (fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const location = new URL(redirectUri)
    const all = { admin_consent: 'True', ...fields, ...(state !== null && { state }) }
    for (const [name, value] of Object.entries(all)) location.searchParams.set(name, value)
    return new Response(null, {
      status: 302,
      headers: { location: location.href, 'cache-control': 'no-store', ...headers },
    })
  }
  if (form.has('cancel'))
    return back({
      error: 'consent_required',
      error_description:
        'AADSTS65004: The resource owner or authorization server denied the request. Trace ID: 0 Correlation ID: 0',
    })

  const tenants = tenantsOf(world, authority)
  const upn = form.get('upn')?.trim()
  const choice = form.get('account')
  const account =
    upn === undefined ? (choice === null ? undefined : chosenAccount(tenants, choice)) : accountNamed(tenants, upn)
  if (!account?.user.accountEnabled) {
    const problem = upn === undefined ? undefined : `This username may be incorrect, or blocked: ${upn}.`
    return accountPicker({ action, appName, accounts: accountsToShow(tenants, upn), problem, hint: upn })
  }
  if (!mayConsent(account.roles)) return needAdminPage({ action, appName, account })
  const permissions = world.app.requiredRoles
  if (!form.has('accept')) return consentPage({ action, appName, account, permissions })

  // "Granting tenant-wide admin consent may revoke permissions that have already been granted" (graph-facts §6.1).
  const held = account.tenant.servicePrincipal?.grantedRoles ?? []
  withdrawRoles(
    world,
    account.tenant,
    held.filter((role) => !permissions.includes(role)),
  )
  grantRoles(world, account.tenant, permissions)
  return back({ tenant: account.tenant.id, scope }, { 'set-cookie': sessionCookie(account) })
}

function checkedRequest({ world, authority, url }: LoginCall) {
  const { searchParams } = url
  const clientId = searchParams.get('client_id')
  const redirectUri = searchParams.get('redirect_uri')
  const scope = searchParams.get('scope')
  if (authority === 'common' || authority === 'consumers') throw refusals.notForCommon()
  tenantsOf(world, authority)
  if (!clientId) throw refusals.missingParameter('client_id')
  if (clientId !== world.app.clientId) throw refusals.unknownApp(clientId, authority)
  if (!redirectUri || !world.app.redirectUris.includes(redirectUri))
    throw refusals.badRedirectUri(redirectUri ?? '', clientId)
  if (!scope) throw refusals.missingParameter('scope')
  // Application permissions come through .default only (graph-facts §6.1).
  const graphScopes = [`${world.graphOrigin}/.default`, 'https://graph.microsoft.com/.default']
  if (!scope.split(' ').some((one) => graphScopes.includes(one)))
    throw refusals.badScope(scope, 'Application permissions are granted through https://graph.microsoft.com/.default.')
  return { redirectUri, scope, state: searchParams.get('state') }
}
