import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EntraField, type FieldValues, entraFields } from '../entra-user.ts'
import { type Person, personPaths } from '../person.ts'
import { applyFieldMapping, referencePaths, referredPeople } from './apply.ts'
import { defaultFieldMapping } from './default.ts'
import { FieldMapping, type FieldRule, type FieldSource } from './document.ts'
import { valueProblem } from './entra-limits.ts'

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
  costCenter: 'CC-7',
  managerId: 'p-9',
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
      costCenter: 'CC-7',
      manager: 'p-9',
    })
    expect(onCreate).toEqual({ mail: 'Ana.Ruiz@contoso.example', mailNickname: 'Ana.Ruiz' })
  })

  it('clears what HR has emptied, and leaves alone what Plumm may not know', () => {
    const { always } = desired({ role: '', phone: null, employeeNumber: undefined, location: undefined })
    expect(always).toMatchObject({ jobTitle: null, mobilePhone: null, officeLocation: null })
    expect(always).not.toHaveProperty('employeeId')
    expect(always).not.toHaveProperty('usageLocation')
  })

  it('writes a country in capitals, and one blank where a spreadsheet left a tab', () => {
    expect(desired({ location: { country: 'pt' }, role: 'Head\tof \n Sales' }).always).toMatchObject({
      usageLocation: 'PT',
      jobTitle: 'Head of Sales',
    })
  })

  it('names the people it refers to, and where', () => {
    expect(referredPeople(defaultFieldMapping, ana)).toEqual(['p-9'])
    expect(referredPeople(defaultFieldMapping, { ...ana, managerId: null })).toEqual([])
    expect(referencePaths(defaultFieldMapping)).toEqual(['managerId'])
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
    ['a country that is none', { location: { country: 'UK' } }, 'usageLocation', 'bad-country'],
    ['a character nobody can see', { department: 'Sales\u0007' }, 'department', 'bad-characters'],
    ['a number that is none', { employeeNumber: Number.NaN }, 'employeeId', 'not-text'],
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
})

const odd = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 60 }))
/** People with anything at all where Plumm keeps its properties. */
const anyone = fc
  .record(Object.fromEntries(personPaths.filter((path) => !path.includes('.')).map((path) => [path, odd])), {
    requiredKeys: [],
  })
  .chain((properties) =>
    fc
      .option(fc.record({ office: odd, city: odd, country: odd }, { requiredKeys: [] }), { nil: undefined })
      .map((location): Person => ({ ...ana, ...properties, location, email: emailOf(properties.email) })),
  )
const emailOf = (value: unknown) => (typeof value === 'string' ? value : ana.email)

const templates = fc
  .array(fc.oneof(fc.constantFrom(...personPaths.map((path) => `{${path}}`)), fc.constantFrom(' ', '  ', ' - ')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((pieces) => pieces.join(''))
const anySource: fc.Arbitrary<FieldSource> = fc.oneof(
  fc.record({ copy: fc.constantFrom(...personPaths) }),
  fc.record({ lowerCase: fc.constantFrom(...personPaths) }),
  fc.record({ localPart: fc.constantFrom(...personPaths) }),
  fc.record({ template: templates }),
  fc.record({ lookup: fc.constantFrom(...personPaths), table: fc.dictionary(fc.string(), fc.string()) }),
  fc.record({
    firstOf: fc.array(fc.record({ copy: fc.constantFrom(...personPaths) }), { minLength: 1, maxLength: 3 }),
  }),
)
/** One rule for every field there is. */
const anyMapping = fc
  .tuple(
    ...EntraField.options.map((target) =>
      fc.record<FieldRule>({
        target: fc.constant(target),
        source: anySource,
        write: fc.constantFrom('always', 'on-create'),
        whenEmpty: fc.constantFrom('clear', 'leave'),
      }),
    ),
  )
  .map((rules): FieldMapping => ({ ...defaultFieldMapping, rules }))

describe('whatever Plumm sends, and whatever the mapping says', () => {
  const forAnyone = (check: (mapping: FieldMapping, person: Person) => void) =>
    fc.assert(fc.property(fc.oneof(fc.constant(defaultFieldMapping), anyMapping), anyone, check))

  it('nothing is thrown, and the same comes out each time', () => {
    forAnyone((mapping, person) => {
      expect(applyFieldMapping(mapping, person)).toEqual(applyFieldMapping(mapping, person))
    })
  })

  it('every rule ends in one place: written always, written on create, refused with a reason, or left alone when empty', () => {
    forAnyone((mapping, person) => {
      const { always, onCreate, problems } = applyFieldMapping(mapping, person)
      const astray = mapping.rules.filter(({ target, write, whenEmpty }) => {
        const places = [
          ...(target in always ? ['always'] : []),
          ...(target in onCreate ? ['on-create'] : []),
          ...problems.filter(({ field }) => field === target).map(() => 'refused'),
        ]
        if (places.length === 0) return whenEmpty === 'clear' && entraFields[target].clearable
        return places.length > 1 || (places[0] !== 'refused' && places[0] !== write)
      })
      expect(astray).toEqual([])
    })
  })

  it('no value is beyond what Entra takes, and nothing is emptied that it cannot be without', () => {
    forAnyone((mapping, person) => {
      const { always, onCreate } = applyFieldMapping(mapping, person)
      const beyond = entriesOf({ ...always, ...onCreate }).filter(([field, value]) =>
        value === null
          ? !entraFields[field].clearable
          : value === '' || value.length > entraFields[field].maxLength || valueProblem(field, value) !== undefined,
      )
      expect(beyond).toEqual([])
    })
  })

  it('blanks are folded, also those that an empty value leaves in a template', () => {
    forAnyone((mapping, person) => {
      const { always, onCreate } = applyFieldMapping(mapping, person)
      const blanks = entriesOf({ ...always, ...onCreate }).filter(([, value]) => /\s\s|^\s|\s$/.test(value ?? ''))
      expect(blanks).toEqual([])
    })
  })

  it('a value that came out goes in again unchanged', () => {
    forAnyone((mapping, person) => {
      const { always } = applyFieldMapping(mapping, person)
      for (const [target, value] of entriesOf(always)) {
        if (value === null) continue
        const again: FieldRule = { target, source: { copy: 'role' }, write: 'always', whenEmpty: 'leave' }
        expect(applyFieldMapping({ rules: [again] }, { ...ana, role: value }).always).toEqual({ [target]: value })
      }
    })
  })
})

const entriesOf = (fields: FieldValues) =>
  EntraField.options.flatMap((field) => {
    const value = fields[field]
    return value === undefined ? [] : [[field, value] as const]
  })

describe('sources', () => {
  const from = (source: FieldSource) => {
    const rule: FieldRule = { target: 'department', source, write: 'always', whenEmpty: 'clear' }
    return applyFieldMapping({ rules: [rule] }, ana).always.department
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
