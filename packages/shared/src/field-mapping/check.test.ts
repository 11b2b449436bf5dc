import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EntraField } from '../entra-user.ts'
import { personPaths } from '../person.ts'
import { checkFieldMapping } from './check.ts'
import { defaultFieldMapping } from './default.ts'
import { FieldMapping, type FieldRule, type FieldSource } from './document.ts'

const rule = (target: EntraField, source: FieldSource, more: Partial<FieldRule> = {}): FieldRule => ({
  target,
  source,
  write: 'always',
  whenEmpty: 'leave',
  ...more,
})
/** The default mapping with a rule in the place of the one for its field. */
const withRule = (changed: FieldRule) => ({
  ...defaultFieldMapping,
  rules: defaultFieldMapping.rules.map((old) => (old.target === changed.target ? changed : old)),
})
const said = (mapping: Pick<FieldMapping, 'rules'>) => checkFieldMapping(mapping).map(({ message }) => message)

it('finds nothing to say about the default mapping', () => {
  expect(checkFieldMapping(defaultFieldMapping)).toEqual([])
})

describe('a mapping that cannot work is refused, naming the rule, what is wrong and what to do', () => {
  it.each<[string, FieldRule, string]>([
    [
      'a property that Plumm does not have',
      rule('jobTitle', { copy: 'title' }),
      'Rule 7, Job title: Plumm has no “title” for a person. Choose one of id, email',
    ],
    [
      'a property at another place',
      rule('city', { copy: 'city' }),
      'Rule 11, City: Plumm has no “city” for a person. Perhaps location.city?',
    ],
    [
      'a sign-in name that is not the email',
      rule('userPrincipalName', { template: '{firstName}@contoso.com' }),
      'Rule 1, User principal name: people sign in with their email, also after it changes.',
    ],
    [
      'a sign-in name that stays behind the email',
      rule('userPrincipalName', { copy: 'email' }, { write: 'on-create' }),
      'Rule 1, User principal name: people sign in with their email',
    ],
    [
      'clearing what Entra cannot be without',
      rule('usageLocation', { copy: 'location.country' }, { whenEmpty: 'clear' }),
      'Rule 13, Usage location: Entra does not let it be emptied. Choose “leave”.',
    ],
    [
      'writing the mail address after Exchange took it over',
      rule('mail', { copy: 'email' }),
      'Rule 2, Mail: Exchange looks after it once there is a mailbox. Choose “on-create”.',
    ],
    [
      'a template that is the same for everyone',
      rule('department', { template: 'All staff' }),
      'Rule 8, Department: the template names no property.',
    ],
    ['a brace too many', rule('department', { template: '{role}}' }), 'Rule 8, Department: a brace is left over.'],
    [
      'a property in a template',
      rule('department', { template: '{role} {level}' }),
      'Rule 8, Department: Plumm has no “level”',
    ],
    [
      'a constant that is too long',
      rule('employeeId', { constant: 'x'.repeat(17) }),
      'Rule 15, Employee id: “xxxxxxxxxxxxxxxxx” has 17 characters; Entra takes 16. Shorten it.',
    ],
    [
      'a constant that Entra does not take',
      rule('usageLocation', { constant: 'England' }),
      'Rule 13, Usage location: Entra does not take “ENGLAND” here.',
    ],
    ['an empty constant', rule('department', { constant: ' ' }), 'Rule 8, Department: the text is empty.'],
    [
      'an empty table',
      rule('companyName', { lookup: 'entity', table: {} }),
      'Rule 9, Company name: the table is empty.',
    ],
    [
      'a value in a table',
      rule('usageLocation', { lookup: 'location.city', table: { Lisbon: 'PT', London: 'UK' } }),
      'Rule 13, Usage location: Entra does not take “UK” here.',
    ],
    [
      'what comes after a constant',
      rule('jobTitle', { firstOf: [{ constant: 'Staff' }, { copy: 'role' }] }),
      'Rule 7, Job title: “Staff” always has a value, so what follows is never used.',
    ],
    [
      'a manager who is not one',
      rule('manager', { copy: 'email' }),
      'Rule 17, Manager: it names another person. Choose “copy” of managerId.',
    ],
    [
      'a manager at the moment of creating',
      rule('manager', { copy: 'managerId' }, { write: 'on-create' }),
      'Rule 17, Manager: it is set once both accounts exist',
    ],
  ])('%s', (_, changed, message) => {
    expect(said(withRule(changed))).toEqual([expect.stringContaining(message)])
  })

  it('two rules for one field', () => {
    const rules = [...defaultFieldMapping.rules, rule('jobTitle', { copy: 'department' })]
    expect(checkFieldMapping({ rules })).toEqual([
      {
        path: 'rules.17.target',
        message: 'Rule 18, Job title: rule 7 writes this already. Keep one of them; firstOf tries several sources.',
      },
    ])
  })

  it('no name to create anybody with', () => {
    const rules = defaultFieldMapping.rules.filter(({ target }) => target !== 'displayName')
    expect(said({ rules })).toEqual(['Display name has no rule, and Entra creates no account without it. Add one.'])
  })

  it('says where a nested source goes wrong', () => {
    const nested = { firstOf: [{ copy: 'displayName' }, { firstOf: [{ lowerCase: 'nick' }] }] }
    expect(checkFieldMapping(withRule(rule('displayName', nested))).map(({ path }) => path)).toEqual([
      'rules.3.source.firstOf.1.firstOf.0.lowerCase',
    ])
  })
})

describe('a document that is no mapping', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['two sources in one', { copy: 'role', constant: 'x' }, 'rules.0.source', /^Say where the value comes from/],
    ['a source nobody knows', { script: 'role.toUpperCase()' }, 'rules.0.source', /^Say where the value comes from/],
  ])('%s', (_, source, path, message) => {
    const issue = FieldMapping.safeParse({
      ...defaultFieldMapping,
      rules: [{ ...defaultFieldMapping.rules[0], source }],
    }).error?.issues[0]
    expect(issue?.path.join('.')).toBe(path)
    expect(issue?.message).toMatch(message)
  })
})

const text = fc.oneof(fc.constantFrom(...personPaths), fc.string({ unit: 'binary', maxLength: 40 }))
const { source } = fc.letrec<{ source: FieldSource }>((tie) => ({
  source: fc.oneof(
    { maxDepth: 2 },
    fc.record({ copy: text }),
    fc.record({ lowerCase: text }),
    fc.record({ localPart: text }),
    fc.record({ constant: text }),
    fc.record({ template: text }),
    fc.record({ lookup: text, table: fc.dictionary(text, text, { maxKeys: 3 }) }),
    fc.record({ firstOf: fc.array(tie('source'), { minLength: 1, maxLength: 3 }) }),
  ),
}))
const anyRule = fc.record<FieldRule>({
  target: fc.constantFrom(...EntraField.options),
  source,
  write: fc.constantFrom('always', 'on-create'),
  whenEmpty: fc.constantFrom('clear', 'leave'),
})

it('has words for whatever is sent, each with its place, and never throws', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { minLength: 1, maxLength: 6 }), (rules) => {
      for (const { path, message } of checkFieldMapping({ rules })) {
        expect(path).toMatch(/^rules/)
        expect(message).toMatch(/^\S.*[.?]$/su)
      }
    }),
  )
})
