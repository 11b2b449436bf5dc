import { expect, it } from 'vitest'
import { defaultFieldMapping } from './default.ts'
import { describeRule, isSameMapping, mappingChanges } from './describe.ts'
import { FieldMapping, type FieldRule, SentFieldMapping, readFieldMapping, upgradeFieldMapping } from './document.ts'

const { rules, scope, exclusions } = defaultFieldMapping
const pilot = { ...scope, people: ['p-1'] }
const breakGlass = { ...exclusions, accounts: ['admin@contoso.com'] }

it('reads a document of the first version as the first revision, for everyone', () => {
  expect(readFieldMapping({ version: 1, rules })).toEqual({ version: 2, revision: 1, rules, scope, exclusions })
})

it('leaves scope and exclusions as they are where a document says nothing of them', () => {
  const inForce = { scope: pilot, exclusions: breakGlass }
  expect(upgradeFieldMapping({ version: 2, revision: 7, rules }, inForce)).toEqual({
    ...inForce,
    version: 2,
    revision: 7,
    rules,
  })
  expect(upgradeFieldMapping({ version: 2, rules, scope, exclusions }, inForce)).toMatchObject({ scope, exclusions })
})

it('says which versions it understands', () => {
  expect(SentFieldMapping.safeParse({ version: 3, rules }).error?.issues[0]?.message).toBe(
    'The version of a field mapping is 2; 1 is understood.',
  )
})

it('comes back from a database, which keeps no order of keys, as the same mapping', () => {
  const reordered = rules.map(({ target, source, write, whenEmpty }) => ({ whenEmpty, write, source, target }))
  expect(isSameMapping({ ...defaultFieldMapping, rules: reordered.toReversed() }, defaultFieldMapping)).toBe(true)
  expect(FieldMapping.parse({ ...defaultFieldMapping, rules: reordered })).toEqual(defaultFieldMapping)
})

it('tells what another mapping does differently', () => {
  const changed = rules
    .filter(({ target }) => target !== 'city')
    .map((rule): FieldRule => (rule.target === 'jobTitle' ? { ...rule, source: { copy: 'department' } } : rule))
  const after = { rules: changed, scope: pilot, exclusions: { people: ['p-2', 'p-3'], accounts: [] } }
  expect(mappingChanges(defaultFieldMapping, after)).toEqual([
    { field: 'jobTitle', before: 'role, cleared when empty', after: 'department, cleared when empty' },
    { field: 'city', before: 'location.city, cleared when empty', after: null },
    { field: 'scope', before: null, after: 'people: p-1' },
    { field: 'exclusions', before: null, after: 'people: p-2, p-3' },
  ])
})

it.each<[Omit<FieldRule, 'target'>, string]>([
  [
    { source: { localPart: 'email' }, write: 'on-create', whenEmpty: 'leave' },
    'email up to the @, only when the account is created, left alone when empty',
  ],
  [
    {
      source: { firstOf: [{ template: '{firstName} {lastName}' }, { constant: 'Nobody' }] },
      write: 'always',
      whenEmpty: 'leave',
    },
    '{firstName} {lastName}, else “Nobody”, left alone when empty',
  ],
  [
    { source: { lookup: 'entity', table: { DE: 'Contoso GmbH' } }, write: 'always', whenEmpty: 'clear' },
    'entity looked up (DE → Contoso GmbH), cleared when empty',
  ],
  [
    { source: { lowerCase: 'email' }, write: 'always', whenEmpty: 'leave' },
    'email in lower case, left alone when empty',
  ],
])('describes a rule as a line', (rule, line) => {
  expect(describeRule(rule)).toBe(line)
})
