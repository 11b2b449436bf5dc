import { expect, it } from 'vitest'
import { perSecond, table } from './measurement.ts'

it('lines figures up for comparing', () => {
  const measurements = [
    { name: 'plans', value: 123_456.7, unit: '/s' },
    { name: 'save to badge', value: 41.26, unit: 'ms' },
  ]
  expect(table(measurements)).toBe('plans          123,000 /s\nsave to badge     41.3 ms')
})

it('measures work that ends', async () => {
  let count = 0
  expect(await perSecond(() => (count += 1), { forMs: 1 })).toBeGreaterThan(0)
  expect(count).toBeGreaterThan(5)
})
