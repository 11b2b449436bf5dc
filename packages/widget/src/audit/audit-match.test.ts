import type { AuditEntry } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { audit } from '../messages/en-gb/audit.ts'
import { createFormats } from '../messages/formats.ts'
import { groupByDay } from './audit-days.ts'
import { isShown, matches } from './audit-match.ts'
import { entryText } from './entry-text.ts'

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  seq: 1,
  at: '2026-11-24T12:00:00.000Z',
  action: 'user.updated',
  outcome: 'succeeded',
  actor: { kind: 'sync', name: null },
  personId: 'p-1',
  personName: 'Ana Ruiz',
  entraUserId: null,
  changes: [],
  reason: null,
  intentSeq: null,
  clientRequestId: null,
  graphRequestId: null,
  hash: 'h',
  ...more,
})

it('shows announcements only to those who ask for them', () => {
  expect(isShown(entry({ outcome: 'intended' }), {})).toBe(false)
  expect(isShown(entry({ outcome: 'intended' }), { outcome: 'intended' })).toBe(true)
  expect(isShown(entry({}), {})).toBe(true)
})

it('knows whether a new entry belongs to what is filtered', () => {
  expect(matches(entry({}), {})).toBe(true)
  expect(matches(entry({}), { personId: 'p-2' })).toBe(false)
  expect(matches(entry({}), { outcome: 'blocked' })).toBe(false)
  expect(matches(entry({}), { action: 'user.updated', personId: 'p-1' })).toBe(true)
})

it('puts entries under their days and keeps their order', () => {
  const days = groupByDay([
    entry({ seq: 3, at: '2026-11-24T12:00:00.000Z' }),
    entry({ seq: 2, at: '2026-11-24T11:00:00.000Z' }),
    entry({ seq: 1, at: '2026-11-22T12:00:00.000Z' }),
  ])
  expect(days.map(({ entries }) => entries.map(({ seq }) => seq))).toEqual([[3, 2], [1]])
})

it.each<[what: string, filter: Parameters<typeof matches>[1], isMatch: boolean]>([
  ['its kind', { kind: 'details' }, true],
  ['another kind', { kind: 'access' }, false],
  ['a day that it is in', { from: '2026-11-24T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' }, true],
  ['its very moment as the first', { from: '2026-11-24T12:00:00.000Z' }, true],
  ['its very moment as the end', { to: '2026-11-24T12:00:00.000Z' }, false],
  ['a later day', { from: '2026-11-25T00:00:00.000Z' }, false],
  ['an earlier day', { to: '2026-11-24T00:00:00.000Z' }, false],
])('knows whether a new entry belongs to %s', (_, filter, isMatch) => {
  expect(matches(entry({}), filter)).toBe(isMatch)
})

it('says in one text all that support needs to find an entry', () => {
  const formats = createFormats('en-GB', () => 0)
  const text = entryText(entry({ seq: 41, clientRequestId: 'c-1', graphRequestId: 'g-1' }), audit(formats), formats)
  expect(text.split('\n')).toEqual([
    'Updated Ana Ruiz in Entra.',
    'Entry: 41',
    expect.stringMatching(/^Time: 24 Nov 2026.* \(2026-11-24T12:00:00\.000Z\)$/),
    'Outcome: Done',
    'Microsoft’s request id: g-1',
    'Our request id: c-1',
    'Hash: h',
  ])
})
