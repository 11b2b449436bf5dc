import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeBlocks } from './code-blocks.ts'
import { pathsNamedIn } from './doc-paths.ts'
import { ROOT, run } from './run-command.ts'
import type { Verdict } from './verdict.ts'

/** Inside dev/demo, because a reader's code imports what a host page can import. */
const FOLDER = 'dev/demo/.docs'

const documents = () => globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
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

/** Type-checks every TypeScript block of README.md and docs/, each as a module of its own. */
export async function checkDocs(): Promise<Verdict> {
  const blocks = documents().flatMap((path) => codeBlocks(path, read(path)))
  if (blocks.length === 0) return { ok: false, text: 'README.md and docs/ show no TypeScript block at all' }

  const folder = join(ROOT, FOLDER)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  try {
    const places = new Map<string, string>()
    for (const [index, { at, language, code }] of blocks.entries()) {
      const file = `block-${index + 1}.${language}`
      places.set(file, at)
      // Imports make a module; a block without any would share its names with the others.
      writeFileSync(join(folder, file), `${code}\nexport {}\n`)
    }
    const tsconfig = { extends: '../src/spa/tsconfig.json', include: [], files: [...places.keys()] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
    const { code, output } = await run('tsc', ['-p', FOLDER])
    const text = output.replace(/\S*(block-\d+\.tsx?)/g, (_, file: string) => `${places.get(file)} line`)
    return { ok: code === 0, text, note: `${blocks.length} blocks` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
