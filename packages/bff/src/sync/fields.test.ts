import { describe, expect, it } from 'vitest'
import { NOW, linkedSituation } from '../../test/situations.ts'
import { BURST_WINDOW_MS, FIGHT_WINDOW_MS } from './fields.ts'
import { plan } from './plan.ts'

const ago = (ms: number) => new Date(NOW.getTime() - ms).toISOString()
const HOUR_MS = 3_600_000

describe('a field that somebody keeps changing back', () => {
  const putBack = (...times: number[]) =>
    linkedSituation({
      person: { role: 'Engineer' },
      account: { fields: { jobTitle: 'Intern' } },
      link: {
        written: {
          jobTitle: { before: 'Boss', after: 'Engineer', at: ago(times.at(-1) ?? HOUR_MS), putBackAt: times.map(ago) },
        },
      },
    })

  it('is put back twice, and three times', () => {
    expect(plan(putBack()).kind).toBe('update')
    expect(plan(putBack(40 * 60_000, 10 * 60_000)).kind).toBe('update')
    expect(plan(putBack(3 * HOUR_MS, 2 * HOUR_MS, HOUR_MS)).kind).toBe('update')
  })

  it('is left after three times in an hour, and asked about', () => {
    const fought = putBack(50 * 60_000, 30 * 60_000, 10 * 60_000)
    expect(plan(fought)).toMatchObject({
      steps: [],
      verdict: { is: 'hold', reason: 'fought-over', choices: ['release', 'leave'] },
    })
    const answered = (choice: 'release' | 'leave') => ({
      ...fought,
      answers: [{ reason: 'fought-over' as const, choice }],
    })
    expect(plan(answered('release')).kind).toBe('update')
    expect(plan(answered('leave'))).toMatchObject({ steps: [], verdict: { is: 'in-step' } })
  })

  it('stays left a day later: only an answer or a new value of HR’s moves it', () => {
    const old = 24 * HOUR_MS
    const fought = putBack(old + FIGHT_WINDOW_MS / 2, old + 1000, old)
    expect(plan(fought).verdict).toMatchObject({ reason: 'fought-over' })
    expect(plan({ ...fought, person: { ...fought.person, role: 'Lead' } }).kind).toBe('update')
  })

  it('does not keep other fields back', () => {
    const fought = putBack(50 * 60_000, 30 * 60_000, 10 * 60_000)
    expect(plan({ ...fought, person: { ...fought.person, department: 'Sales' } }).steps).toMatchObject([
      { is: 'update', changes: [{ field: 'department' }] },
    ])
  })
})

describe('a burst of edits', () => {
  const edited = (recentWrites: string[], rest: Parameters<typeof linkedSituation>[0] = {}) =>
    linkedSituation({ person: { role: 'Lead' }, link: { recentWrites }, ...rest })

  it('goes out at once three times, and is gathered from then on', () => {
    expect(plan(edited([ago(900), ago(500)])).kind).toBe('update')
    expect(plan(edited([ago(900), ago(500), ago(100)]))).toMatchObject({
      steps: [],
      verdict: { is: 'wait', reason: 'many-changes', until: new Date(NOW.getTime() + BURST_WINDOW_MS - 900) },
    })
    expect(plan(edited([ago(BURST_WINDOW_MS), ago(500), ago(100)])).kind).toBe('update')
  })

  it('never keeps a leaver inside', () => {
    const leaver = edited([ago(900), ago(500), ago(100)], { person: { status: 'deactivated' } })
    expect(plan(leaver).steps.map(({ is }) => is)).toEqual(['suspend', 'revoke-sessions'])
  })
})
