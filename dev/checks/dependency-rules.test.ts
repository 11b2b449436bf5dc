import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type Fixture, createFixture } from './fixture.ts'
import { run } from './run-command.ts'

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

/** Each file breaks one rule of design §4. */
const broken: Record<string, [rule: string, text: string]> = {
  'packages/shared/src/clock.ts': [
    'shared-knows-only-zod',
    `import { Temporal } from 'temporal-polyfill'\nexport { Temporal }`,
  ],
  'packages/widget/src/peek.ts': ['widget-knows-only-shared', `export { secret } from '@plumm/entra-bff'`],
  'packages/widget/src/host.ts': ['widget-knows-only-shared', `export { tenant } from '@plumm/entra-emulator'`],
  'packages/widget/src/panel/sign-in.ts': ['msal-browser-only-in-auth', `export * from '@azure/msal-browser'`],
  'packages/bff/src/cheat.ts': ['bff-knows-only-shared', `export { tenant } from '@plumm/entra-emulator'`],
  'packages/bff/test/panel.test.ts': ['bff-tests-know-no-widget', `export { panel } from '@plumm/entra-widget'`],
  'dev/emulator/src/copy.ts': [
    'emulator-is-an-independent-witness',
    `export type { Person } from '@plumm/entra-shared'`,
  ],
  'dev/demo/src/inside.ts': ['demo-is-a-host-page', `export * from '../../../packages/widget/src/secret.ts'`],
  'dev/demo/src/behind.ts': ['demo-is-a-host-page', `export { secret } from '@plumm/entra-bff'`],
  'packages/bff/src/sync/plan.ts': ['plan-and-fuse-do-no-io', `export { tidy } from './tidy.ts'`],
  'packages/bff/src/sync/fuse.ts': ['plan-and-fuse-do-no-io', `export { readFileSync } from 'node:fs'`],
  'packages/bff/src/audit/append.ts': [
    'store-is-private-to-its-slice',
    `export * from '../connection/connection.store.ts'`,
  ],
  'packages/bff/src/app.ts': ['store-is-wired-in-compose', `export * from './connection/connection.store.ts'`],
  'packages/bff/src/connection/connect.ts': ['hono-only-at-the-door', `export { Hono } from 'hono'`],
  'packages/bff/src/sync/drift.ts': ['kysely-only-in-stores', `export type { Kysely } from 'kysely'`],
  'packages/bff/src/queue/chicken.ts': [
    'no-circles',
    `import { egg } from './egg.ts'\nexport const chicken = () => egg`,
  ],
}

/** What the rules allow, so that none of them reports everything. */
const allowed: Record<string, string> = {
  'packages/shared/src/index.ts': `import { z } from 'zod'\nexport const Person = z.string()\nexport type Person = string`,
  'packages/widget/src/index.ts': `export { Person } from '@plumm/entra-shared'\nexport const panel = 1`,
  'packages/widget/src/secret.ts': `export const secret = 1`,
  'packages/widget/src/auth/sign-in.ts': `export * from '@azure/msal-browser'`,
  'packages/bff/src/index.ts': `export const secret = 1`,
  'packages/bff/src/compose.ts': `export * from './connection/connection.store.ts'`,
  'packages/bff/src/connection/connection.store.ts': `export type { Kysely } from 'kysely'`,
  'packages/bff/src/connection/disconnect.ts': `export * from './connection.store.ts'`,
  'packages/bff/src/connection/connection.routes.ts': `export { Hono } from 'hono'`,
  'packages/bff/src/http/problem.ts': `export { HTTPException } from 'hono/http-exception'`,
  'packages/bff/src/queue/egg.ts': `import { chicken } from './chicken.ts'\nexport const egg = () => chicken`,
  'packages/bff/src/sync/tidy.ts': `export { existsSync as tidy } from 'node:fs'\nexport { Person } from '@plumm/entra-shared'`,
  'packages/bff/test/world.test.ts': `export { tenant } from '@plumm/entra-emulator'`,
  'dev/emulator/src/index.ts': `export { Hono } from 'hono'\nexport const tenant = 1`,
  'dev/demo/src/page.ts': `export { panel } from '@plumm/entra-widget'\nexport { tenant } from '@plumm/entra-emulator'`,
}

let fixture: Fixture
let reported: { from: string; rule: string }[]

beforeAll(async () => {
  fixture = createFixture()
  fixture.write(allowed)
  fixture.write(Object.fromEntries(Object.entries(broken).map(([path, [, text]]) => [path, text])))
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages', 'dev']
  const { output } = await run('depcruise', args, { cwd: fixture.root })
  const { violations } = Report.parse(JSON.parse(output)).summary
  reported = violations.map(({ from, rule }) => ({ from, rule: rule.name }))
})
afterAll(() => fixture.remove())

it.each(Object.entries(broken).map(([path, [rule]]) => ({ path, rule })))(
  '$rule is reported for $path',
  ({ path, rule }) => {
    expect(reported).toContainEqual({ from: path, rule })
  },
)

it('reports nothing but what is broken', () => {
  const meant = new Set(Object.keys(broken))
  // A circle is reported from each of its ends.
  expect(reported.filter(({ from }) => !meant.has(from) && from !== 'packages/bff/src/queue/egg.ts')).toEqual([])
  expect(reported.filter(({ from, rule }) => meant.has(from) && broken[from]?.[0] !== rule)).toEqual([])
})
