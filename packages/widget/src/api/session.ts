import { type Permission, permissions } from '@plumm/entra-shared'

/**
 * What a session token allows, to decide what to offer; the BFF checks for itself. Null for a token that is not a JWT
 * we can read.
 */
export function permissionsIn(token: string): readonly Permission[] | null {
  const listed = claimsIn(token)?.['permissions']
  return Array.isArray(listed) ? permissions.filter((permission) => listed.includes(permission)) : null
}

/**
 * Whose session a token is, and for what: tokens of which this is the same get to see the same. Null where the token
 * does not say, which is like nobody else.
 */
export function holderOf(token: string): string | null {
  const { iss = null, companyId, sub, permissions: listed } = claimsIn(token) ?? {}
  if (typeof companyId !== 'string' || typeof sub !== 'string' || !Array.isArray(listed)) return null
  return JSON.stringify([iss, companyId, sub, listed.map(String).toSorted()])
}

/** The payload of a JWT (RFC 7519 §3), without a look at its signature. */
function claimsIn(token: string): Readonly<Record<string, unknown>> | null {
  try {
    const payload = token.split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    )
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof claims === 'object' && claims !== null ? { ...claims } : null
  } catch {
    return null
  }
}
