import { describe, expect, it } from 'vitest'
import { fuseLimit } from './fuse-limit.ts'
import { defaultSettings } from './settings.ts'

describe('the limit of the fuse', () => {
  it.each([
    [10, 5],
    [100, 10],
    [412, 41],
    [10_000, 50],
  ])('for %i linked people is %i changes of a kind a day', (people, limit) => {
    expect(fuseLimit(people, defaultSettings.fuse)).toBe(limit)
  })

  it('is never below “at least”, whatever “at most” says', () => {
    expect(fuseLimit(412, { atLeast: 80, percent: 10, atMost: 50 })).toBe(80)
  })
})
