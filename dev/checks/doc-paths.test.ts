import { expect, it } from 'vitest'
import { pathsNamedIn } from './doc-paths.ts'

it('finds relative links and our own paths, and nothing else', () => {
  const markdown = [
    'See [the template](template.md#top), [us](../../README.md), [them](https://example.com/a.md) and [here](#words).',
    'In `packages/bff/src/sync/plan.ts`, not in `src/other.ts` or `https://dev/`.',
    '```sh',
    'cat [a](b.md)',
    '```',
  ].join('\n')
  expect(pathsNamedIn('docs/adr/README.md', markdown)).toEqual([
    'docs/adr/template.md',
    'README.md',
    'packages/bff/src/sync/plan.ts',
  ])
})
