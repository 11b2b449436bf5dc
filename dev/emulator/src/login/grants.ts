import { createHash, randomBytes } from 'node:crypto'

/** What a person agreed to, waiting to be turned into tokens. */
export interface Grant {
  tenantId: string
  userId: string
  redirectUri: string
  scopes: string[]
  nonce: string | undefined
  codeChallenge: string | undefined
  /** ms */
  expiresAt: number
  isUsed: boolean
}

const CODE_LIFE_MS = 600_000
/** Of a single-page application's refresh token. */
const REFRESH_LIFE_MS = 86_400_000

/** Codes and refresh tokens that are out; in memory only. */
export function createGrants() {
  const codes = new Map<string, Grant>()
  const refreshTokens = new Map<string, Grant>()
  const issue = (store: Map<string, Grant>, prefix: string, grant: Grant) => {
    const key = prefix + randomBytes(48).toString('base64url')
    store.set(key, grant)
    return key
  }
  return {
    issueCode: (grant: Omit<Grant, 'expiresAt' | 'isUsed'>, now: number) =>
      issue(codes, '1.', { ...grant, expiresAt: now + CODE_LIFE_MS, isUsed: false }),
    code: (code: string) => codes.get(code),
    issueRefreshToken: (grant: Grant, now: number) =>
      issue(refreshTokens, '1.R', { ...grant, expiresAt: now + REFRESH_LIFE_MS }),
    refreshToken: (token: string) => refreshTokens.get(token),
    clear() {
      codes.clear()
      refreshTokens.clear()
    },
  }
}
export type Grants = ReturnType<typeof createGrants>

/** PKCE, RFC 7636 with S256. */
export function provesChallenge(verifier: string, challenge: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge
}
