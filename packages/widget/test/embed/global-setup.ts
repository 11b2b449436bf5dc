import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where everything lies that a host page may load. */
    embedFolder: string
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, '../../artifacts/embed')
const require = createRequire(import.meta.url)

/** React is CommonJS, whose names a browser cannot see. Null: all there are. */
const reactEntries = {
  react: null,
  'react/jsx-runtime': null,
  'react-dom': ['createPortal', 'flushSync', 'version'],
  'react-dom/client': ['createRoot', 'hydrateRoot'],
}

/** The widget as it is published, React 18 and 19 as modules for a page without a bundler, and a page with one. */
export async function setup(project: TestProject): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  // Vitest's own would build what developers run: React warns in it, and its JSX is another one.
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production'
  await buildAll().finally(() => (process.env['NODE_ENV'] = NODE_ENV))
  project.provide('embedFolder', folder)
}

async function buildAll(): Promise<void> {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(folder, 'widget'), emptyOutDir: true },
  })
  // Beside the files as it is beside them in the package: bundlers read in it what may be left out.
  await writeFile(
    join(folder, 'widget/package.json'),
    JSON.stringify({ type: 'module', sideEffects: ['./redirect-bridge.js'] }),
  )
  await buildReact('react-19', { react: 'react', 'react-dom': 'react-dom' })
  await buildReact('react-18', { react: 'react-18', 'react-dom': 'react-dom-18' })
  await buildBundledPage()
}

/** A module for each entry of one version of React, which name what they export. */
async function buildReact(name: string, packages: { react: string; 'react-dom': string }): Promise<void> {
  const sources = join(folder, `${name}-sources`)
  await mkdir(sources)
  const alias = Object.entries(packages).map(([find, replacement]) => ({
    find: new RegExp(`^${find}(?=$|/)`),
    replacement,
  }))
  const input: Record<string, string> = {}
  for (const [entry, known] of Object.entries(reactEntries)) {
    const [base = '', ...rest] = entry.split('/')
    const source = [packages[base === 'react' ? 'react' : 'react-dom'], ...rest].join('/')
    const names = known ?? Object.keys(require(source) as object) // CommonJS is untyped here
    const file = join(sources, `${entry.replace('/', '-')}.js`)
    const lines = [
      `import all from '${require.resolve(source)}'`,
      'export default all',
      `export const { ${names.join(', ')} } = all`,
    ]
    await writeFile(file, lines.join('\n'))
    input[entry.replace('/', '-')] = file
  }
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: join(folder, name),
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
}

/** A page whose owner has a bundler, as most have, and so no import map that a strict policy would refuse. */
async function buildBundledPage(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: '/bundled/',
    resolve: { alias: { '@plumm/entra-widget': join(folder, 'widget/index.js') } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: join(folder, 'bundled'),
      target: 'es2024',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          page: fileURLToPath(new URL('pages/bundled.js', import.meta.url)),
          bridge: join(folder, 'widget/redirect-bridge.js'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
}
