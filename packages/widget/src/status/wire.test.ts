import { Problem, api, problemCodes, reasons, streamEvents, syncStatuses } from '@plumm/entra-shared'
import { describe, expect, it } from 'vitest'
import { badgeApi, badgeEvents, badgeProblem } from './wire.ts'

const least = { personId: 'p-1', status: 'synced', problems: [] }
const problem = { field: 'city', code: 'too-long', actor: 'hr' }
const refusal = { type: 'about:blank', title: 'No', status: 403, detail: 'No.', code: 'not-found', requestId: 'r-1' }

const reports: [string, unknown][] = [
  ['the least there is', least],
  ['all there is', { ...least, reason: 'excluded', actor: 'it', entraUserId: 'e', signInName: 'a@b.example' }],
  ['a page of the account', { ...least, accountUrl: 'https://entra.microsoft.us/#view/x' }],
  ['a page that is a script', { ...least, accountUrl: 'javascript:alert(1)' }],
  ['times', { ...least, lastSyncedAt: '2026-11-24T14:32:00.000Z', nextRetryAt: '2026-11-24T14:32:00Z' }],
  ['a problem', { ...least, problems: [problem] }],
  ['a problem with a conflict', { ...least, problems: [{ ...problem, conflict: { entraUserId: 'e', name: 'Ana' } }] }],
  ['more than we know', { ...least, mood: 'good', problems: [{ ...problem, since: 7 }] }],
  ...syncStatuses.map((status): [string, unknown] => [status, { ...least, status }]),
  ...reasons.map((reason): [string, unknown] => [reason, { ...least, reason }]),
  ['no person', { ...least, personId: undefined }],
  ['a status nobody knows', { ...least, status: 'dancing' }],
  ['a status of an object', { ...least, status: 'constructor' }],
  ['null where nothing should be', { ...least, actor: null }],
  ['no problems', { personId: 'p-1', status: 'synced' }],
  ['problems that are no list', { ...least, problems: {} }],
  ['a time that is a day', { ...least, lastSyncedAt: '2026-11-24' }],
  ['a time with an offset', { ...least, lastSyncedAt: '2026-11-24T14:32:00+01:00' }],
  ['a time that is none', { ...least, lastSyncedAt: '2026-13-24T14:32:00Z' }],
  ['a list', [least]],
  ['null', null],
  ['a word', 'synced'],
]
const problems: [string, unknown][] = [
  ['the least there is', refusal],
  ['all there is', { ...refusal, actor: 'hr', issues: [{ path: 'ids', message: 'Too many' }] }],
  ...problemCodes.map((code): [string, unknown] => [code, { ...refusal, code }]),
  ['a code nobody knows', { ...refusal, code: 'weather' }],
  ['a status that is no number', { ...refusal, status: '403' }],
  ['a status in parts', { ...refusal, status: 403.5 }],
  ['issues without a place', { ...refusal, issues: [{ message: 'Too many' }] }],
  ['null', null],
]
const outcome = ({ success, data }: { success: boolean; data?: unknown }) => (success ? { data } : 'refused')

describe('what a badge reads by hand is what the contract reads', () => {
  it.each(reports)('of a report: %s', (_, json) => {
    const whole = { statuses: [json] }
    expect(outcome(badgeApi.getStatuses.reply.safeParse(whole))).toEqual(
      outcome(api.getStatuses.reply.safeParse(whole)),
    )
    expect(outcome(badgeEvents.status.safeParse([json]))).toEqual(outcome(streamEvents.status.safeParse([json])))
  })

  it.each(problems)('of a problem: %s', (_, json) => {
    expect(outcome(badgeProblem.safeParse(json))).toEqual(outcome(Problem.safeParse(json)))
  })

  it('of an event: that the connection moved, whatever else it says', () => {
    expect(outcome(badgeEvents.connection.safeParse({ state: 'paused', since: 7 }))).toEqual({
      data: { state: 'paused' },
    })
    expect(badgeEvents.connection.safeParse({ state: 'sideways' }).success).toBe(false)
    expect(badgeEvents.resync.safeParse({}).success).toBe(true)
  })
})

it('leaves out a reason and a problem that only a newer BFF knows, and keeps the rest of the status', () => {
  const newer = { ...least, status: 'blocked', reason: 'eclipse', problems: [problem, { ...problem, code: 'eclipse' }] }
  expect(outcome(badgeEvents.status.safeParse([newer]))).toEqual({
    data: [{ ...least, status: 'blocked', problems: [problem] }],
  })
})
