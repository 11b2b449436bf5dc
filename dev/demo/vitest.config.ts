import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'demo',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/tour/breaks/**'],
        },
      },
      {
        // Whole products with a browser: slow, and one after the other.
        test: {
          name: 'tour-break',
          environment: 'node',
          include: ['src/tour/breaks/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
        },
      },
    ],
  },
})
