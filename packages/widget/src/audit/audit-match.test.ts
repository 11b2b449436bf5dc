import type { AuditEntry } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { groupByDay } from './audit-days.ts'
import { isShown, matches } from './audit-match.ts'

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
