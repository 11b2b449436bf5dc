import {
  type CryptoKey as RsaKey,
  type JWK,
  type JWTPayload,
  SignJWT,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
} from 'jose'

export interface SigningKeys {
  /** Public keys as the JWKS endpoint shows them, without `issuer`. */
  publicKeys: () => Promise<JWK[]>
  sign: (claims: JWTPayload, options?: { withUnknownKey?: boolean }) => Promise<string>
  verificationKey: (kid: string | undefined) => Promise<RsaKey | undefined>
  /** Private keys, to be kept with the rest of the world. */
  export: () => Promise<JWK[]>
}

interface KeyPair {
  kid: string
  privateJwk: JWK
  publicJwk: JWK
  privateKey: RsaKey
  publicKey: RsaKey
}

/** One per process: RSA keys take about 100 ms to make, and a hundred test worlds would each pay for two. */
const ownKey = lazily(makeKeyPair)
const strangersKey = lazily(makeKeyPair)

/** Entra signs with RS256 (graph-facts §6.2). */
export function createSigningKeys(stored: JWK[] = []): SigningKeys {
  const pairs = lazily(async () => {
    const [first, ...others] = await Promise.all(stored.map(readKeyPair))
    return first ? { current: first, others } : { current: await ownKey(), others: [] }
  })
  const all = async () => {
    const { current, others } = await pairs()
    return [current, ...others]
  }
  return {
    publicKeys: async () => (await all()).map(({ publicJwk }) => publicJwk),
    export: async () => (await all()).map(({ privateJwk }) => privateJwk),
    verificationKey: async (kid) => (await all()).find((pair) => pair.kid === kid)?.publicKey,
    async sign(claims, { withUnknownKey = false } = {}) {
      const { kid, privateKey } = withUnknownKey ? await strangersKey() : (await pairs()).current
      return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey)
    },
  }
}

async function makeKeyPair(): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })
  return describe(await exportJWK(privateKey), privateKey, publicKey)
}

async function readKeyPair(jwk: JWK): Promise<KeyPair> {
  const { kty, n, e } = jwk
  const privateKey = await importJWK(jwk, 'RS256', { extractable: true })
  const publicKey = await importJWK({ ...(kty && { kty }), ...(n && { n }), ...(e && { e }) }, 'RS256')
  if (!(privateKey instanceof CryptoKey) || !(publicKey instanceof CryptoKey))
    throw new Error('A stored key is not RSA.')
  return describe(jwk, privateKey, publicKey)
}

async function describe(privateJwk: JWK, privateKey: RsaKey, publicKey: RsaKey): Promise<KeyPair> {
  const { kty, n, e } = await exportJWK(publicKey)
  const bare = { ...(kty && { kty }), ...(n && { n }), ...(e && { e }) }
  const kid = (await calculateJwkThumbprint(bare)).slice(0, 27)
  return { kid, privateJwk, publicJwk: { ...bare, use: 'sig', kid, x5t: kid }, privateKey, publicKey }
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
