import { describe, expect, it } from 'vitest'
import { type Place, pathOf, placeAt } from './router.tsx'

describe('places', () => {
  const places: Place[] = [
    { is: 'store' },
    { is: 'entra' },
    { is: 'people' },
    { is: 'add-person' },
    { is: 'profile', personId: 'nw-001', tab: 'work' },
    { is: 'profile', personId: 'odd/id', tab: 'personal' },
  ]
  it.each(places)('finds its way back from the address of $is', (place) => {
    expect(placeAt(pathOf(place))).toEqual(place)
  })

  it('opens the store at an address it does not know', () => {
    expect(placeAt('/nowhere')).toEqual({ is: 'store' })
  })
})
