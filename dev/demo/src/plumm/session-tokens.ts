import { type JWK, SignJWT, exportJWK, generateKeyPair, importJWK, jwtVerify } from 'jose'
import { type Company, type PlummUser, findUser } from './companies.ts'

const TOKEN_LIFETIME_SECONDS = 10 * 60

export interface SessionTokens {
  /** The public key, as `PLUMM_JWKS_URL` serves it. */
  jwks: { keys: JWK[] }
  /** A session token for the widget (design §6). */
  issue: (company: Company, user: PlummUser) => Promise<{ token: string; expiresInSeconds: number }>
  /** Who a token speaks for, or undefined where it is not ours, forged or too old. */
  read: (token: string) => Promise<{ company: Company; user: PlummUser } | undefined>
}

/** A fresh ES256 key as a private JWK, to be kept with the demo's other secrets. */
export async function createSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: crypto.randomUUID() }
}

/** Signs who is looking at Plumm, as Plumm's own backend does for the widget. */
export async function createSessionTokens(issuer: string, privateJwk: JWK): Promise<SessionTokens> {
  const { d: _private, ...publicJwk } = privateJwk
  const privateKey = await importJWK(privateJwk, 'ES256')
  const publicKey = await importJWK(publicJwk, 'ES256')
  const header = { alg: 'ES256', ...(privateJwk.kid === undefined ? {} : { kid: privateJwk.kid }) }
  return {
    jwks: { keys: [publicJwk] },
    issue: async (company, user) => ({
      token: await new SignJWT({
        name: user.name,
        companyId: company.id,
        companyName: company.name,
        permissions: [...user.permissions],
      })
        .setProtectedHeader(header)
        .setIssuer(issuer)
        .setAudience('plumm-entra')
        .setSubject(user.id)
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_LIFETIME_SECONDS}s`)
        .sign(privateKey),
      expiresInSeconds: TOKEN_LIFETIME_SECONDS,
    }),
    read: async (token) => {
      const verified = await jwtVerify(token, publicKey, { issuer, audience: 'plumm-entra' }).catch(() => undefined)
      const companyId = verified?.payload.companyId
      const userId = verified?.payload.sub
      return typeof companyId === 'string' && userId !== undefined ? findUser(companyId, userId) : undefined
    },
  }
}
