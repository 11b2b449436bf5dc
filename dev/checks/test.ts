import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, run, seconds } from './run-command.ts'
import { type Tally, lastLine, settle, sum, tallyTour, tallyVitest } from './tally.ts'

type Kind = 'unit' | 'db' | 'flow' | 'widget' | 'e2e'

/** Everything `pnpm test` runs: Vitest projects by their package, and the tour. A kind on the command line (`pnpm test:db`) runs that kind only. */
const suites: readonly { name: string; kind: Kind; root?: string }[] = [
  { name: 'checks', kind: 'unit', root: 'dev/checks' },
  { name: 'shared', kind: 'unit', root: 'packages/shared' },
  { name: 'emulator', kind: 'unit', root: 'dev/emulator' },
  { name: 'postgres', kind: 'unit', root: 'dev/postgres' },
  { name: 'registration', kind: 'unit', root: 'dev/registration' },
  { name: 'demo', kind: 'unit', root: 'dev/demo' },
  { name: 'bff-unit', kind: 'unit', root: 'packages/bff' },
  { name: 'bff-db', kind: 'db', root: 'packages/bff' },
  { name: 'bff-flow', kind: 'flow', root: 'packages/bff' },
  { name: 'widget', kind: 'widget', root: 'packages/widget' },
  { name: 'embed', kind: 'widget', root: 'packages/widget' },
  { name: 'stories', kind: 'widget', root: 'packages/widget' },
  { name: 'tour', kind: 'e2e' },
  { name: 'tour-break', kind: 'e2e', root: 'dev/demo' },
]

const reports = join(ROOT, 'artifacts/tests')

async function runVitest(name: string, root: string): Promise<Tally> {
  const report = join(reports, `${name}.json`)
  const args = ['run', '--root', root, '--project', name, '--reporter=default', '--reporter=json']
  const { code } = await run('vitest', [...args, `--outputFile.json=${report}`], { print: true })
  return settle(name, await readReport(report, tallyVitest), code)
}

async function runTour(): Promise<Tally> {
  const report = join(ROOT, 'artifacts/tour/report.json')
  await rm(report, { force: true })
  const { code } = await run('node', ['dev/demo/src/tour/main.ts'], { print: true })
  return settle('tour', await readReport(report, tallyTour), code)
}

async function readReport(path: string, tally: (report: unknown) => Tally): Promise<Tally | undefined> {
  try {
    return tally(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    console.log(`No usable report in ${path}: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

const wanted = process.argv.slice(2)
const chosen = suites.filter(
  (suite) => wanted.length === 0 || wanted.includes(suite.kind) || wanted.includes(suite.name),
)
await rm(reports, { recursive: true, force: true })
await mkdir(reports, { recursive: true })

const began = performance.now()
const results: { name: string; tally: Tally; ms: number }[] = []
for (const { name, root } of chosen) {
  const suiteBegan = performance.now()
  console.log(`\n── ${name} ──`)
  const tally = root === undefined ? await runTour() : await runVitest(name, root)
  results.push({ name, tally, ms: performance.now() - suiteBegan })
}

const total = settle('pnpm test', sum(results.map(({ tally }) => tally)), 0)
console.log('')
for (const { name, tally, ms } of results) console.log(`${name.padEnd(12)} ${lastLine(tally)} in ${seconds(ms)}`)
if (total.failed > 0) console.log(`\nFailed:\n${total.failures.map((what) => `  ${what}`).join('\n')}`)
console.log(`\n${seconds(performance.now() - began)} in all`)
console.log(lastLine(total))
process.exitCode = total.failed > 0 ? 1 : 0
