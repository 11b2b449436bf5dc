import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, inject, it } from 'vitest'

const folder = inject('embedFolder')

/** What a host's bundler makes of a script: the code that its page loads at once, and later. */
async function bundled(name: string, script: string): Promise<{ atOnce: string; files: string[] }> {
  const place = join(folder, 'shaken', name)
  await mkdir(place, { recursive: true })
  await writeFile(join(place, 'host.js'), script.replaceAll('@plumm/entra-widget', join(folder, 'widget')))
  await build({
    root: place,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(place, 'out'),
      modulePreload: false,
      rolldownOptions: {
        input: join(place, 'host.js'),
        external: /^react/,
        output: { entryFileNames: 'host.js', chunkFileNames: '[name].js' },
      },
    },
  })
  const files = await readdir(join(place, 'out'))
  return { atOnce: await loadedAtOnce(join(place, 'out'), 'host.js'), files }
}

async function loadedAtOnce(place: string, entry: string): Promise<string> {
  const code = await readFile(join(place, entry), 'utf8')
  const imported = [...code.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)].flatMap(([, file]) => file ?? [])
  return [code, ...(await Promise.all(imported.map((file) => loadedAtOnce(place, file))))].join('\n')
}

it.each(['index.js', 'badge.js'])('leaves the panel out where a host takes the badge only, from %s', async (entry) => {
  const { atOnce } = await bundled(
    entry,
    `import { EntraStatusBadge } from '@plumm/entra-widget/${entry}'; console.log(EntraStatusBadge)`,
  )
  expect(atOnce).toContain('pe-badge')
  expect(atOnce).not.toContain('Look at everyone now')
  expect(gzipSync(atOnce).length).toBeLessThan(12_000)
})

it('does nothing when it is imported and not used', async () => {
  const { atOnce } = await bundled('nothing', `import '@plumm/entra-widget/index.js'; console.log('host')`)
  expect(atOnce.length).toBeLessThan(100)
})

it('brings msal-browser in a file of its own', async () => {
  const { atOnce, files } = await bundled(
    'panel',
    `import { mount } from '@plumm/entra-widget/index.js'; window.mount = mount`,
  )
  expect(atOnce).not.toContain('msal.js.browser')
  expect(files.some((file) => file.startsWith('microsoft-window'))).toBe(true)
})

it('needs no bundler to replace anything in it', async () => {
  const files = await readdir(join(folder, 'widget'), { recursive: true })
  const codes = await Promise.all(
    files.filter((file) => file.endsWith('.js')).map((file) => readFile(join(folder, 'widget', file), 'utf8')),
  )
  expect(codes.length).toBeGreaterThan(20)
  for (const code of codes)
    expect(code).not.toMatch(/process\.env|import\.meta\.env|new Function\(|\beval\(|--lightningcss/)
})
