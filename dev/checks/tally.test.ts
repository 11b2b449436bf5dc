import { describe, expect, it } from 'vitest'
import { lastLine, settle, sum, tallyTour, tallyVitest } from './tally.ts'

const file = (status: string, ...tests: string[]) => ({
  name: '/work/a.test.ts',
  status,
  assertionResults: tests.map((test, n) => ({ fullName: `test ${n}`, status: test })),
})

describe('counting what ran', () => {
  it('counts each test of each file', () => {
    const tally = tallyVitest({
      testResults: [file('failed', 'passed', 'failed'), file('passed', 'passed', 'skipped')],
    })
    expect(tally).toMatchObject({ passed: 2, failed: 1, skipped: 1 })
    expect(tally.failures).toEqual(['test 1 (/work/a.test.ts)'])
  })

  it('counts a file that could not be loaded as a failure', () => {
    expect(tallyVitest({ testResults: [file('failed')] })).toMatchObject({ passed: 0, failed: 1 })
  })

  it('counts each step of the tour', () => {
    const steps = [
      { name: 'connect', ok: true },
      { name: 'hire', ok: false },
    ]
    expect(tallyTour({ ok: false, steps })).toMatchObject({ passed: 1, failed: 1, failures: ['tour: hire'] })
  })

  it('does not believe a tour that is not ok while all its steps are', () => {
    expect(tallyTour({ ok: false, steps: [{ name: 'connect', ok: true }] })).toMatchObject({ passed: 1, failed: 1 })
  })
})

describe('silence is never success', () => {
  it('fails a project that reports no test', () => {
    expect(settle('shared', tallyVitest({ testResults: [] }), 0)).toMatchObject({
      failed: 1,
      failures: ['shared: no test ran'],
    })
  })

  it('fails a project that wrote no report at all', () => {
    expect(settle('tour', undefined, 0).failed).toBe(1)
  })

  it('fails a project whose process failed though its tests passed', () => {
    expect(settle('bff-db', { passed: 3, failed: 0, skipped: 0, failures: [] }, 1)).toMatchObject({
      passed: 3,
      failed: 1,
    })
  })
})

it('ends with one plain line', () => {
  const one = { passed: 2, failed: 1, skipped: 0, failures: ['a'] }
  expect(lastLine(sum([one, { ...one, failed: 0 }]))).toBe('4 passed, 1 failed')
  expect(lastLine({ ...one, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped')
})
