import { expect, it } from 'vitest'
import type { GraphFailure } from '../graph/failure.ts'
import { OUTAGE_MS, isSilence, outageStep } from './outage.ts'

const NOW = new Date('2026-11-24T09:00:00Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)

it.each([
  ['the first round without an answer', null, false, 'note'],
  ['the next ones', ago(60_000), false, 'nothing'],
  ['one that is just too early', ago(OUTAGE_MS - 1), false, 'nothing'],
  ['five minutes of them', ago(OUTAGE_MS), false, 'raise'],
  ['an answer after a silence', ago(60_000), true, 'clear'],
  ['an answer, as always', null, true, 'nothing'],
] as const)('%s', (_, unreachableSince, isAnswered, step) => {
  expect(outageStep({ unreachableSince }, isAnswered, NOW)).toBe(step)
})

it.each<[GraphFailure, boolean]>([
  [{ is: 'unavailable', outcomeUnknown: false }, true],
  [{ is: 'token', failure: { is: 'unavailable' } }, true],
  [{ is: 'token', failure: { is: 'secret-expired' } }, false],
  [{ is: 'throttled', retryAfterMs: 1_000 }, false],
  [{ is: 'delta-expired' }, false],
  [{ is: 'consent', reason: 'consent-withdrawn' }, false],
])('%o is silence: %s', (failure, silent) => {
  expect(isSilence(failure)).toBe(silent)
})
