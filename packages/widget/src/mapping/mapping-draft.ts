import {
  type EntraField,
  type FieldMapping,
  type FieldRule,
  type FieldValue,
  type KnownPerson,
  type MappingIssue,
  type Reason,
  applyFieldMapping,
  defaultFieldMapping,
  entraFields,
  isSameMapping,
} from '@plumm/entra-shared'

export type Rules = FieldMapping['rules']

export function ruleFor(rules: Rules, field: EntraField): FieldRule | undefined {
  return rules.find(({ target }) => target === field)
}

/** The rules with another one for its field; without a rule the field is left to Entra. The others stay where they are. */
export function withRule(rules: Rules, field: EntraField, rule: FieldRule | undefined): Rules {
  const others = rules.filter(({ target }) => target !== field)
  if (!rule) return others
  const at = rules.findIndex(({ target }) => target === field)
  return at === -1 ? [...others, rule] : others.toSpliced(at, 0, rule)
}

/** What a field that is carried over from now on begins with: the standard rule, or the property nearest to it. */
export function firstRule(field: EntraField): FieldRule {
  return (
    ruleFor(defaultFieldMapping.rules, field) ?? {
      target: field,
      source: { copy: entraFields[field].kind === 'phone' ? 'phone' : 'department' },
      write: 'always',
      whenEmpty: 'leave',
    }
  )
}

/** Whether two mappings say the same about a field. */
export function isSameRule(a: Rules, b: Rules, field: EntraField): boolean {
  const [one, other] = [a, b].map((rules) => rules.filter(({ target }) => target === field))
  return isSameMapping({ ...defaultFieldMapping, rules: one ?? [] }, { ...defaultFieldMapping, rules: other ?? [] })
}

/** What becomes of one field of one person. */
export type Outcome =
  | { is: 'written'; value: string }
  | { is: 'emptied' }
  /** Plumm has nothing, and what stands in Entra stays. */
  | { is: 'left' }
  | { is: 'not-set' }
  | { is: 'refused'; reason: Reason }

/** What the mapping makes of a person, field by field: by the very function the sync uses. A manager is shown by name. */
export function outcomesFor(rules: Rules, { person, managerName }: KnownPerson): (field: EntraField) => Outcome {
  const { always, onCreate, problems } = applyFieldMapping({ rules }, person)
  return (field) => {
    const problem = problems.find((found) => found.field === field)
    if (problem) return { is: 'refused', reason: problem.code }
    const value: FieldValue | undefined = field in always ? always[field] : onCreate[field]
    if (value === undefined) return { is: ruleFor(rules, field) ? 'left' : 'not-set' }
    if (value === null) return { is: 'emptied' }
    return { is: 'written', value: field === 'manager' ? (managerName ?? value) : value }
  }
}

/** What is wrong with a field's rule, if anything. */
export function issuesOf(issues: readonly MappingIssue[], field: EntraField): MappingIssue[] {
  return issues.filter(({ target }) => target === field)
}

/**
 * The revision to send along, so that only a change of the same part by somebody else is in the way: scope and exclusions
 * are edited on another page and share the document's revision with the rules.
 */
export function revisionFor(from: FieldMapping, inForce: FieldMapping, part: 'rules' | 'reach'): number {
  const { rules, scope, exclusions } = inForce
  const others = part === 'rules' ? { scope, exclusions } : { rules }
  return isSameMapping({ ...from, ...others }, inForce) ? inForce.revision : from.revision
}
