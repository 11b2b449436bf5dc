import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ViteUserConfig, defineConfig } from 'vitest/config'

/** For an editor, or `vitest --project bff-unit` at the root. `pnpm test` runs each package's own configuration. */
const configs = globSync(['packages/*/vitest.config.ts', 'dev/*/vitest.config.ts'], { cwd: import.meta.dirname })

/** Vitest does not look for projects inside a project, so a package that has several is unpacked here. */
async function projectsOf(path: string) {
  const loaded: { default: ViteUserConfig } = await import(pathToFileURL(resolve(import.meta.dirname, path)).href)
  return loaded.default.test?.projects ?? [path]
}

export default defineConfig({ test: { projects: (await Promise.all(configs.map(projectsOf))).flat() } })
