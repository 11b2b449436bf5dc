import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What shows that a step is true: what Graph was asked, and how things stood before and after. */
export interface Evidence {
  /** Of the calls in the emulator's log that made it so. */
  graphRequests?: { method: string; path: string; requestId: string }[]
  before?: unknown
  after?: unknown
  /** The page's own words. */
  page?: string[]
  /** File names in the report's folder. */
  screenshots?: string[]
}

export interface StepReport {
  name: string
  ok: boolean
  ms: number
  evidence: Evidence
  failure?: string
}

/** `artifacts/tour/report.json` (design §6). */
export interface TourReport {
  ok: boolean
  database: 'pglite' | 'postgres'
  people: number
  steps: StepReport[]
}

export async function writeReport(folder: string, report: TourReport): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
}

/** One line per step, as it ends. */
export function lineOf({ name, ok, ms, failure }: StepReport): string {
  const line = `${ok ? '✓' : '✗'} ${name.padEnd(24)} ${String(Math.round(ms)).padStart(7)} ms`
  return failure === undefined ? line : `${line}\n    ${failure.replaceAll('\n', '\n    ')}`
}
