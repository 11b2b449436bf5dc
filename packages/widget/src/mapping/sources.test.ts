import type { FieldSource } from '@plumm/entra-shared'
import { describe, expect, it } from 'vitest'
import { createFormats } from '../messages/formats.ts'
import { mapping } from '../messages/en-gb/mapping.ts'
import { kindOf, kindsFor, propertiesFor, propertyOf, sourceOfKind, withProperty } from './sources.ts'
import { sourceWords } from './source-words.ts'

const words = mapping(createFormats('en-GB', () => 0))
const kinds = ['copy', 'lowerCase', 'localPart', 'template', 'constant', 'lookup', 'firstOf'] as const

const names: FieldSource = { firstOf: [{ copy: 'displayName' }, { template: '{firstName} {lastName}' }] }

it.each<[FieldSource, string]>([
  [{ copy: 'location.office' }, 'Office'],
  [{ lowerCase: 'email' }, 'Email, in lower case'],
  [{ localPart: 'email' }, 'Email, up to the @'],
  [{ constant: 'Contoso' }, '“Contoso” for everyone'],
  [{ lookup: 'entity', table: {} }, 'Entity, by a table'],
  [names, 'Display name, or else First name Last name'],
  [{ copy: 'shoeSize' }, 'shoeSize'],
])('%j reads “%s”', (source, line) => {
  expect(sourceWords(words, source)).toBe(line)
})

describe('another kind', () => {
  it.each(kinds)('%s is what comes out, with the property that was there', (kind) => {
    const source = sourceOfKind(kind, { copy: 'entity' })
    expect(kindOf(source)).toBe(kind)
    expect(propertyOf(source)).toBe(kind === 'constant' ? 'role' : 'entity')
  })

  it('several begin with what was there; a table keeps its lines when the property changes', () => {
    expect(sourceOfKind('firstOf', { constant: 'x' })).toEqual({ firstOf: [{ constant: 'x' }, { copy: 'role' }] })
    expect(withProperty({ lookup: 'entity', table: { a: 'b' } }, 'role')).toEqual({ lookup: 'role', table: { a: 'b' } })
  })
})

it('offers what can work: a sign-in name is the email, a manager the manager, and what Entra needs is never nothing', () => {
  expect(kindsFor('userPrincipalName')).toEqual(['copy', 'lowerCase'])
  expect(propertiesFor('userPrincipalName')).toEqual(['email'])
  expect(kindsFor('manager')).toEqual(['none', 'copy'])
  expect(propertiesFor('manager')).toEqual(['managerId'])
  expect(kindsFor('displayName')).not.toContain('none')
  expect(kindsFor('jobTitle')).toContain('none')
})
