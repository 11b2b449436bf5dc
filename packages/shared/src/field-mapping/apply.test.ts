import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Person } from '../person.ts'
import { applyFieldMapping } from './apply.ts'
import { defaultFieldMapping } from './default.ts'
import { FieldMapping, type FieldRule, type FieldSource } from './document.ts'

const ana: Person = {
  id: 'p-1',
  version: 1,
  status: 'active',
  email: 'Ana.Ruiz@contoso.example',
  firstName: ' Ana ',
  lastName: 'Ruiz',
  role: 'Engineer',
  location: { office: 'Lisbon HQ', city: 'Lisbon', country: 'PT' },
  phone: '+351 21 000 0000',
  employeeNumber: 1042,
  firstOfAll: 'constructor',
}

/** What the default mapping makes of Ana with some values changed. */
const desired = (changes: Record<string, unknown> = {}) =>
  applyFieldMapping(defaultFieldMapping, { ...ana, ...changes })

describe('the default mapping', () => {
  it('is a valid mapping', () => {
    expect(FieldMapping.parse(defaultFieldMapping)).toEqual(defaultFieldMapping)
  })

  it('brings over name, role, place, phone and employee number, trimmed', () => {
    const { always, onCreate, problems } = desired()
    expect(problems).toEqual([])
    expect(always).toMatchObject({
      userPrincipalName: 'Ana.Ruiz@contoso.example',
      displayName: 'Ana Ruiz',
      givenName: 'Ana',
      jobTitle: 'Engineer',
      officeLocation: 'Lisbon HQ',
      usageLocation: 'PT',
      mobilePhone: '+351 21 000 0000',
      employeeId: '1042',
    })
    expect(onCreate).toEqual({ mail: 'Ana.Ruiz@contoso.example', mailNickname: 'Ana.Ruiz' })
  })

  it('clears what HR has emptied, and leaves alone what Plumm may not know', () => {
    const { always } = desired({ role: '', phone: null, employeeNumber: undefined, location: undefined })
    expect(always).toMatchObject({ jobTitle: null, mobilePhone: null, officeLocation: null })
    expect(always).not.toHaveProperty('employeeId')
    expect(always).not.toHaveProperty('usageLocation')
  })

  it('prefers the display name that HR chose', () => {
    expect(desired({ displayName: 'Ana R.' }).always.displayName).toBe('Ana R.')
  })
})

describe('a value that cannot be written blocks its own field only', () => {
  it.each([
    ['an email without a domain', { email: 'ana' }, 'userPrincipalName', 'bad-email'],
    ['an email with a blank', { email: 'ana ruiz@contoso.example' }, 'userPrincipalName', 'bad-characters'],
    [
      'an email that ends its name with a dot',
      { email: 'ana.@contoso.example' },
      'userPrincipalName',
      'bad-characters',
    ],
    ['a country in words', { location: { country: 'Portugal' } }, 'usageLocation', 'bad-country'],
    ['a phone number in words', { phone: 'ask Jo' }, 'mobilePhone', 'bad-phone'],
    ['a role longer than Entra takes', { role: 'x'.repeat(129) }, 'jobTitle', 'too-long'],
    ['a role that is a list', { role: ['Engineer'] }, 'jobTitle', 'not-text'],
    ['nobody’s name', { firstName: '', lastName: '' }, 'displayName', 'name-missing'],
  ])('%s', (_, changes, field, code) => {
    const { always, problems } = desired(changes)
    expect(problems).toContainEqual({ field, code, actor: 'hr' })
    expect(always).not.toHaveProperty(field)
    expect(Object.keys(always).length).toBeGreaterThan(3)
  })

  it('whatever Plumm sends, nothing is thrown and no field is both written and refused', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('email', 'role', 'location', 'phone', 'firstName'), fc.anything()),
        (changes) => {
          const { always, onCreate, problems } = desired(changes)
          for (const { field } of problems) expect({ ...always, ...onCreate }).not.toHaveProperty(field)
        },
      ),
    )
  })
})

describe('sources', () => {
  const from = (source: FieldSource) => {
    const rule: FieldRule = { target: 'department', source, write: 'always', whenEmpty: 'clear' }
    return applyFieldMapping({ ...defaultFieldMapping, rules: [rule] }, ana).always.department
  }

  it.each<[string, FieldSource, string | null]>([
    ['copies', { copy: 'location.city' }, 'Lisbon'],
    ['lowers', { lowerCase: 'email' }, 'ana.ruiz@contoso.example'],
    [
      'fills a template and folds the blanks of what is empty',
      { template: '{role} {nickname} ({location.city})' },
      'Engineer (Lisbon)',
    ],
    [
      'takes the first that yields something',
      { firstOf: [{ copy: 'nickname' }, { constant: 'Everyone' }] },
      'Everyone',
    ],
    ['looks up', { lookup: 'location.country', table: { PT: 'Iberia' } }, 'Iberia'],
    ['looks up a word that every object knows', { lookup: 'firstOfAll', table: {} }, null],
    ['looks up in vain', { lookup: 'role', table: {} }, null],
    ['does not read what a person merely inherits', { copy: 'constructor' }, null],
  ])('%s', (_, source, value) => {
    expect(from(source)).toBe(value)
  })
})

it('refuses a mapping that writes one field twice', () => {
  const rules = [
    ...defaultFieldMapping.rules,
    { target: 'jobTitle', source: { constant: 'x' }, write: 'always', whenEmpty: 'leave' },
  ]
  expect(FieldMapping.safeParse({ version: 1, rules }).success).toBe(false)
})
