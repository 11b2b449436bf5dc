import { describe, expect, it } from 'vitest'
import type { AuditDetails } from '../db/tables.ts'
import { FORMAT, type Part, eraseParts, hashDetails, hashParts, isSaidBy, openParts } from './parts.ts'

const details: AuditDetails = {
  actor: { kind: 'plumm-user', name: 'Jo Park' },
  personName: 'Ana Ruiz',
  changes: [
    { field: 'jobTitle', before: 'Engineer', after: 'Lead' },
    { field: 'manager', before: null, after: 'Tom Lee', ids: { before: null, after: 'e-1' } },
  ],
}
const row = { format: FORMAT, salt: 'salt', details, parts: null }
const texts = (parts: readonly Part[] | null) => parts?.map((part) => ('text' in part ? part.text : null))

describe('what an entry says about people', () => {
  it('lies in parts, each under a salt of its own', () => {
    const parts = openParts(row) ?? []
    expect(texts(parts)).toEqual([
      '{"actor":{"kind":"plumm-user","name":"Jo Park"}}',
      '{"personName":"Ana Ruiz"}',
      '{"change":{"after":"Lead","before":"Engineer","field":"jobTitle"}}',
      '{"change":{"after":"Tom Lee","before":null,"field":"manager","ids":{"after":"e-1","before":null}}}',
    ])
    expect(new Set(parts.map((part) => 'salt' in part && part.salt)).size).toBe(4)
    expect(JSON.stringify(parts)).not.toContain('"salt":"salt"')
  })

  it('cannot be guessed from the hash: the same values hash differently under another salt', () => {
    expect(hashDetails('one', details)).not.toBe(hashDetails('another', details))
    expect(hashDetails('one', { ...details })).toBe(hashDetails('one', details))
  })
})

describe('erasing', () => {
  it('one change leaves the others provable, and nothing to guess it from', () => {
    const erased = eraseParts(row, { name: false, change: ({ field }) => field === 'manager' })
    expect(erased?.details).toEqual({
      ...details,
      changes: [details.changes[0], { field: 'manager', before: null, after: null, isErased: true }],
    })
    const left = openParts({
      format: FORMAT,
      salt: '',
      details: erased?.details ?? details,
      parts: erased?.parts ?? [],
    })
    expect(hashParts(FORMAT, left ?? [])).toBe(hashDetails('salt', details))
    expect(texts(left)?.slice(0, 3)).toEqual(texts(openParts(row))?.slice(0, 3))
    expect(JSON.stringify(erased)).not.toMatch(/Tom Lee|e-1/)
  })

  it('a person leaves who did it, and may come in two steps', () => {
    const first = eraseParts(row, { name: false, change: ({ field }) => field === 'manager' })
    if (!first) throw new Error('Nothing was erased.')
    const second = eraseParts({ format: FORMAT, salt: '', ...first }, { name: true, change: () => true })
    expect(second?.details).toMatchObject({ actor: details.actor, personName: null, changes: [{ isErased: true }, {}] })
    const left = openParts({ format: FORMAT, salt: '', details, parts: second?.parts ?? [] }) ?? []
    expect(left.map((part) => 'hash' in part)).toEqual([false, true, true, true])
    expect(hashParts(FORMAT, left)).toBe(hashDetails('salt', details))
  })

  it('changes nothing where nothing is concerned, or all of it is gone already', () => {
    expect(eraseParts(row, { name: false, change: () => false })).toBeNull()
    const gone = eraseParts(row, { name: true, change: () => true })
    if (!gone) throw new Error('Nothing was erased.')
    expect(eraseParts({ format: FORMAT, salt: '', ...gone }, { name: true, change: () => true })).toBeNull()
  })
})

describe('what people read is what the parts prove', () => {
  const parts = openParts(row)
  const gone = parts?.map((part) => ({ hash: hashParts(null, [part]) })) ?? null
  const silent: AuditDetails = {
    ...details,
    personName: null,
    changes: details.changes.map(({ field }) => ({ field, before: null, after: null, isErased: true })),
  }
  it.each<[what: string, parts: readonly Part[] | null, read: AuditDetails, isSo: boolean]>([
    ['as it is', parts, details, true],
    ['another name', parts, { ...details, personName: 'Eve' }, false],
    ['another actor', parts, { ...details, actor: { kind: 'plumm', name: null } }, false],
    ['a change less', parts, { ...details, changes: details.changes.slice(1) }, false],
    ['a change more', parts, { ...details, changes: [...details.changes, ...details.changes] }, false],
    ['nothing, where all was erased', [...(parts?.slice(0, 1) ?? []), ...(gone?.slice(1) ?? [])], silent, true],
    ['a name that was erased', [...(parts?.slice(0, 1) ?? []), ...(gone?.slice(1) ?? [])], details, false],
    ['an actor that was erased', gone, silent, false],
    ['nothing, where nothing is left', null, { ...details, personName: null, changes: [] }, true],
    ['something, where nothing is left', null, details, false],
  ])('%s', (_what, given, read, isSo) => {
    expect(isSaidBy(FORMAT, given, read)).toBe(isSo)
  })
})
