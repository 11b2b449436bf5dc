import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { AuditDetails } from '../db/tables.ts'

/** What the first entry's `previousHash` is. */
export const GENESIS = '0'.repeat(64)

/** The text that is hashed and stored: JSON in canonical form (RFC 8785), so that it can be hashed again anywhere. */
export function canonical(entry: Record<string, unknown>): string {
  const text = canonicalize(entry)
  if (text === undefined) throw new TypeError('An audit entry must be JSON.')
  return text
}

/** sha-256, hex, over the previous hash and this entry's canonical text. */
export function hashEntry(previousHash: string, canonicalText: string): string {
  return sha256(`${previousHash}\n${canonicalText}`)
}

/** What the chain keeps of a person's values: with the salt gone, nothing can be guessed back from it. */
export function detailsHash(salt: string, details: AuditDetails): string {
  return sha256(`${salt}\n${canonical({ ...details })}`)
}

/** An entry as the database has it; `details` is null where a person's data has been erased. */
export interface StoredChainEntry {
  seq: number
  canonical: string
  previousHash: string
  hash: string
  details: { salt: string; details: AuditDetails } | null
}

/** Recomputes a chain from its first entry; `brokenAt` is the first position that is wrong. Pure. */
export function verifyChain(entries: Iterable<StoredChainEntry>): {
  ok: boolean
  head: string
  brokenAt: number | null
} {
  let previous = GENESIS
  let expected = 1
  for (const entry of entries) {
    if (entry.seq !== expected || entry.previousHash !== previous || !isWhole(entry)) {
      return { ok: false, head: previous, brokenAt: expected }
    }
    previous = entry.hash
    expected += 1
  }
  return { ok: true, head: previous, brokenAt: null }
}

function isWhole({ seq, canonical: text, previousHash, hash, details }: StoredChainEntry): boolean {
  if (hashEntry(previousHash, text) !== hash) return false
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed !== 'object' || parsed === null || Reflect.get(parsed, 'seq') !== seq) return false
  return details === null || detailsHash(details.salt, details.details) === Reflect.get(parsed, 'details')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
