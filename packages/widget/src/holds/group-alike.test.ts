import type { Hold, HoldChoice } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { groupAlike, sharedChoices } from './group-alike.ts'

const hold = (id: string, reason: Hold['reason'], choices: HoldChoice[]): Hold => ({
  id,
  personId: id,
  name: id,
  reason,
  since: '2026-11-24T12:00:00.000Z',
  choices,
  candidates: [],
  changes: [],
})

it('puts questions of one kind together', () => {
  const groups = groupAlike([hold('1', 'fuse', []), hold('2', 'match-uncertain', []), hold('3', 'fuse', [])])
  expect(groups.map(({ reason, holds }) => [reason, holds.length])).toEqual([
    ['fuse', 2],
    ['match-uncertain', 1],
  ])
})

it('offers for all only what each of them offers and what needs no further word', () => {
  const holds = [
    hold('1', 'match-uncertain', ['link', 'create', 'skip']),
    hold('2', 'match-uncertain', ['link', 'skip']),
  ]
  expect(sharedChoices(holds)).toEqual(['skip'])
  expect(sharedChoices([])).toEqual([])
})
