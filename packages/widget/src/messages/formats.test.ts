import { expect, it } from 'vitest'
import { createFormats } from './formats.ts'

const now = Date.parse('2026-11-24T14:32:00Z')
const formats = createFormats('en-GB', () => now)
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString()

it.each([
  [0, 'now'],
  [-3, 'now'],
  [12, '12 seconds ago'],
  [150, '3 minutes ago'],
  [7_300, '2 hours ago'],
  [90_000, 'yesterday'],
])('says how long ago %d seconds are', (seconds, words) => {
  expect(formats.ago(before(seconds))).toBe(words)
})

it.each([
  [1, '1 second'],
  [33, '40 seconds'],
  [95, '2 minutes'],
  [5_400, '1.5 hours'],
])('rounds %d seconds to what one would say', (seconds, words) => {
  expect(formats.lasting(seconds)).toBe(words)
})

it('picks the plural and writes the number as the language does', () => {
  const people = { one: '# person', other: '# people' }
  expect([0, 1, 4_120].map((count) => formats.count(count, people))).toEqual(['0 people', '1 person', '4,120 people'])
})

it('names today and yesterday', () => {
  expect(formats.day(before(60))).toBe('Today')
  expect(formats.day(before(86_400))).toBe('Yesterday')
  expect(formats.day(before(5 * 86_400))).toBe('Thursday, 19 November 2026')
})

it('knows every plural of a language, and falls back on the one it always has', () => {
  const arabic = createFormats('ar', () => now)
  const forms = { zero: 'zero', one: 'one', two: 'two', few: '# few', many: '# many', other: '# other' }
  expect([0, 1, 2, 3, 11, 100].map((count) => arabic.count(count, forms))).toEqual([
    'zero',
    'one',
    'two',
    '3 few',
    '11 many',
    '100 other',
  ])
  expect(arabic.count(2, { other: '# people' })).toBe('2 people')
})

it('sets apart what is written the other way, and leaves all else as it is', () => {
  expect(formats.apart('Ana Ruiz')).toBe('Ana Ruiz')
  expect(formats.apart('ليلى حداد')).toBe('\u2068ليلى حداد\u2069')
  expect(createFormats('ar', () => now).apart('Ana Ruiz')).toBe('\u2068Ana Ruiz\u2069')
})
