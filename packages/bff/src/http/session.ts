import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { CompanyId, type Permission, permissions } from '@plumm/entra-shared'
import { HttpProblem } from './problem.ts'

/** Who is calling, as Plumm vouches for it. */
export interface Session {
  userId: string
  name: string
  companyId: string
  /** As people know the company; its id where Plumm does not say. */
  companyName: string
  permissions: ReadonlySet<Permission>
  expiresAt: Date
}

export type SessionCheck = (authorization: string | undefined) => Promise<Session>

const AUDIENCE = 'plumm-entra'
const LIFETIME_MAX_SECONDS = 15 * 60
const SKEW_SECONDS = 60

const Claims = z.object({
  sub: z.string().min(1),
  name: z.string().default('Somebody in Plumm'),
  companyId: CompanyId,
  companyName: z.string().trim().min(1).max(200).optional(),
  permissions: z.array(z.string()),
  iat: z.number(),
  exp: z.number(),
})

/**
 * Checks Plumm's session tokens (design §6): signature by Plumm's JWKS, issuer, audience, and a life of 15 minutes at
 * most. @throws HttpProblem 401
 */
export function createSessionCheck(options: {
  issuer: string
  jwksUrl: string
  fetch: typeof fetch
  now: () => Date
}): SessionCheck {
  const jwks = createRemoteJWKSet(new URL(options.jwksUrl), { [customFetch]: options.fetch, cooldownDuration: 5_000 })
  return async (authorization) => {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
    if (!token) throw refuse('session-missing', 'Ask Plumm for a session token and send it as Authorization: Bearer.')
    try {
      const { payload } = await jwtVerify(token, jwks, {
        issuer: options.issuer,
        audience: AUDIENCE,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        requiredClaims: ['exp', 'iat'],
        clockTolerance: SKEW_SECONDS,
        currentDate: options.now(),
      })
      const claims = Claims.safeParse(payload)
      if (!claims.success || claims.data.exp - startOf(claims.data, options.now()) > LIFETIME_MAX_SECONDS) {
        throw refuse('session-invalid', 'The session token lacks a claim, or lives longer than 15 minutes.')
      }
      const { sub, name, companyId, companyName = companyId, exp } = claims.data
      const known = permissions.filter((permission) => claims.data.permissions.includes(permission))
      const expiresAt = new Date(exp * 1000)
      return { userId: sub, name, companyId, companyName, permissions: new Set(known), expiresAt }
    } catch (error) {
      if (error instanceof HttpProblem) throw error
      if (error instanceof errors.JWTExpired)
        throw refuse('session-expired', 'The session token has expired; ask Plumm for a new one.')
      throw refuse('session-invalid', 'The session token was not signed by Plumm for this service.')
    }
  }
}

/** When its life began, in seconds: a token dated ahead has been in somebody's hands since now at the latest. */
function startOf({ iat }: { iat: number }, now: Date): number {
  return Math.min(iat, Math.ceil(now.getTime() / 1000) + SKEW_SECONDS)
}

function refuse(code: 'session-missing' | 'session-expired' | 'session-invalid', detail: string): HttpProblem {
  return new HttpProblem(401, code, { detail })
}

/** `integrations:manage` includes reading; `integrations:read` includes statuses. */
export function may(session: Session, permission: Permission): boolean {
  const has = (name: Permission) => session.permissions.has(name)
  switch (permission) {
    case 'status:read':
      return has('status:read') || has('integrations:read') || has('integrations:manage')
    case 'integrations:read':
      return has('integrations:read') || has('integrations:manage')
    case 'integrations:manage':
      return has('integrations:manage')
  }
}
