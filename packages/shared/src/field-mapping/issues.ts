import { type EntraField, entraFields, isReference } from '../entra-user.ts'
import { personPaths } from '../person.ts'
import { TEMPLATE_PATH } from './apply.ts'
import type { FieldMapping, FieldRule, FieldSource } from './document.ts'
import { inEntraForm, neededToCreate, valueProblem } from './entra-limits.ts'

/** What is wrong with a rule, as data: `check.ts` has the BFF's words for it, the widget's catalogue its own. */
export type MappingFault =
  /** No rule writes a field that Entra creates no account without. */
  | { is: 'field-missing' }
  /** An earlier rule, counted from 0, writes the field already. */
  | { is: 'written-twice'; by: number }
  | { is: 'not-clearable' }
  /** People sign in with their email, also after it changes. */
  | { is: 'not-the-email' }
  /** Exchange looks after the field once there is a mailbox. */
  | { is: 'on-create-only' }
  /** A reference is set once both accounts exist, so not while one is created. */
  | { is: 'always-only' }
  | { is: 'not-the-manager' }
  | { is: 'unknown-property'; named: string; meant: string | null }
  | { is: 'brace-left-over' }
  /** A template that is the same for everyone. */
  | { is: 'no-property' }
  | { is: 'table-empty' }
  | { is: 'text-empty' }
  | { is: 'too-long'; text: string; max: number }
  | { is: 'refused-by-entra'; text: string }
  /** A text before the last of several sources: what follows is never used. */
  | { is: 'never-reached'; text: string }

export type MappingIssue = MappingFault & {
  /** Into the document, with dots: `rules.6.source.copy`. */
  path: string
  /** Counted from 0; null where a rule is missing. */
  rule: number | null
  target: EntraField
}

/** Why a mapping cannot work, place by place. Empty when it can. Pure. */
export function findMappingIssues({ rules }: Pick<FieldMapping, 'rules'>): MappingIssue[] {
  const issues = rules.flatMap((rule, index) =>
    faultsOf(rule, index, rules).map(({ path, ...fault }): MappingIssue => ({
      ...fault,
      path: `rules.${index}.${path}`,
      rule: index,
      target: rule.target,
    })),
  )
  const missing = neededToCreate.filter((field) => !rules.some(({ target }) => target === field))
  return [
    ...issues,
    ...missing.map((target): MappingIssue => ({ is: 'field-missing', path: 'rules', rule: null, target })),
  ]
}

type Placed = MappingFault & { path: string }

function faultsOf(
  { target, source, write, whenEmpty }: FieldRule,
  index: number,
  rules: readonly FieldRule[],
): Placed[] {
  const faults: Placed[] = inSource(target, source).map((fault) => ({ ...fault, path: `source${fault.path}` }))
  const first = rules.findIndex((other) => other.target === target)
  if (first !== index) faults.push({ is: 'written-twice', by: first, path: 'target' })
  if (whenEmpty === 'clear' && !entraFields[target].clearable) faults.push({ is: 'not-clearable', path: 'whenEmpty' })
  if (target === 'userPrincipalName' && (write !== 'always' || !isOfEmail(source))) {
    faults.push({ is: 'not-the-email', path: 'source' })
  }
  if (target === 'mail' && write === 'always') faults.push({ is: 'on-create-only', path: 'write' })
  if (isReference(target) && write !== 'always') faults.push({ is: 'always-only', path: 'write' })
  if (isReference(target) && !('copy' in source && source.copy === 'managerId')) {
    faults.push({ is: 'not-the-manager', path: 'source' })
  }
  return faults
}

function isOfEmail(source: FieldSource): boolean {
  return ('copy' in source && source.copy === 'email') || ('lowerCase' in source && source.lowerCase === 'email')
}

/** Each `path` starts with a dot, below the source. */
function inSource(target: EntraField, source: FieldSource): Placed[] {
  if ('copy' in source) return inPath('.copy', source.copy)
  if ('lowerCase' in source) return inPath('.lowerCase', source.lowerCase)
  if ('localPart' in source) return inPath('.localPart', source.localPart)
  if ('constant' in source) return inText(target, '.constant', source.constant)
  if ('template' in source) return inTemplate(source.template)
  if ('lookup' in source) {
    const entries = Object.entries(source.table)
    return [
      ...inPath('.lookup', source.lookup),
      ...(entries.length === 0 ? [{ is: 'table-empty' as const, path: '.table' }] : []),
      ...entries.flatMap(([key, value]) => inText(target, `.table.${key}`, value)),
    ]
  }
  return source.firstOf.flatMap((option, index): Placed[] => {
    const path = `.firstOf.${index}`
    const inside = inSource(target, option).map((fault): Placed => ({ ...fault, path: `${path}${fault.path}` }))
    const isLast = index === source.firstOf.length - 1
    return isLast || !('constant' in option)
      ? inside
      : [...inside, { is: 'never-reached', text: option.constant, path }]
  })
}

function inPath(path: string, named: string): Placed[] {
  if (personPaths.some((known) => known === named)) return []
  const last = (text: string) => text.split('.').at(-1)?.toLowerCase()
  const meant = personPaths.find((known) => last(known) === last(named)) ?? null
  return [{ is: 'unknown-property', named, meant, path }]
}

function inTemplate(template: string): Placed[] {
  const path = '.template'
  if (/[{}]/.test(template.replace(TEMPLATE_PATH, ''))) return [{ is: 'brace-left-over', path }]
  const named = [...template.matchAll(TEMPLATE_PATH)].map(([, inside = '']) => inside)
  return named.length === 0 ? [{ is: 'no-property', path }] : named.flatMap((inside) => inPath(path, inside))
}

/** A text that is the same for everyone is checked once, here, and not person by person. */
function inText(target: EntraField, path: string, written: string): Placed[] {
  const text = inEntraForm(target, written)
  if (text === '') return [{ is: 'text-empty', path }]
  const problem = valueProblem(target, text)
  if (problem === undefined) return []
  return [
    problem === 'too-long'
      ? { is: problem, text, max: entraFields[target].maxLength, path }
      : { is: 'refused-by-entra', text, path },
  ]
}
