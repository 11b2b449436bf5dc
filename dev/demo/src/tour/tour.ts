import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Demo, startDemo } from '../demo.ts'
import { freePort } from '../loopback.ts'
import { type Postgres, startPostgres } from '../postgres.ts'
import { type Break, sabotages } from './breaks/sabotage.ts'
import { launchBrowser, openContext } from './browser.ts'
import { createEntraWitness } from './entra-witness.ts'
import { type StepReport, type TourReport, lineOf, writeReport } from './report.ts'
import { steps } from './steps.ts'
import type { TourWorld } from './world.ts'

export interface TourOptions {
  database: 'pglite' | 'postgres'
  /** How many people Northwind has. */
  people: number
  /** Where the report and the pictures go. */
  reportFolder: string
  /** Breaks the product, to see that the tour notices. */
  break?: Break | undefined
  print: (line: string) => void
}

/**
 * The whole story in a real browser, on a product and a folder of its own. Never throws for a step that fails: that is
 * what the report says.
 */
export async function runTour(options: TourOptions): Promise<TourReport> {
  await rm(options.reportFolder, { recursive: true, force: true })
  await mkdir(options.reportFolder, { recursive: true })
  const report: TourReport = { ok: false, database: options.database, people: options.people, steps: [] }
  try {
    await withProduct(options, async (demo, browser) => {
      const world = await openWorld(demo, browser, options)
      report.steps = await takeSteps(world, options.print)
    })
  } finally {
    report.ok = report.steps.length === steps.length && report.steps.every(({ ok }) => ok)
    await writeReport(options.reportFolder, report)
  }
  return report
}

/** A browser at Northwind's door, and Entra's own word beside it. */
export async function openWorld(
  demo: Demo,
  browser: Browser,
  { reportFolder, people }: Pick<TourOptions, 'reportFolder' | 'people'>,
): Promise<TourWorld> {
  const { context, guard } = await openContext(browser, {
    viewport: { width: 1280, height: 860 },
    colorScheme: 'light',
  })
  const entra = createEntraWitness(demo.emulator)
  return { demo, browser, context, page: await context.newPage(), entra, guard, reportFolder, people }
}

/** Starts everything in a temporary folder, and leaves nothing behind. */
export async function withProduct(
  options: Pick<TourOptions, 'database' | 'people' | 'break'>,
  use: (demo: Demo, browser: Browser) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plumm-tour-'))
  // PostgreSQL runs as a user of its own where we are root, and has to reach its folder through this one.
  await chmod(folder, 0o711)
  let postgres: Postgres | undefined
  let demo: Demo | undefined
  let browser: Browser | undefined
  try {
    if (options.database === 'postgres') postgres = await startPostgres(join(folder, 'postgres'))
    const [startedDemo, startedBrowser] = await Promise.all([
      startDemo({
        port: await freePort(),
        folder: join(folder, 'data'),
        databaseUrl: postgres?.url,
        people: options.people,
        sabotage: options.break === undefined ? undefined : sabotages[options.break],
      }),
      launchBrowser(),
    ])
    demo = startedDemo
    browser = startedBrowser
    await Promise.race([use(demo, browser), demo.ended])
  } finally {
    await browser?.close()
    await demo?.stop()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function takeSteps(world: TourWorld, print: (line: string) => void): Promise<StepReport[]> {
  const reports: StepReport[] = []
  for (const { name, take } of steps) {
    const began = performance.now()
    const evidence = {}
    const failure = await take(world, evidence).then(
      () => undefined,
      async (error: unknown) => {
        await photographAll(world, `failed-${name.replaceAll(' ', '-')}`)
        return wordsOf(error)
      },
    )
    const blocked = world.guard.blocked.splice(0)
    const complaint =
      failure ??
      (blocked.length > 0 ? `A window was opened without a click, as browsers block it: ${blocked[0]}` : undefined)
    const ms = Math.round(performance.now() - began)
    const report = {
      name,
      ok: complaint === undefined,
      ms,
      evidence,
      ...(complaint === undefined ? {} : { failure: complaint }),
    }
    reports.push(report)
    print(lineOf(report))
    // What follows stands on what went before: after a failure it would only fail again, more slowly.
    if (!report.ok) break
  }
  return reports
}

/** Every open window, Microsoft's too: a failed step is read from its pictures first. */
async function photographAll(world: TourWorld, name: string): Promise<void> {
  for (const [index, page] of world.context.pages().entries()) {
    const path = join(world.reportFolder, index === 0 ? `${name}.png` : `${name}-${index + 1}.png`)
    await page.screenshot({ path }).catch(() => undefined)
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n${wordsOf(error.cause)}`
  return `${error.message.split('\n').slice(0, 12).join('\n')}${cause}`
}
