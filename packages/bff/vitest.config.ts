import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Every kind: no test reaches a network (test/no-network.ts), and a hung one ends after 40 s, twice what a busy machine needs. */
const everywhere = {
  root,
  environment: 'node',
  setupFiles: [`${root}test/no-network.ts`],
  testTimeout: 40_000,
  hookTimeout: 60_000,
} as const

export default defineConfig({
  test: {
    projects: [
      { test: { ...everywhere, name: 'bff-unit', include: ['src/**/*.test.ts'], exclude: ['**/*.db.test.ts'] } },
      {
        test: {
          ...everywhere,
          name: 'bff-db',
          include: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          globalSetup: [`${root}test/databases-global-setup.ts`],
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...everywhere,
          name: 'bff-flow',
          include: ['test/flow/**/*.flow.test.ts', 'test/model/**/*.model.test.ts', 'test/fuzz/**/*.fuzz.test.ts'],
          globalSetup: [`${root}test/databases-global-setup.ts`],
          maxWorkers: 2,
        },
      },
    ],
  },
})
