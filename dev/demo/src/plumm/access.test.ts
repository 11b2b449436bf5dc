import { describe, expect, it } from 'vitest'
import { type Access, type AccessAction, accessOf, whomItConcerns } from './access.ts'
import type { PlummPerson } from './person.ts'

const now = new Date('2026-11-30T23:30:00Z')
const person = (change: Partial<PlummPerson>): PlummPerson => ({
  id: 'p1',
  version: 1,
  status: 'active',
  email: 'ana@contoso.com',
  firstName: 'Ana',
  lastName: 'Ruiz',
  createdAt: '2026-11-24T09:00:00Z',
  ...change,
})

describe('access', () => {
  it.each<[string, Partial<PlummPerson>, Access]>([
    ['is open without a date', {}, { is: 'open' }],
    ['ends on a day to come', { endDate: '2026-12-24' }, { is: 'ends', on: '2026-12-24' }],
    [
      'lasts for the whole of the last day',
      { endDate: '2026-11-30', timeZone: 'UTC' },
      { is: 'ends', on: '2026-11-30' },
    ],
    [
      'is over sooner in the east',
      { endDate: '2026-11-30', timeZone: 'Asia/Tokyo' },
      { is: 'ended', on: '2026-11-30' },
    ],
    [
      'is over later in the west',
      { endDate: '2026-11-30', timeZone: 'America/New_York' },
      { is: 'ends', on: '2026-11-30' },
    ],
    ['is over when the day is', { endDate: '2026-11-29', timeZone: 'UTC' }, { is: 'ended', on: '2026-11-29' }],
    [
      'is gone once deactivated, whatever the date',
      { status: 'deactivated', endDate: '2026-12-24' },
      { is: 'deactivated' },
    ],
    ['does not end on a date that is none', { endDate: 'Christmas' }, { is: 'open' }],
    [
      'ends in a time zone that is none, too',
      { endDate: '2026-12-24', timeZone: 'Moon' },
      { is: 'ends', on: '2026-12-24' },
    ],
  ])('%s', (_, change, access) => {
    expect(accessOf(person(change), now)).toEqual(access)
  })
})

describe('an action on several people', () => {
  const people = [
    person({ id: 'stays' }),
    person({ id: 'leaves', endDate: '2026-12-24' }),
    person({ id: 'past-the-day', endDate: '2026-11-01' }),
    person({ id: 'left', status: 'deactivated' }),
  ]
  it.each<[AccessAction, string[]]>([
    ['deactivate', ['stays', 'leaves', 'past-the-day']],
    ['schedule', ['stays', 'leaves']],
    ['cancel', ['leaves']],
    ['reactivate', ['past-the-day', 'left']],
  ])('%s concerns those for whom it changes something', (action, ids) => {
    expect(whomItConcerns(action, people, now).map(({ id }) => id)).toEqual(ids)
  })
})
