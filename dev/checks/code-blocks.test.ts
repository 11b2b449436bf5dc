import { expect, it } from 'vitest'
import { codeBlocks } from './code-blocks.ts'

it('takes the TypeScript blocks of a document and says where they stand', () => {
  const markdown = [
    '# Embed',
    '```tsx',
    '<a />',
    '```',
    'and',
    '```sh',
    '```',
    '```ts',
    'const one = 1',
    'one',
    '```',
    '',
  ].join('\n')
  expect(codeBlocks('README.md', markdown)).toEqual([
    { at: 'README.md:2', language: 'tsx', code: '<a />\n' },
    { at: 'README.md:8', language: 'ts', code: 'const one = 1\none\n' },
  ])
})
