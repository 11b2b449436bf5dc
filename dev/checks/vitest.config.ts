import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'checks', environment: 'node', include: ['**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
})
