import { SignJWT, exportJWK, generateKeyPair } from 'jose'

/** What a session token of Plumm says; a test may make it say anything. */
export interface SessionWish {
  companyId: string
  permissions: readonly string[]
  userId?: string
  companyName?: string
  issuer?: string
  audience?: string
  /** Negative: in the future. */
  issuedSecondsAgo?: number
  lifetimeSeconds?: number
}

/** Plumm's key: what its JWKS shows, and the tokens it signs, for Jo Park unless somebody else is named. */
export async function createSessions(issuer: string, now: () => number) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'plumm', alg: 'ES256' }] }
  return {
    jwks,
    sign(wish: SessionWish): Promise<string> {
      const {
        companyId,
        companyName,
        permissions,
        audience = 'plumm-entra',
        issuedSecondsAgo = 0,
        lifetimeSeconds = 600,
      } = wish
      const issuedAt = Math.floor(now() / 1000) - issuedSecondsAgo
      return new SignJWT({ name: 'Jo Park', companyId, companyName, permissions })
        .setProtectedHeader({ alg: 'ES256', kid: 'plumm' })
        .setSubject(wish.userId ?? 'jo')
        .setIssuer(wish.issuer ?? issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(privateKey)
    },
  }
}
export type Sessions = Awaited<ReturnType<typeof createSessions>>
