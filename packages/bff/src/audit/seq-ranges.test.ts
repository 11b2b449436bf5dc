import { expect, it } from 'vitest'
import { isWithin, toRanges } from './seq-ranges.ts'

it.each([
  [[], ''],
  [[4], '4'],
  [[3, 1, 2], '1-3'],
  [[9, 3, 5, 4, 3, 12, 11], '3-5,9,11-12'],
])('%j is written %s', (seqs, text) => {
  expect(toRanges(seqs)).toBe(text)
  for (let seq = 0; seq < 14; seq += 1) expect(isWithin(text, seq), String(seq)).toBe(seqs.includes(seq))
})

it.each(['', '-', 'a-b', ',', '5-3'])('nothing is within %j', (text) => {
  expect(isWithin(text, 4)).toBe(false)
})
