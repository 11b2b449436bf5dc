import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeBlocks } from './code-blocks.ts'
import { pathsNamedIn } from './doc-paths.ts'
import { ROOT, run } from './run-command.ts'
import type { Verdict } from './verdict.ts'

/** Where a document's blocks are compiled: inside a package that can import what the reader's code imports. */
const homes = [
  { globs: ['*.md', 'docs/**/*.md'], folder: 'dev/demo/.docs', config: '../src/spa/tsconfig.json' },
  { globs: ['dev/emulator/README.md'], folder: 'dev/emulator/.docs', config: '../tsconfig.json' },
]

const documentsIn = (globs: string[]) => globSync(globs, { cwd: ROOT })
const documents = () => homes.flatMap(({ globs }) => documentsIn(globs))
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Every file that a document names is there. */
export async function checkDocPaths(): Promise<Verdict> {
  const named = documents().flatMap((document) =>
    pathsNamedIn(document, read(document)).map((path) => ({ document, path })),
  )
  const missing = named.filter(({ path }) => !existsSync(join(ROOT, path)))
  const text = missing.map(({ document, path }) => `${document} names ${path}, which is not there`).join('\n')
  return { ok: missing.length === 0, text, note: `${named.length} paths` }
}

/** Type-checks every TypeScript block of README.md, docs/ and the emulator's README, each as a module of its own. */
export async function checkDocs(): Promise<Verdict> {
  const compiled = await Promise.all(homes.map(compileBlocks))
  const text = compiled
    .map((home) => home.text)
    .filter((part) => part !== '')
    .join('\n')
  const count = compiled.reduce((sum, home) => sum + home.count, 0)
  return { ok: compiled.every(({ ok }) => ok), text, note: `${count} blocks` }
}

async function compileBlocks({ globs, folder, config }: (typeof homes)[number]) {
  const blocks = documentsIn(globs).flatMap((path) => codeBlocks(path, read(path)))
  if (blocks.length === 0)
    return { ok: false, count: 0, text: `${globs.join(' and ')} show no TypeScript block at all` }

  const path = join(ROOT, folder)
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true })
  try {
    const places = new Map<string, string>()
    for (const [index, { at, language, code }] of blocks.entries()) {
      const file = `block-${index + 1}.${language}`
      places.set(file, at)
      // Imports make a module; a block without any would share its names with the others.
      writeFileSync(join(path, file), `${code}\nexport {}\n`)
    }
    const tsconfig = { extends: config, include: [], files: [...places.keys()] }
    writeFileSync(join(path, 'tsconfig.json'), JSON.stringify(tsconfig))
    const { code, output } = await run('tsc', ['-p', folder])
    const text = output.replace(/\S*(block-\d+\.tsx?)/g, (_, file: string) => `${places.get(file)} line`)
    return { ok: code === 0, count: blocks.length, text }
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}
