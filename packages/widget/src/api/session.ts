import { type Permission, permissions } from '@plumm/entra-shared'

/**
 * What a session token allows, to decide what to offer; the BFF checks for itself. Reads the payload of a JWT
 * (RFC 7519 §3) without its signature, and answers null for a token that is not one.
 */
export function permissionsIn(token: string): readonly Permission[] | null {
  try {
    const payload = token.split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    )
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof claims !== 'object' || claims === null || !('permissions' in claims)) return null
    const listed = claims.permissions
    return Array.isArray(listed) ? permissions.filter((permission) => listed.includes(permission)) : null
  } catch {
    return null
  }
}
