import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type Fixture, createFixture } from './fixture.ts'
import { run } from './run-command.ts'

const Report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), severity: z.string(), filename: z.string() })),
})

/** Each file breaks one rule. */
const broken: Record<string, [rule: string, text: string]> = {
  'floating.ts': ['no-floating-promises', `const save = async () => 1\nexport function click() {\n  save()\n}`],
  'switch.ts': [
    'switch-exhaustiveness-check',
    `export function word(is: 'on' | 'off') {\n  switch (is) {\n    case 'on':\n      return 1\n  }\n  return 2\n}`,
  ],
  'any.ts': ['no-explicit-any', `export const parse = (text: string): any => JSON.parse(text)`],
  'bang.ts': ['no-non-null-assertion', `export const first = (list: string[]) => list[0]!`],
  'default.ts': ['no-default-export', `export default 1`],
  'mock.test.ts': ['no-restricted-vi-methods', `import { vi } from 'vitest'\nvi.mock('./clock.ts')`],
  'only.test.ts': ['no-focused-tests', `import { expect, it } from 'vitest'\nit.only('is', () => expect(1).toBe(1))`],
  'skip.test.ts': ['no-disabled-tests', `import { expect, it } from 'vitest'\nit.skip('is', () => expect(1).toBe(1))`],
  'port.ts': ['no-process-env', `export const port = process.env['PORT']`],
  'ignore.ts': ['ban-ts-comment', `// @ts-ignore\nexport const one: string = 1`],
  'throw.ts': ['only-throw-error', `export function stop() {\n  throw 'stop'\n}`],
  'long.ts': ['max-lines', `export const list = [\n${'  1,\n'.repeat(301)}]`],
}

const allowed: Record<string, string> = {
  'packages/bff/src/config.ts': `export const port = process.env['PORT']\n`,
  'packages/bff/vitest.config.ts': `export default { test: {} }\n`,
}

let fixture: Fixture
let reported: { file: string; rule: string }[]

beforeAll(async () => {
  fixture = createFixture()
  fixture.write(allowed)
  fixture.write(
    Object.fromEntries(Object.entries(broken).map(([path, [, text]]) => [`packages/bff/src/${path}`, `${text}\n`])),
  )
  const { output } = await run('oxlint', ['--format', 'json', 'packages/bff/src', 'packages/bff/vitest.config.ts'], {
    cwd: fixture.root,
  })
  const { diagnostics } = Report.parse(JSON.parse(output))
  reported = diagnostics.map(({ code, filename }) => ({ file: filename, rule: code.replace(/^.*\((.*)\)$/, '$1') }))
})
afterAll(() => fixture.remove())

it.each(Object.entries(broken).map(([file, [rule]]) => ({ file, rule })))('$rule is reported', ({ file, rule }) => {
  expect(reported).toContainEqual({ file: `packages/bff/src/${file}`, rule })
})

it('allows the environment in config and default exports in configuration files', () => {
  expect(reported.filter(({ file }) => file in allowed)).toEqual([])
})
