import { describe, expect, it } from 'vitest'
import { PlummPerson } from '../plumm/person.ts'
import { seedPeople } from './people.ts'

const now = new Date('2026-11-24T09:00:00Z')

describe('the seeded world', () => {
  it('has forty people at Northwind and twelve at Tailspin, each with an address of their own', () => {
    const { northwind, tailspin } = seedPeople({ now })
    expect(northwind).toHaveLength(40)
    expect(tailspin).toHaveLength(12)
    for (const people of [northwind, tailspin]) {
      expect(new Set(people.map(({ email }) => email.toLowerCase())).size).toBe(people.length)
      for (const person of people) expect(PlummPerson.safeParse(person).success).toBe(true)
    }
  })

  it('holds the people who make real directories awkward', () => {
    const { northwind } = seedPeople({ now })
    const emails = northwind.map(({ email }) => email)
    expect(emails).toContain("siobhan.o'brien@contoso.com")
    expect(emails.some((email) => email.includes('+'))).toBe(true)
    expect(northwind.some(({ location }) => location?.country === 'Narnia')).toBe(true)
    expect(northwind.some(({ role = '' }) => role.length > 128)).toBe(true)
    expect(northwind.filter(({ status }) => status === 'deactivated')).toHaveLength(2)
    expect(northwind.filter(({ startDate = '' }) => startDate > '2026-11-24')).toHaveLength(1)
  })

  it('makes up as many more as a larger run asks for, and every manager exists', () => {
    const { northwind } = seedPeople({ now, people: 300 })
    const ids = new Set(northwind.map(({ id }) => id))
    expect(ids.size).toBe(300)
    expect(new Set(northwind.map(({ email }) => email)).size).toBe(300)
    expect(northwind.every(({ managerId }) => managerId === undefined || ids.has(managerId))).toBe(true)
  })
})
