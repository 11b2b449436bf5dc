import { describe, expect, it } from 'vitest'
import { GENESIS, type StoredChainEntry, canonical, detailsHash, hashEntry, verifyChain } from './chain.ts'

const actor = { kind: 'plumm', name: null } as const
const details = { actor, personName: 'Ana Ruiz', changes: [{ field: 'jobTitle', before: null, after: 'Engineer' }] }

/** A chain as the database has it: every second entry is about a person. */
function chainOf(length: number): StoredChainEntry[] {
  const entries: StoredChainEntry[] = []
  let previousHash = GENESIS
  for (let seq = 1; seq <= length; seq += 1) {
    const personal = seq % 2 === 0 ? { salt: `salt-${seq}`, details } : null
    const text = canonical({ seq, action: 'user.updated', details: personal && detailsHash(personal.salt, details) })
    const hash = hashEntry(previousHash, text)
    entries.push({ seq, canonical: text, previousHash, hash, details: personal })
    previousHash = hash
  }
  return entries
}
const change = (entries: StoredChainEntry[], seq: number, to: Partial<StoredChainEntry>) =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...to } : entry))

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

describe('personal values', () => {
  it('cannot be guessed from the chain: the same ones hash differently under another salt', () => {
    expect(detailsHash('one', details)).not.toBe(detailsHash('another', details))
    expect(detailsHash('one', { changes: details.changes, personName: 'Ana Ruiz', actor })).toBe(
      detailsHash('one', details),
    )
  })
})

describe('a chain', () => {
  it('is whole when nothing was touched, and when it is empty', () => {
    const chain = chainOf(6)
    expect(verifyChain(chain)).toEqual({ ok: true, head: chain.at(-1)?.hash, brokenAt: null })
    expect(verifyChain([])).toEqual({ ok: true, head: GENESIS, brokenAt: null })
  })

  it('stays whole when a person’s values are erased', () => {
    expect(verifyChain(chainOf(6).map((entry) => ({ ...entry, details: null })))).toMatchObject({ ok: true })
  })

  const chain = chainOf(6)
  const rewritten = canonical({ seq: 3, action: 'user.created', details: null })
  const other = { actor, personName: 'Ana Ruiz', changes: [{ field: 'jobTitle', before: null, after: 'Director' }] }
  it.each<[what: string, entries: StoredChainEntry[], brokenAt: number]>([
    ['a rewritten entry', change(chain, 3, { canonical: rewritten }), 3],
    [
      'a rewritten entry with a hash to match',
      change(chain, 3, { canonical: rewritten, hash: hashEntry(chain[2]?.previousHash ?? '', rewritten) }),
      4,
    ],
    ['rewritten personal values', change(chain, 4, { details: { salt: 'salt-4', details: other } }), 4],
    ['another salt', change(chain, 4, { details: { salt: 'salt-2', details } }), 4],
    ['values put where there were none', change(chain, 3, { details: { salt: 'salt-3', details } }), 3],
    ['a missing entry', chain.filter(({ seq }) => seq !== 3), 3],
    ['a missing first entry', chain.slice(1), 1],
    [
      'two entries in each other’s place',
      [...chain.slice(0, 2), ...chain.slice(2, 4).toReversed(), ...chain.slice(4)],
      3,
    ],
    ['an entry twice', [...chain.slice(0, 3), ...chain.slice(2)], 4],
    ['an entry under another number', change(chain, 6, { canonical: canonical({ seq: 7 }) }), 6],
    ['a hash that is no hash', change(chain, 6, { hash: '' }), 6],
  ])('is broken where it was touched: %s', (_what, entries, brokenAt) => {
    expect(verifyChain(entries)).toMatchObject({ ok: false, brokenAt })
  })

  it('that was cut off at its end is whole by itself: only its head, kept elsewhere, shows it', () => {
    expect(verifyChain(chain.slice(0, 4))).toEqual({ ok: true, head: chain[3]?.hash, brokenAt: null })
    expect(chain[3]?.hash).not.toBe(chain.at(-1)?.hash)
  })
})
