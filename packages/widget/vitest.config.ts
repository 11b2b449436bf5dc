import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumLaunchOptions } from './test/chromium.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const storybookFolder = fileURLToPath(new URL('../../.storybook', import.meta.url))
const launchOptions = await chromiumLaunchOptions()

/** The stories follow the browser's colour scheme, so that axe sees each of them in light and in dark. */
const chromiumIn = (colorScheme: 'light' | 'dark') => ({
  browser: 'chromium' as const,
  name: `stories-${colorScheme}`,
  provider: playwright({
    launchOptions,
    contextOptions: { colorScheme, locale: 'en-GB', timezoneId: 'Europe/London' },
  }),
})

export default defineConfig({
  test: {
    projects: [
      {
        test: { root, name: 'widget', environment: 'node', include: ['src/**/*.test.ts'] },
      },
      {
        // Host pages in a browser against what is published: each test has its own servers, and closes them.
        test: {
          root,
          name: 'embed',
          environment: 'node',
          include: ['test/embed/**/*.test.ts'],
          globalSetup: [fileURLToPath(new URL('test/embed/global-setup.ts', import.meta.url))],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      {
        plugins: [storybookTest({ configDir: storybookFolder, storybookScript: 'pnpm storybook --ci' })],
        test: {
          root,
          name: 'stories',
          testTimeout: 20_000,
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions }),
            screenshotFailures: false,
            viewport: { width: 1100, height: 900 },
            instances: [chromiumIn('light'), chromiumIn('dark')],
          },
        },
      },
    ],
  },
})
