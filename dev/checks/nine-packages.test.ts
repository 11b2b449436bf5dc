import { expect, it } from 'vitest'
import { whereUsed } from './nine-packages.ts'

const used = (path: string, text: string, name: string) =>
  whereUsed([{ path, text }]).find((use) => use.name === name)?.path

it('finds a package where it belongs', () => {
  expect(used('packages/bff/src/app.ts', `import { Hono } from 'hono'`, 'hono')).toBe('packages/bff/src/app.ts')
  expect(
    used('packages/widget/src/auth/a.ts', `await import('@azure/msal-browser')`, '@azure/msal-browser'),
  ).toBeDefined()
  expect(used('.storybook/main.ts', `import a11y from '@storybook/addon-a11y'`, 'storybook')).toBe('.storybook/main.ts')
})

it('does not count an import of types, an import elsewhere, or a test', () => {
  expect(used('packages/bff/src/app.ts', `import type { Hono } from 'hono'`, 'hono')).toBeUndefined()
  expect(used('packages/bff/src/app.ts', `import { type Hono } from 'hono'`, 'hono')).toBeUndefined()
  expect(used('dev/demo/src/app.ts', `import { Hono } from 'hono'`, 'hono')).toBeUndefined()
  expect(used('packages/bff/src/app.test.ts', `import { Hono } from 'hono'`, 'hono')).toBeUndefined()
})
