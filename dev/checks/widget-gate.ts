import { cpSync, globSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Finished, ROOT, run } from './run-command.ts'
import type { Verdict } from './verdict.ts'

const widget = join(ROOT, 'packages/widget')
const place = join(ROOT, 'artifacts/package')

/** Builds the widget as it is published, and looks at its weight, at the package, and at its types from outside. */
export async function checkWidget(): Promise<Verdict> {
  const build = await inWidget('pnpm', 'run', 'build', '--logLevel', 'warn')
  if (build.code !== 0) return { ok: false, text: build.output }
  const verdicts = [await checkSize(), await checkPackage()]
  return {
    ok: verdicts.every(({ ok }) => ok),
    text: verdicts.map(({ text }) => text).join('\n'),
    note: verdicts.flatMap(({ note }) => note ?? []).join('; '),
  }
}

const inWidget = (program: string, ...args: string[]) => run(program, args, { cwd: widget })

/** The budgets of each entry stand in the widget's own size-limit configuration. */
async function checkSize(): Promise<Verdict> {
  const size = await inWidget('size-limit', '--json')
  if (size.code !== 0 && !size.output.startsWith('[')) return { ok: false, text: size.output }
  const entries = z
    .array(z.object({ name: z.string(), passed: z.boolean(), size: z.number(), sizeLimit: z.number() }))
    .parse(JSON.parse(size.output))
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const lines = entries.map((entry) => `${entry.name}: ${kilobytes(entry.size)} of ${kilobytes(entry.sizeLimit)}`)
  return {
    ok: entries.length > 0 && entries.every(({ passed }) => passed),
    text: lines.join('\n'),
    note: lines.join('; '),
  }
}

/** What pnpm would publish, as publint, attw and a host's compiler see it. */
async function checkPackage(): Promise<Verdict> {
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  const pack = await inWidget('pnpm', 'pack', '--pack-destination', place)
  const [tarball] = globSync('*.tgz', { cwd: place }).map((file) => join(place, file))
  if (pack.code !== 0 || tarball === undefined) return { ok: false, text: pack.output }
  const looks = [
    await inWidget('publint', 'run', tarball, '--strict'),
    await inWidget('attw', tarball, '--profile', 'esm-only', '--no-emoji', '--no-color'),
    await compileHost(tarball, 'react-18', {
      '@types/react': '@types/react-18',
      '@types/react-dom': '@types/react-dom-18',
    }),
    await compileHost(tarball, 'react-19', { '@types/react': '@types/react', '@types/react-dom': '@types/react-dom' }),
  ]
  const bad = looks.filter(({ code }) => code !== 0)
  return {
    ok: bad.length === 0,
    text: bad.map(({ output }) => output).join('\n'),
    note: 'publint, attw, React 18 and 19',
  }
}

/** A host that has installed the package and these types, and nothing else. */
async function compileHost(tarball: string, name: string, types: Record<string, string>): Promise<Finished> {
  const host = join(place, name)
  const modules = join(host, 'node_modules')
  const installed = join(modules, '@plumm/entra-widget')
  mkdirSync(installed, { recursive: true })
  mkdirSync(join(modules, '@types'))
  const unpack = await run('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1'])
  if (unpack.code !== 0) return unpack
  for (const [wanted, ours] of Object.entries(types))
    symlinkSync(join(widget, 'node_modules', ours), join(modules, wanted), 'junction')
  cpSync(join(widget, 'test/package/host.tsx'), join(host, 'host.tsx'))
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'es2024',
    lib: ['es2024', 'dom'],
    module: 'esnext',
    moduleResolution: 'bundler',
    jsx: 'react-jsx',
    types: [],
    // The package's own declarations are what this is about.
    skipLibCheck: false,
  }
  writeFileSync(join(host, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['host.tsx'] }))
  return run('tsc', ['-p', host])
}
