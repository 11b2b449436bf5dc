import { expect, it } from 'vitest'
import { beginOf, endOf, firstDay, lastDay } from './filter-days.ts'

it.each(['2026-11-24', '2026-03-29', '2026-10-25', '2028-02-29', '2026-12-31', '2026-01-01'])(
  'takes %s from its first moment to its last, also where clocks change',
  (day) => {
    const [from, to] = [beginOf(day) ?? '', endOf(day) ?? '']
    expect(firstDay(from)).toBe(day)
    expect(lastDay(to)).toBe(day)
    expect(new Date(from).getHours()).toBe(0)
    expect(new Date(to).getHours()).toBe(0)
    expect(Date.parse(to) - Date.parse(from)).toBeGreaterThanOrEqual(23 * 3_600_000)
  },
)

it.each(['', 'soon', '24.11.2026', '2026-11', '2026-11-24T00:00'])('takes “%s” for no day', (text) => {
  expect(beginOf(text)).toBeNull()
  expect(endOf(text)).toBeNull()
})
