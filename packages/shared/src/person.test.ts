import { describe, expect, it } from 'vitest'
import { Person, PlummEvent, nameOf } from './person.ts'

const ana = { id: 'p-1', version: 3, email: 'ana@contoso.example', status: 'active' }

describe('a person as Plumm sends one', () => {
  it('keeps properties that we do not know yet', () => {
    expect(Person.parse({ ...ana, pronouns: 'she/her' })).toEqual({ ...ana, pronouns: 'she/her' })
  })

  it('keeps values that cannot be used, so that they block one field and not the delivery', () => {
    expect(Person.safeParse({ ...ana, email: 'not an address', location: 7 }).success).toBe(true)
  })

  it.each(['id', 'version', 'email', 'status'])('is refused without %s', (property) => {
    const { [property]: _, ...rest } = { ...ana } as Record<string, unknown>
    expect(Person.safeParse(rest).error?.issues[0]?.path).toEqual([property])
  })
})

it('says which person of an event breaks the contract', () => {
  const event = {
    type: 'person.changed',
    timestamp: '',
    data: { companyId: 'c-1', people: [ana, { ...ana, version: '3' }] },
  }
  expect(PlummEvent.safeParse(event).error?.issues[0]?.path).toEqual(['data', 'people', 1, 'version'])
})

it('takes 1 to 1,000 people at a time', () => {
  const event = (count: number) => ({
    type: 'person.changed',
    timestamp: '',
    data: { companyId: 'c-1', people: Array.from({ length: count }, () => ana) },
  })
  expect([0, 1, 1000, 1001].map((count) => PlummEvent.safeParse(event(count)).success)).toEqual([
    false,
    true,
    true,
    false,
  ])
})

it('calls a person by the best name there is', () => {
  const person = Person.parse(ana)
  expect(nameOf(person)).toBe('ana@contoso.example')
  expect(nameOf({ ...person, firstName: 'Ana', lastName: 'Ruiz' })).toBe('Ana Ruiz')
  expect(nameOf({ ...person, firstName: 'Ana', displayName: 'Ana R.' })).toBe('Ana R.')
})
