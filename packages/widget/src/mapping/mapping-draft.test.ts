import { type FieldRule, type KnownPerson, defaultFieldMapping } from '@plumm/entra-shared'
import { describe, expect, it } from 'vitest'
import { fieldGroups } from './field-groups.ts'
import { firstRule, isSameRule, outcomesFor, revisionFor, ruleFor, withRule } from './mapping-draft.ts'

const { rules } = defaultFieldMapping
const department: FieldRule = { target: 'department', source: { copy: 'entity' }, write: 'always', whenEmpty: 'leave' }
const ana: KnownPerson = {
  name: 'Ana Ruiz',
  managerName: 'Tom Lee',
  person: { id: 'p-1', version: 1, status: 'active', email: 'ana@contoso.com', role: 'Engineer', managerId: 'p-2' },
}

describe('changing a rule', () => {
  it('leaves it where it stands, and the others as they are', () => {
    const changed = withRule(rules, 'department', department)
    expect(changed.map(({ target }) => target)).toEqual(rules.map(({ target }) => target))
    expect(ruleFor(changed, 'department')).toEqual(department)
  })

  it('takes it out, and puts a new one at the end', () => {
    const without = withRule(rules, 'department', undefined)
    expect(ruleFor(without, 'department')).toBeUndefined()
    expect(withRule(without, 'department', department).at(-1)).toEqual(department)
  })

  it('knows the standard rule again, whatever the order of its keys', () => {
    const standard = ruleFor(rules, 'jobTitle')
    const turned = standard && Object.fromEntries(Object.entries(standard).reverse())
    expect(isSameRule(rules, [...rules], 'jobTitle')).toBe(true)
    expect(isSameRule(withRule(rules, 'jobTitle', turned as FieldRule), rules, 'jobTitle')).toBe(true) // The same keys
    expect(isSameRule(withRule(rules, 'jobTitle', undefined), rules, 'jobTitle')).toBe(false)
  })

  it.each([
    ['a field of the standard mapping', 'jobTitle', { copy: 'role' }],
    ['a phone', 'businessPhones', { copy: 'phone' }],
    ['any other', 'division', { copy: 'department' }],
  ] as const)('begins %s with what is nearest', (_, field, source) => {
    expect(firstRule(field)).toMatchObject({ target: field, source })
  })
})

it('every field is in one group', () => {
  const fields = fieldGroups.flatMap((group) => group.fields)
  expect(new Set(fields).size).toBe(fields.length)
  expect(fields).toEqual(expect.arrayContaining(rules.map(({ target }) => target)))
})

it('says of each field what becomes of it', () => {
  const outcome = outcomesFor(rules, ana)
  expect(outcome('jobTitle')).toEqual({ is: 'written', value: 'Engineer' })
  expect(outcome('mail')).toEqual({ is: 'written', value: 'ana@contoso.com' })
  expect(outcome('manager')).toEqual({ is: 'written', value: 'Tom Lee' })
  expect(outcome('department')).toEqual({ is: 'emptied' })
  expect(outcome('employeeId')).toEqual({ is: 'left' })
  expect(outcome('division')).toEqual({ is: 'not-set' })
  expect(outcome('displayName')).toEqual({ is: 'refused', reason: 'name-missing' })
})

describe('the revision that a change is based on', () => {
  const from = { ...defaultFieldMapping, revision: 3 }
  const otherReach = { ...from, revision: 4, exclusions: { people: ['p-9'], accounts: [] } }
  const otherRules = { ...from, revision: 4, rules: withRule(rules, 'department', department) }
  it.each([
    ['the newest, where only the other page was saved since', otherReach, 'rules', 4],
    ['its own, where somebody changed the same', otherRules, 'rules', 3],
    ['the newest for the other page', otherRules, 'reach', 4],
    ['its own for the other page', otherReach, 'reach', 3],
  ] as const)('is %s', (_, inForce, part, revision) => {
    expect(revisionFor(from, inForce, part)).toBe(revision)
  })
})
