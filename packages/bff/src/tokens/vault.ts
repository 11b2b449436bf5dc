import type { KeyObject } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, errors } from 'jose'

/** One key of ENCRYPTION_KEYS: 32 bytes under a name that travels with what it seals. */
export interface VaultKey {
  id: string
  /** An object that no log can print. */
  key: KeyObject
}

const ALGORITHM = 'dir'
const ENCRYPTION = 'A256GCM'

/** What was sealed cannot be opened: another context, an unknown key, or a changed text. */
export class VaultError extends Error {}

export interface Vault {
  /** Encrypts for a context (a company): it opens in no other. */
  seal(plaintext: string, context: string): Promise<string>
  /** @throws VaultError */
  open(sealed: string, context: string): Promise<string>
  /** The id of the key it was sealed with; it may be one we do not have. @throws VaultError when it names none */
  keyOf(sealed: string): string
  /** Ids of our keys, the one that seals first. */
  readonly keyIds: readonly string[]
}

/** Envelopes as compact JWE (RFC 7516): `dir` and A256GCM, the key's id in `kid`. The first key seals, all open. */
export function createVault(keys: readonly VaultKey[]): Vault {
  const [current] = keys
  if (!current) throw new TypeError('A vault needs a key.')
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  return {
    keyIds: [...byId.keys()],
    keyOf(sealed) {
      try {
        const { kid } = decodeProtectedHeader(sealed)
        if (kid !== undefined) return kid
      } catch (error) {
        throw new VaultError('What was sealed has been changed or damaged.', { cause: error })
      }
      throw new VaultError('What was sealed names no key.')
    },
    seal(plaintext, context) {
      // The protected header is authenticated, so the context cannot be swapped.
      return new CompactEncrypt(new TextEncoder().encode(plaintext))
        .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, kid: current.id, ctx: context })
        .encrypt(current.key)
    },
    async open(sealed, context) {
      try {
        const keyOf = ({ kid = '' }: { kid?: string }) => {
          const key = byId.get(kid)
          if (!key) throw new VaultError(`Sealed with the key "${kid}", which is not in ENCRYPTION_KEYS.`)
          return key
        }
        const { plaintext, protectedHeader } = await compactDecrypt(sealed, keyOf, {
          keyManagementAlgorithms: [ALGORITHM],
          contentEncryptionAlgorithms: [ENCRYPTION],
        })
        if (protectedHeader.ctx !== context) throw new VaultError('Sealed for another company.')
        return new TextDecoder().decode(plaintext)
      } catch (error) {
        if (error instanceof errors.JOSEError)
          throw new VaultError('What was sealed has been changed or damaged.', { cause: error })
        throw error
      }
    },
  }
}
