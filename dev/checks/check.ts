import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkDocPaths, checkDocs } from './docs-gate.ts'
import { checkEnvExample, checkLockfile, checkNinePackages, checkSources } from './file-gates.ts'
import { ROOT, run, seconds } from './run-command.ts'
import type { Verdict } from './verdict.ts'
import { checkWidget } from './widget-gate.ts'

interface Gate {
  name: string
  check: () => Promise<Verdict>
}

/** A gate that is somebody else's program: its exit code is the verdict. */
const program = (name: string, command: string, ...args: string[]): Gate => ({
  name,
  check: async () => {
    const { code, output } = await run(command, args)
    return { ok: code === 0, text: output }
  },
})

// The stand-in's pages are typed for a browser, the rest of it for Node.
const skipped = (path: string) => /(^|\/)(node_modules|dist|\.docs)$/.test(path)
const typed = globSync('{packages,dev}/**/tsconfig.json', { cwd: ROOT, exclude: skipped }).map(dirname).toSorted()

const gates: Gate[] = [
  ...typed.map((path) => program(`types ${path}`, 'tsc', '-p', path)),
  program('lint', 'oxlint', '--format', 'unix'),
  program('format', 'oxfmt', '--list-different'),
  program('dependency rules', 'depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'dev'),
  program('unused code', 'knip', '--no-progress'),
  { name: 'sources', check: checkSources },
  { name: 'nine packages', check: checkNinePackages },
  { name: 'widget package and size', check: checkWidget },
  { name: 'docs compile', check: checkDocs },
  { name: 'docs name real files', check: checkDocPaths },
  { name: '.env.example', check: checkEnvExample },
  { name: 'lockfile', check: checkLockfile },
  { name: 'schema.sql is fresh', check: checkSchema },
]

/** db/dump.ts writes what the migrations make, or with --check compares it with what is committed. */
async function checkSchema(): Promise<Verdict> {
  if (!existsSync(join(ROOT, 'packages/bff/src/db/dump.ts')))
    return { ok: false, text: 'packages/bff/src/db/dump.ts is missing' }
  const { code, output } = await run('node', ['packages/bff/src/db/dump.ts', '--check'])
  return { ok: code === 0, text: output }
}

/** Every gate runs, whatever the others say; two at a time, because that is what a small machine has. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  const chosen = gates.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))
  const failed: string[] = []
  const waiting = [...chosen]
  const began = performance.now()
  const work = async () => {
    for (let gate = waiting.shift(); gate; gate = waiting.shift()) {
      const gateBegan = performance.now()
      const verdict = await judge(gate)
      const line = `${verdict.ok ? 'ok  ' : 'FAIL'}  ${gate.name.padEnd(24)} ${seconds(performance.now() - gateBegan)}`
      console.log(verdict.note ? `${line}  ${verdict.note}` : line)
      if (verdict.ok) continue
      failed.push(gate.name)
      console.log(verdict.text.trim().replace(/^/gm, '      '))
    }
  }
  await Promise.all([work(), work()])
  const verdict =
    failed.length > 0
      ? `${failed.length} of ${chosen.length} gates failed: ${failed.join(', ')}`
      : `${chosen.length} gates, all ok`
  console.log(`\n${verdict} in ${seconds(performance.now() - began)}`)
  process.exitCode = failed.length > 0 || chosen.length === 0 ? 1 : 0
}

async function judge({ check }: Gate): Promise<Verdict> {
  try {
    return await check()
  } catch (error) {
    return { ok: false, text: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

await main()
