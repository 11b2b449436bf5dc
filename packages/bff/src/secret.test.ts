import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret.ts'

it('gives its value away to whoever asks for it by name, and to nobody else', () => {
  const secret = new Secret('hunter2')
  expect(secret.reveal()).toBe('hunter2')
  const shown = [
    String(secret),
    ['', secret].join(''),
    JSON.stringify({ secret }),
    inspect(secret, { depth: 9, showHidden: true }),
  ]
  expect(shown.join()).not.toContain('hunter2')
  expect(String(secret)).toBe('[secret]')
})
