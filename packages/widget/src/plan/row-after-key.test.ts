import { expect, it } from 'vitest'
import { rowAfterKey } from './row-after-key.ts'

it.each<[key: string, from: number, to: number | null]>([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 24, 24],
  ['ArrowUp', 1, 0],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 13],
  ['PageDown', 20, 24],
  ['PageUp', 13, 3],
  ['PageUp', 3, 0],
  ['Home', 17, 0],
  ['End', 0, 24],
  ['Enter', 3, null],
  ['Tab', 3, null],
  ['constructor', 3, null],
])('%s leads from row %i of 25 to %s', (key, from, to) => {
  expect(rowAfterKey(key, from, 25)).toBe(to)
})
