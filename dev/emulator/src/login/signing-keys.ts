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

/** `consumer-key` is published, but for personal accounts only; `unknown-key` is published nowhere. */
export type Signer = 'tenant-key' | 'unknown-key' | 'consumer-key'

export interface SigningKeys {
  /** Public keys as the JWKS endpoint shows them, newest first, without `issuer`. */
  publicKeys: () => Promise<JWK[]>
  /** The key of personal accounts, which `/common` publishes among the others (graph-facts §6.2). */
  consumerKey: () => Promise<JWK>
  sign: (claims: JWTPayload, signer?: Signer) => Promise<string>
  verificationKey: (kid: string | undefined) => Promise<RsaKey | undefined>
  /** Signs with a new key from now on. @returns its `kid` */
  rotate: (options: { keepOldForMs: number }) => Promise<string>
  /** Private keys, to be kept with the rest of the world. */
  export: () => Promise<StoredKey[]>
}

/** A private key on disk, newest first; `goneAt` (ms) is when a key that was rotated out disappears. */
export type StoredKey = JWK & { goneAt?: number }

interface KeyPair {
  kid: string
  privateJwk: JWK
  publicJwk: JWK
  privateKey: RsaKey
  publicKey: RsaKey
}

/** One per process: RSA keys take about 100 ms to make, and a hundred test worlds would each pay for three. */
const ownKey = lazily(makeKeyPair)
const strangersKey = lazily(makeKeyPair)
const consumersKey = lazily(makeKeyPair)

/**
 * Entra signs with RS256 and publishes several keys: the old ones stay for a while after a rotation, so that tokens out
 * there remain good (graph-facts §6.2).
 *
 * @param now ms since 1970
 */
export function createSigningKeys(stored: StoredKey[], now: () => number): SigningKeys {
  const kept = lazily(async (): Promise<{ pair: KeyPair; goneAt?: number }[]> => {
    if (stored.length === 0) return [{ pair: await ownKey() }]
    return Promise.all(
      stored.map(async ({ goneAt, ...jwk }) => ({
        pair: await readKeyPair(jwk),
        ...(goneAt !== undefined && { goneAt }),
      })),
    )
  })
  const living = async () => (await kept()).filter(({ goneAt = Infinity }) => goneAt > now())
  const current = async () => (await kept())[0]?.pair ?? ownKey()
  const pairOf = { 'tenant-key': current, 'unknown-key': strangersKey, 'consumer-key': consumersKey }

  return {
    publicKeys: async () => (await living()).map(({ pair }) => pair.publicJwk),
    consumerKey: async () => (await consumersKey()).publicJwk,
    export: async () =>
      (await living()).map(({ pair, goneAt }) => ({ ...pair.privateJwk, ...(goneAt !== undefined && { goneAt }) })),
    verificationKey: async (kid) => (await living()).find(({ pair }) => pair.kid === kid)?.pair.publicKey,
    async rotate({ keepOldForMs }) {
      const pairs = await kept()
      const pair = await makeKeyPair()
      for (const old of pairs) old.goneAt = Math.min(old.goneAt ?? Infinity, now() + keepOldForMs)
      pairs.unshift({ pair })
      return pair.kid
    },
    async sign(claims, signer = 'tenant-key') {
      const { kid, privateKey } = await pairOf[signer]()
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
