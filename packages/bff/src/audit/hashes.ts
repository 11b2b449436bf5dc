import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** What the first entry's `previousHash` is. */
export const GENESIS = '0'.repeat(64)

/** The text that is hashed and stored: JSON in canonical form (RFC 8785), so that it can be hashed again anywhere. */
export function canonical(entry: Record<string, unknown>): string {
  const text = canonicalize(entry)
  if (text === undefined) throw new TypeError('An audit entry must be JSON.')
  return text
}

/** sha-256, hex, over lines. */
export function sha256(...lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** Over the previous hash and this entry's canonical text. */
export function hashEntry(previousHash: string, canonicalText: string): string {
  return sha256(previousHash, canonicalText)
}
