import { describe, expect, it } from 'vitest'
import type { AuditDetails } from '../db/tables.ts'
import { type StoredChainEntry, verifyChain } from './chain.ts'
import { GENESIS, canonical, hashEntry } from './hashes.ts'
import { FORMAT, hashParts, openParts } from './parts.ts'

const actor = { kind: 'plumm', name: null } as const
const details: AuditDetails = {
  actor,
  personName: 'Ana Ruiz',
  changes: [{ field: 'jobTitle', before: null, after: 'Engineer' }],
}
const open = (salt: string, of = details, format: number | null = FORMAT) =>
  openParts({ format, salt, details: of, parts: null }) ?? []

/** A chain as the database has it, with something particular in some of its entries. */
function chainOf(
  length: number,
  particular: Record<number, Record<string, unknown>> = {},
  format: number | null = FORMAT,
): StoredChainEntry[] {
  const entries: StoredChainEntry[] = []
  let previousHash = GENESIS
  for (let seq = 1; seq <= length; seq += 1) {
    const parts = open(`salt-${seq}`, details, format)
    const text = canonical({
      seq,
      companyId: 'northwind',
      action: 'user.updated',
      ...(format === null ? {} : { format }),
      details: hashParts(format, parts),
      ...particular[seq],
    })
    const hash = hashEntry(previousHash, text)
    entries.push({ seq, canonical: text, previousHash, hash, parts })
    previousHash = hash
  }
  return entries
}
const change = (entries: StoredChainEntry[], seq: number, to: Partial<StoredChainEntry>) =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...to } : entry))
/** The parts of an entry with some of them erased. */
const without = (entry: StoredChainEntry | undefined, ...indexes: number[]) =>
  entry?.parts?.map((part, index) => (indexes.includes(index) ? { hash: hashParts(null, [part]) } : part)) ?? null

describe('the text that is hashed', () => {
  it('is the same however an entry was put together (RFC 8785)', () => {
    expect(canonical({ b: 1, a: { d: null, c: ['é', 1.0] } })).toBe('{"a":{"c":["é",1],"d":null},"b":1}')
    expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1 }))
  })

  it('makes a hash that anybody can make again with sha256sum', () => {
    // printf '%s\n%s' 000…0 '{"seq":1}' | sha256sum
    expect(GENESIS).toBe('0'.repeat(64))
    expect(hashEntry(GENESIS, '{"seq":1}')).toBe('a453da8151216b5ae0a15c5377bc79da35cc4f629a9e9a3dcab70bf0b485609a')
  })

  it('tells entries apart whatever stood before them', () => {
    expect(hashEntry(GENESIS, 'a')).not.toBe(hashEntry('1'.repeat(64), 'a'))
  })
})

describe.each([FORMAT, null])('a chain of format %s', (format) => {
  const chain = chainOf(6, {}, format)

  it('is whole when nothing was touched', () => {
    expect(verifyChain(chain)).toEqual({
      ok: true,
      head: { seq: 6, hash: chain.at(-1)?.hash },
      start: { seq: 0, hash: GENESIS },
      entries: 6,
      erased: 0,
      brokenAt: null,
    })
  })

  const rewritten = canonical({ seq: 3, companyId: 'northwind', action: 'user.created', details: null })
  const other = { ...details, changes: [{ field: 'jobTitle', before: null, after: 'Director' }] }
  it.each<[what: string, entries: StoredChainEntry[], brokenAt: number]>([
    ['a rewritten entry', change(chain, 3, { canonical: rewritten }), 3],
    [
      'a rewritten entry with a hash to match',
      change(chain, 3, {
        canonical: rewritten,
        parts: null,
        hash: hashEntry(chain[2]?.previousHash ?? '', rewritten),
      }),
      4,
    ],
    ['rewritten personal values', change(chain, 4, { parts: open('salt-4', other, format) }), 4],
    ['another salt', change(chain, 4, { parts: open('salt-2', details, format) }), 4],
    ['personal values taken out without a word', change(chain, 4, { parts: null }), 4],
    ['a missing entry', chain.filter(({ seq }) => seq !== 3), 3],
    ['a missing first entry', chain.slice(1), 1],
    [
      'two entries in each other’s place',
      [...chain.slice(0, 2), ...chain.slice(2, 4).toReversed(), ...chain.slice(4)],
      3,
    ],
    ['an entry twice', [...chain.slice(0, 3), ...chain.slice(2)], 4],
    ['an entry under another number', change(chain, 6, { canonical: canonical({ seq: 7 }) }), 6],
    ['a text that is no JSON', change(chain, 6, { canonical: '{' }), 6],
    ['a hash that is no hash', change(chain, 6, { hash: '' }), 6],
  ])('is broken where it was touched: %s', (_what, entries, brokenAt) => {
    expect(verifyChain(entries)).toMatchObject({ ok: false, brokenAt })
  })

  it('that was cut off at its end is whole by itself: only its head, kept elsewhere, shows it', () => {
    expect(verifyChain(chain.slice(0, 4))).toMatchObject({ ok: true, head: { seq: 4, hash: chain[3]?.hash } })
    expect(chain[3]?.hash).not.toBe(chain.at(-1)?.hash)
  })
})

describe('a chain of which something was erased', () => {
  const chain = chainOf(8, { 7: { action: 'person.erased', personId: 'ana', erased: '2-3,5' } })

  it('is whole, and tells how many entries that concerns, where a later entry tells of it', () => {
    const erased = change(change(chain, 2, { parts: null }), 5, { parts: without(chain[4], 1, 2) })
    expect(verifyChain(erased)).toMatchObject({ ok: true, erased: 2, brokenAt: null })
  })

  it.each([
    ['another entry', 4],
    ['an entry from after that', 8],
  ])('is broken where something is missing in %s', (_what, seq) => {
    expect(verifyChain(change(chain, seq, { parts: without(chain[seq - 1], 1) }))).toMatchObject({
      ok: false,
      brokenAt: seq,
    })
  })

  it('still proves the parts that are left', () => {
    const forged =
      without(chain[4], 1)?.map((part) => ('text' in part ? { ...part, text: '{"actor":1}' } : part)) ?? null
    expect(verifyChain(change(chain, 5, { parts: forged }))).toMatchObject({ ok: false, brokenAt: 5 })
  })
})

describe('a chain that retention has cut', () => {
  const hashAt = (seq: number) => chainOf(seq).at(-1)?.hash ?? ''
  const sealedAt = (seq: number, hash = hashAt(seq)) => chainOf(8, { 7: { sealed: { seq, hash } } })

  it('is whole from where its newest seal says', () => {
    expect(verifyChain(sealedAt(4).slice(4))).toMatchObject({
      ok: true,
      start: { seq: 4, hash: hashAt(4) },
      entries: 4,
    })
  })

  it.each<[what: string, entries: StoredChainEntry[], brokenAt: number]>([
    ['further than the seal says', sealedAt(4).slice(5), 5],
    ['less far than the seal says', sealedAt(4).slice(2), 5],
    ['at another hash', sealedAt(4, 'f'.repeat(64)).slice(4), 5],
    ['without any seal', chainOf(8).slice(4), 1],
  ])('is broken when it was cut %s', (_what, entries, brokenAt) => {
    expect(verifyChain(entries)).toMatchObject({ ok: false, brokenAt })
  })
})

it('an empty log is whole', () => {
  expect(verifyChain([])).toMatchObject({ ok: true, entries: 0, brokenAt: null })
})
