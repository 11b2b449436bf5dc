import { describe, expect, it } from 'vitest'
import { seedFor, seededChance, shuffled } from './chance.ts'

describe('chance', () => {
  it('is the same for the same seed, and spread between 0 and 1', () => {
    const [a, b, c] = [seededChance(7), seededChance(7), seededChance(8)]
    const draws = Array.from({ length: 1000 }, a)
    expect(Array.from({ length: 1000 }, b)).toEqual(draws)
    expect(Array.from({ length: 1000 }, c)).not.toEqual(draws)
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true)
    expect(draws.reduce((sum, draw) => sum + draw) / 1000).toBeCloseTo(0.5, 1)
  })

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, index) => index)
    const mixed = shuffled(items, seededChance(seedFor(1, 'page')))
    expect(mixed).not.toEqual(items)
    expect(mixed.toSorted((a, b) => a - b)).toEqual(items)
  })
})
