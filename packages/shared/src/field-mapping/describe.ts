import type { EntraField } from '../entra-user.ts'
import type { FieldChange } from '../preview.ts'
import type { FieldMapping, FieldRule, FieldSource } from './document.ts'

/** An Entra field as the Entra admin center writes it: `jobTitle` is Job title. */
export function labelOf(field: EntraField): string {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A rule as a line: “role”, “{firstName} {lastName}, only when the account is created”. */
export function describeRule({ source, write, whenEmpty }: Omit<FieldRule, 'target'>): string {
  const when = write === 'on-create' ? ', only when the account is created' : ''
  return `${describeSource(source)}${when}${whenEmpty === 'clear' ? ', cleared when empty' : ', left alone when empty'}`
}

function describeSource(source: FieldSource): string {
  if ('copy' in source) return source.copy
  if ('lowerCase' in source) return `${source.lowerCase} in lower case`
  if ('localPart' in source) return `${source.localPart} up to the @`
  if ('template' in source) return source.template
  if ('constant' in source) return `“${source.constant}”`
  if ('lookup' in source) {
    const entries = Object.entries(source.table).map(([from, to]) => `${from} → ${to}`)
    return `${source.lookup} looked up (${entries.join('; ')})`
  }
  return source.firstOf.map(describeSource).join(', else ')
}

type Mapping = Pick<FieldMapping, 'rules' | 'scope' | 'exclusions'>

/** What another mapping does differently: fields, scope, exclusions. For the audit log and for showing. */
export function mappingChanges(before: Mapping, after: Mapping): FieldChange[] {
  const ruleOf = ({ rules }: Mapping, field: EntraField) => rules.find(({ target }) => target === field)
  const fields = new Set([...before.rules, ...after.rules].map(({ target }) => target))
  const inRules = [...fields].flatMap((field) => {
    const [old, next] = [ruleOf(before, field), ruleOf(after, field)]
    if (exact(old) === exact(next)) return []
    return [{ field, before: old ? describeRule(old) : null, after: next ? describeRule(next) : null }]
  })
  const inReach = (['scope', 'exclusions'] as const).flatMap((field) =>
    exact(before[field]) === exact(after[field])
      ? []
      : [{ field, before: describeLists(before[field]), after: describeLists(after[field]) }],
  )
  return [...inRules, ...inReach]
}

/** “departments: Sales, Support; people: p-7”; null where nothing is named. */
function describeLists(lists: Readonly<Record<string, readonly string[]>>): string | null {
  const named = Object.entries(lists).filter(([, names]) => names.length > 0)
  return named.length === 0 ? null : named.map(([kind, names]) => `${kind}: ${names.join(', ')}`).join('; ')
}

/** Whether two mappings do the same, whatever their revision and the order of their rules. */
export function isSameMapping(a: Mapping, b: Mapping): boolean {
  return mappingChanges(a, b).length === 0
}

/** A database keeps no order of keys, so they are put in one. */
function exact(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
