import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from 'vite'

/**
 * The files that a page loads with an entry, as it must load them before anything runs: whatever the entry imports, and
 * what that imports. What `import()` brings later is not among them. `entry` may be a glob for one file with a hash in
 * its name; `besides` are files that the page has already.
 * @throws Error where the entry is not exactly one file, or imports one that is not there
 */
export function loadedWith(folder: string, entry: string, besides: readonly string[] = []): string[] {
  const [first, ...more] = globSync(entry, { cwd: folder })
  if (first === undefined || more.length > 0) throw new Error(`${entry} is ${first ? 'several files' : 'no file'}`)
  const loaded = new Set<string>()
  const waiting = [first]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue
    loaded.add(path)
    for (const target of importsOf(readFileSync(join(folder, path), 'utf8'))) {
      const next = join(dirname(path), target)
      if (!existsSync(join(folder, next))) throw new Error(`${path} imports ${target}, which is not there`)
      waiting.push(next)
    }
  }
  return [...loaded].filter((path) => !besides.includes(path)).toSorted()
}

/** Of its own files only: React is the host's. */
function importsOf(code: string): string[] {
  const { module } = parseSync('chunk.js', code)
  return [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)]
    .map(({ moduleRequest }) => moduleRequest?.value)
    .filter((target) => target !== undefined)
    .filter((target) => target.startsWith('.'))
}
