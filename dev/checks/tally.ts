import { z } from 'zod'

/** What one kind of test reported. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** The failing tests, each as a person would look for it. */
  failures: string[]
}

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

const TourReport = z.object({ ok: z.boolean(), steps: z.array(z.object({ name: z.string(), ok: z.boolean() })) })

/** Counts Vitest's JSON report. A file that could not be loaded is one failed test. */
export function tallyVitest(report: unknown): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] }
  for (const file of VitestReport.parse(report).testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed += 1
      else if (test.status === 'failed') fail(tally, `${test.fullName} (${file.name})`)
      else tally.skipped += 1
    }
    const showsFailure = file.assertionResults.some((test) => test.status === 'failed')
    if (file.status === 'failed' && !showsFailure) fail(tally, `${file.name} did not run to its end`)
  }
  return tally
}

/** Counts the tour's report.json (design §6): each step is one test. */
export function tallyTour(report: unknown): Tally {
  const { ok, steps } = TourReport.parse(report)
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] }
  for (const step of steps) {
    if (step.ok) tally.passed += 1
    else fail(tally, `tour: ${step.name}`)
  }
  if (!ok && tally.failed === 0) fail(tally, 'tour: not ok, though every step it reports is')
  return tally
}

/** A run that says nothing, or fails without naming a test, is a failed test itself: silence is never success. */
export function settle(name: string, tally: Tally | undefined, exitCode: number): Tally {
  const settled = tally ?? { passed: 0, failed: 0, skipped: 0, failures: [] }
  if (settled.passed + settled.failed === 0) fail(settled, `${name}: no test ran`)
  else if (exitCode !== 0 && settled.failed === 0) fail(settled, `${name}: ended with exit code ${exitCode}`)
  return settled
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    skipped: tallies.reduce((total, tally) => total + tally.skipped, 0),
    failures: tallies.flatMap((tally) => tally.failures),
  }
}

/** The last line of `pnpm test` (design §6). */
export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function fail(tally: Tally, what: string): void {
  tally.failed += 1
  tally.failures.push(what)
}
