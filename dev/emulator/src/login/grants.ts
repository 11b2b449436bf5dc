import { createHash, randomBytes } from 'node:crypto'

/** What a person agreed to, waiting to be turned into tokens. */
export interface Grant {
  tenantId: string
  userId: string
  redirectUri: string
  scopes: string[]
  nonce: string | undefined
  challenge: Challenge | undefined
  /** `signInSessionsValidFromDateTime` at sign-in: another value by now means that the sessions were revoked. */
  sessionsValidFrom: string | undefined
  /** When the person signed in, in ms. */
  issuedAt: number
  /** ms */
  expiresAt: number
  isUsed: boolean
}

/** PKCE, RFC 7636. */
export interface Challenge {
  value: string
  method: 'S256' | 'plain'
}

const DAY_MS = 86_400_000
const CODE_LIFE_MS = 600_000
/** Learn, “Refresh tokens in the Microsoft identity platform”. */
const SPA_REFRESH_LIFE_MS = DAY_MS
const REFRESH_LIFE_MS = 90 * DAY_MS

/** A refresh token; one that a page got ends a day after the sign-in, however often it is renewed. */
export interface RefreshGrant extends Grant {
  isFromPage: boolean
}

/** Codes and refresh tokens that are out; in memory only. */
export function createGrants() {
  const codes = new Map<string, Grant>()
  const refreshTokens = new Map<string, RefreshGrant>()
  const usedAssertions = new Set<string>()
  const newKey = (prefix: string) => prefix + randomBytes(48).toString('base64url')
  return {
    issueCode(grant: Omit<Grant, 'issuedAt' | 'expiresAt' | 'isUsed'>, now: number): string {
      const code = newKey('1.')
      codes.set(code, { ...grant, issuedAt: now, expiresAt: now + CODE_LIFE_MS, isUsed: false })
      return code
    },
    code: (code: string) => codes.get(code),
    /**
     * A new token at every use; the old one stays good. A page's day is counted from the sign-in, everybody else's ninety
     * from this use (Learn, “Refresh tokens in the Microsoft identity platform”).
     */
    issueRefreshToken(grant: Grant, isFromPage: boolean, now: number): string {
      const token = newKey('1.R')
      const expiresAt = isFromPage ? grant.issuedAt + SPA_REFRESH_LIFE_MS : now + REFRESH_LIFE_MS
      refreshTokens.set(token, { ...grant, isFromPage, expiresAt })
      return token
    },
    refreshToken: (token: string) => refreshTokens.get(token),
    /** Whether a client assertion's `jti` was not seen before. */
    isFirstUse: (jti: string) => !usedAssertions.has(jti) && Boolean(usedAssertions.add(jti)),
    clear() {
      usedAssertions.clear()
      codes.clear()
      refreshTokens.clear()
    },
  }
}
export type Grants = ReturnType<typeof createGrants>

/** Whether the verifier belongs to the challenge; Entra takes `plain` as well (Learn, “OAuth 2.0 authorization code flow”). */
export function provesChallenge(verifier: string, { value, method }: Challenge): boolean {
  return (method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')) === value
}
