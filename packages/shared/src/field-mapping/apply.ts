import { type EntraField, type FieldValue, type FieldValues, entraFields } from '../entra-user.ts'
import type { Person } from '../person.ts'
import type { FieldProblem, Reason } from '../sync-status.ts'
import type { FieldMapping, FieldSource } from './document.ts'

/** What a person should look like in Entra, as far as Plumm's values are usable. */
export interface DesiredFields {
  /** Kept in step always. A field that is left alone when empty is absent. */
  always: FieldValues
  /** Written once, when the account is created. */
  onCreate: FieldValues
  /** Values that cannot be written; each blocks its own field only. */
  problems: FieldProblem[]
}

/** Applies a mapping to a person. Pure; never throws on a person's values. */
export function applyFieldMapping(mapping: FieldMapping, person: Person): DesiredFields {
  const desired: DesiredFields = { always: {}, onCreate: {}, problems: [] }
  for (const rule of mapping.rules) {
    const read = readSource(rule.source, person)
    if ('problem' in read) {
      desired.problems.push({ field: rule.target, code: read.problem, actor: 'hr' })
      continue
    }
    const value = read.value === '' ? null : read.value
    if (value === null) {
      const missing = missingValueProblem(rule.target)
      if (missing) {
        desired.problems.push({ field: rule.target, code: missing, actor: 'hr' })
      } else if (rule.whenEmpty === 'clear' && entraFields[rule.target].clearable) {
        place(desired, rule.write, rule.target, null)
      }
      continue
    }
    const problem = problemOf(rule.target, value)
    if (problem) desired.problems.push({ field: rule.target, code: problem, actor: 'hr' })
    else place(desired, rule.write, rule.target, value)
  }
  return desired
}

function place(desired: DesiredFields, write: 'always' | 'on-create', field: EntraField, value: FieldValue): void {
  if (write === 'always') desired.always[field] = value
  else desired.onCreate[field] = value
}

type Read = { value: string } | { problem: Reason }

function readSource(source: FieldSource, person: Person): Read {
  if ('constant' in source) return { value: source.constant }
  if ('copy' in source) return readPath(person, source.copy)
  if ('lowerCase' in source) return mapRead(readPath(person, source.lowerCase), (text) => text.toLowerCase())
  if ('localPart' in source) return mapRead(readPath(person, source.localPart), toMailNickname)
  if ('lookup' in source) return mapRead(readPath(person, source.lookup), (text) => lookUp(source.table, text))
  if ('template' in source) return fillTemplate(source.template, person)
  for (const option of source.firstOf) {
    const read = readSource(option, person)
    if ('problem' in read || read.value !== '') return read
  }
  return { value: '' }
}

/** Own entries only: a person whose role is "constructor" looks that up, not what every object inherits. */
function lookUp(table: Record<string, string>, text: string): string {
  return (Object.hasOwn(table, text) ? table[text] : undefined) ?? ''
}

function mapRead(read: Read, change: (text: string) => string): Read {
  return 'value' in read ? { value: change(read.value) } : read
}

function readPath(person: Person, path: string): Read {
  let value: unknown = person
  for (const key of path.split('.')) {
    if (value === null || value === undefined) return { value: '' }
    if (typeof value !== 'object') return { problem: 'not-text' }
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  }
  if (value === null || value === undefined) return { value: '' }
  if (typeof value === 'number') return { value: String(value) }
  if (typeof value !== 'string') return { problem: 'not-text' }
  return { value: value.trim() }
}

function fillTemplate(template: string, person: Person): Read {
  let problem: Reason | undefined
  const text = template.replace(/\{([^{}]+)\}/g, (_, path: string) => {
    const read = readPath(person, path)
    if ('problem' in read) problem = read.problem
    return 'value' in read ? read.value : ''
  })
  return problem ? { problem } : { value: text.replace(/\s+/g, ' ').trim() }
}

/** Graph refuses `@`, blanks and a trailing dot in a mail nickname (graph-facts §2.6 f). */
function toMailNickname(address: string): string {
  return (address.split('@')[0] ?? '').replace(/[^A-Za-z0-9!#$%&'*+\-./=?^_`{|}~]/g, '').replace(/^\.+|\.+$/g, '')
}

/** Graph creates no account without these (graph-facts §2.3), so an empty value is a problem and not a clearing. */
function missingValueProblem(field: EntraField): Reason | undefined {
  if (field === 'displayName') return 'name-missing'
  if (field === 'userPrincipalName') return 'bad-email'
  return undefined
}

/** Entra's limits, checked before the call so that the words are ours (graph-facts §2.3). */
function problemOf(field: EntraField, value: string): Reason | undefined {
  const { kind, maxLength } = entraFields[field]
  // Somebody's text went through a wrong encoding, or held a character no database keeps: not a value to write.
  if (kind !== 'address' && value.includes('\u{FFFD}')) return 'bad-characters'
  switch (kind) {
    case 'address':
      return addressProblem(value)
    case 'country':
      return /^[A-Za-z]{2}$/.test(value) ? undefined : 'bad-country'
    case 'phone':
      if (!/^[0-9+()\-./ ext]+$/i.test(value) || !/\d/.test(value)) return 'bad-phone'
      return value.length > maxLength ? 'too-long' : undefined
    case 'nickname':
    case 'text':
      return value.length > maxLength ? 'too-long' : undefined
  }
}

function addressProblem(address: string): Reason | undefined {
  const [local, domain, ...rest] = address.split('@')
  if (!local || !domain || rest.length > 0 || !/^[^\s]+\.[^\s]+$/.test(domain)) return 'bad-email'
  if (!/^[A-Za-z0-9'.\-_!#^~]+$/.test(local) || local.endsWith('.')) return 'bad-characters'
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) return 'bad-characters'
  if (local.length > 64 || domain.length > 48 || address.length > 113) return 'too-long'
  return undefined
}
