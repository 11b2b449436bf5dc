import { type EntraField, entraFields, isReference } from '../entra-user.ts'
import { personPaths } from '../person.ts'
import type { ProblemIssue } from '../problem.ts'
import { TEMPLATE_PATH } from './apply.ts'
import { labelOf } from './describe.ts'
import type { FieldMapping, FieldRule, FieldSource } from './document.ts'
import { inEntraForm, neededToCreate, valueProblem } from './entra-limits.ts'

/**
 * Why a mapping cannot work: for each place the rule, what is wrong and what to do, in words for people who administer
 * HR. Empty when it can. Pure.
 */
export function checkFieldMapping({ rules }: Pick<FieldMapping, 'rules'>): ProblemIssue[] {
  const issues = rules.flatMap((rule, index) => checkRule(rule, index, rules))
  const missing = neededToCreate.filter((field) => !rules.some(({ target }) => target === field))
  return [
    ...issues,
    ...missing.map((field) => ({
      path: 'rules',
      message: `${labelOf(field)} has no rule, and Entra creates no account without it. Add one.`,
    })),
  ]
}

function checkRule(rule: FieldRule, index: number, rules: readonly FieldRule[]): ProblemIssue[] {
  const { target, source, write, whenEmpty } = rule
  const name = `Rule ${index + 1}, ${labelOf(target)}`
  const at = (part: string, wrong: string): ProblemIssue => ({
    path: `rules.${index}.${part}`,
    message: `${name}: ${wrong}`,
  })
  const issues = checkSource(target, source).map(({ path, message }) => at(`source${path}`, message))
  const first = rules.findIndex((other) => other.target === target)
  if (first !== index) {
    issues.push(at('target', `rule ${first + 1} writes this already. Keep one of them; firstOf tries several sources.`))
  }
  if (whenEmpty === 'clear' && !entraFields[target].clearable) {
    issues.push(at('whenEmpty', 'Entra does not let it be emptied. Choose “leave”.'))
  }
  if (target === 'userPrincipalName' && (write !== 'always' || !isOfEmail(source))) {
    issues.push(
      at(
        'source',
        'people sign in with their email, also after it changes. Choose “copy” or “lowerCase” of email, always.',
      ),
    )
  }
  if (target === 'mail' && write === 'always') {
    issues.push(at('write', 'Exchange looks after it once there is a mailbox. Choose “on-create”.'))
  }
  if (isReference(target) && write !== 'always') {
    issues.push(
      at('write', 'it is set once both accounts exist, so not at the moment of creating one. Choose “always”.'),
    )
  }
  if (isReference(target) && !('copy' in source && source.copy === 'managerId')) {
    issues.push(at('source', 'it names another person. Choose “copy” of managerId.'))
  }
  return issues
}

function isOfEmail(source: FieldSource): boolean {
  return ('copy' in source && source.copy === 'email') || ('lowerCase' in source && source.lowerCase === 'email')
}

/** `path` starts with a dot, below the source. */
function checkSource(target: EntraField, source: FieldSource): ProblemIssue[] {
  if ('copy' in source) return checkPath('.copy', source.copy)
  if ('lowerCase' in source) return checkPath('.lowerCase', source.lowerCase)
  if ('localPart' in source) return checkPath('.localPart', source.localPart)
  if ('constant' in source) return checkFixed(target, '.constant', source.constant)
  if ('template' in source) return checkTemplate(source.template)
  if ('lookup' in source) {
    const entries = Object.entries(source.table)
    return [
      ...checkPath('.lookup', source.lookup),
      ...(entries.length === 0 ? [{ path: '.table', message: 'the table is empty. Add what to look up.' }] : []),
      ...entries.flatMap(([key, value]) => checkFixed(target, `.table.${key}`, value)),
    ]
  }
  return source.firstOf.flatMap((option, index) => {
    const inside = checkSource(target, option).map(({ path, message }) => ({
      path: `.firstOf.${index}${path}`,
      message,
    }))
    const isLast = index === source.firstOf.length - 1
    if (isLast || !('constant' in option)) return inside
    const message = `“${option.constant}” always has a value, so what follows is never used. Move it to the end.`
    return [...inside, { path: `.firstOf.${index}`, message }]
  })
}

function checkPath(path: string, named: string): ProblemIssue[] {
  if (personPaths.some((known) => known === named)) return []
  const last = (text: string) => text.split('.').at(-1)?.toLowerCase()
  const meant = personPaths.find((known) => last(known) === last(named))
  const remedy = meant === undefined ? `Choose one of ${personPaths.join(', ')}.` : `Perhaps ${meant}?`
  return [{ path, message: `Plumm has no “${named}” for a person. ${remedy}` }]
}

function checkTemplate(template: string): ProblemIssue[] {
  const path = '.template'
  if (/[{}]/.test(template.replace(TEMPLATE_PATH, ''))) {
    return [{ path, message: 'a brace is left over. Each property stands between one { and one }, as in {firstName}.' }]
  }
  const named = [...template.matchAll(TEMPLATE_PATH)].map(([, inside = '']) => inside)
  if (named.length === 0) {
    const message = 'the template names no property. Put one between braces, as in {firstName}, or choose “constant”.'
    return [{ path, message }]
  }
  return named.flatMap((inside) => checkPath(path, inside))
}

/** A text that is the same for everyone is checked once, here, and not person by person. */
function checkFixed(target: EntraField, path: string, text: string): ProblemIssue[] {
  const value = inEntraForm(target, text)
  if (value === '') return [{ path, message: 'the text is empty. Enter one, or remove the rule.' }]
  const problem = valueProblem(target, value)
  if (problem === undefined) return []
  const message =
    problem === 'too-long'
      ? `“${shortened(value)}” has ${value.length} characters; Entra takes ${entraFields[target].maxLength}. Shorten it.`
      : `Entra does not take “${shortened(value)}” here. Enter another value.`
  return [{ path, message }]
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
