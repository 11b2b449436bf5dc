import { type EntraField, type FieldValue, type FieldValues, entraFields, isReference } from '../entra-user.ts'
import type { Person } from '../person.ts'
import type { FieldProblem, Reason } from '../sync-status.ts'
import type { FieldMapping, FieldSource } from './document.ts'
import { emptyProblem, foldBlanks, inEntraForm, toMailNickname, valueProblem } from './entra-limits.ts'

/** What a person should look like in Entra, as far as Plumm's values are usable. */
export interface DesiredFields {
  /** Kept in step always. A field that is left alone when empty is absent. A reference is still a person's id in Plumm. */
  always: FieldValues
  /** Written once, when the account is created. */
  onCreate: FieldValues
  /** Values that cannot be written; each blocks its own field only. */
  problems: FieldProblem[]
}

/** Applies a mapping to a person. Pure; never throws on a person's values. */
export function applyFieldMapping(mapping: Pick<FieldMapping, 'rules'>, person: Person): DesiredFields {
  const desired: DesiredFields = { always: {}, onCreate: {}, problems: [] }
  for (const { target, source, write, whenEmpty } of mapping.rules) {
    const read = readSource(source, person)
    const value = 'value' in read ? inEntraForm(target, read.value) : ''
    const problem = 'problem' in read ? read.problem : value === '' ? emptyProblem(target) : valueProblem(target, value)
    if (problem) desired.problems.push({ field: target, code: problem, actor: 'hr' })
    else if (value !== '') place(desired, write, target, value)
    else if (whenEmpty === 'clear' && entraFields[target].clearable) place(desired, write, target, null)
  }
  return desired
}

/** The people of Plumm whom a person's references name, by id. */
export function referredPeople(mapping: Pick<FieldMapping, 'rules'>, person: Person): string[] {
  const rules = mapping.rules.filter(({ target }) => isReference(target))
  const ids = Object.values(applyFieldMapping({ rules }, person).always)
  return [...new Set(ids.filter((id) => id !== null))]
}

/** The properties of a person that hold references. A reference is a plain copy of an id (`check.ts`). */
export function referencePaths({ rules }: Pick<FieldMapping, 'rules'>): string[] {
  return rules.flatMap(({ target, source }) => (isReference(target) && 'copy' in source ? [source.copy] : []))
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
  if (typeof value === 'number' && Number.isFinite(value)) return { value: String(value) }
  if (typeof value !== 'string') return { problem: 'not-text' }
  return { value: foldBlanks(value) }
}

/** What a template names between braces. */
export const TEMPLATE_PATH = /\{([^{}]*)\}/g

function fillTemplate(template: string, person: Person): Read {
  let problem: Reason | undefined
  const text = template.replace(TEMPLATE_PATH, (_, path: string) => {
    const read = readPath(person, path)
    if ('problem' in read) problem = read.problem
    return 'value' in read ? read.value : ''
  })
  return problem ? { problem } : { value: foldBlanks(text) }
}
