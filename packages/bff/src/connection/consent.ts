/** Microsoft's admin-consent page (v2) for one tenant. */
export function consentUrl(options: {
  authorityOrigin: string
  tenantId: string
  clientId: string
  /** Everything registered for the app; application permissions can be asked for in no other way (graph-facts §6.1). */
  scope: string
  redirectUri: string
  state: string
}): string {
  const url = new URL(`${options.authorityOrigin}/${options.tenantId}/v2.0/adminconsent`)
  url.searchParams.set('client_id', options.clientId)
  url.searchParams.set('scope', options.scope)
  url.searchParams.set('redirect_uri', options.redirectUri)
  url.searchParams.set('state', options.state)
  return url.href
}

/** What the redirect back says. Nothing of it is signed. */
export type ConsentRedirect =
  | { is: 'granted'; tenant: string; state: string }
  | { is: 'refused'; state: string; error: string; description: string }
  | { is: 'malformed' }

/** Reads the redirect; an `error` wins over `admin_consent=True`, which Microsoft sends along with it. */
export function readConsentRedirect(url: URL): ConsentRedirect {
  const state = url.searchParams.get('state')
  if (!state) return { is: 'malformed' }
  const error = url.searchParams.get('error')
  if (error) return { is: 'refused', state, error, description: url.searchParams.get('error_description') ?? '' }
  const tenant = url.searchParams.get('tenant')
  const isGranted = url.searchParams.get('admin_consent')?.toLowerCase() === 'true'
  return tenant && isGranted ? { is: 'granted', tenant, state } : { is: 'malformed' }
}
