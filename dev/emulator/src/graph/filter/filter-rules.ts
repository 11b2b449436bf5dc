import type { Json } from '../../json.ts'
import { capitalized, refuse } from '../graph-refusal.ts'
import { type FilterOperator, type PropertyRule, type Resource, isList, propertyNamed, ruleOf } from '../resource.ts'
import type { Filter } from './filter-parser.ts'

/** Without advanced query capabilities (graph-facts §3; microsoft-graph-docs#21098: 16 clauses are refused). */
const OR_CLAUSES_MAX = 15

/**
 * Refuses what Graph refuses: unknown or unfilterable properties, operators that need `ConsistencyLevel: eventual` and
 * `$count=true`, too many alternatives. Names come back as Graph spells them.
 */
export function checkFilter(filter: Filter, isAdvanced: boolean, resource: Resource): Filter {
  const alternatives = countAlternatives(filter)
  if (!isAdvanced && alternatives > OR_CLAUSES_MAX)
    throw refuse.unsupportedQuery(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${alternatives}. Max allowed: ${OR_CLAUSES_MAX}.`,
    )
  return check(filter, { isAdvanced, resource })
}

interface Rules {
  isAdvanced: boolean
  resource: Resource
  /** Inside `property/any(variable: …)`. */
  scope?: { variable: string; property: string }
}

function check(filter: Filter, rules: Rules): Filter {
  const { isAdvanced, resource, scope } = rules
  switch (filter.is) {
    case 'and':
    case 'or':
      return { ...filter, left: check(filter.left, rules), right: check(filter.right, rules) }
    case 'not':
      if (!isAdvanced) throw needsAdvanced('not')
      return { ...filter, of: check(filter.of, rules) }
    case 'any': {
      const property = known(resource, filter.property)
      if (scope || !isList(ruleOf(resource, property))) throw clauseRefused(resource, property)
      const where = check(filter.where, { ...rules, scope: { variable: filter.variable, property } })
      return { ...filter, property, where }
    }
    case 'compare':
      checkOperand(filter.property, filter.value, rules)
      return { ...filter, property: allowed(filter.property, filter.operator, rules) }
    case 'in':
      for (const value of filter.values) checkOperand(filter.property, value, rules)
      return { ...filter, property: allowed(filter.property, 'in', rules) }
    case 'function':
      return { ...filter, property: allowed(filter.property, filter.name, rules) }
  }
}

function allowed(name: string, operator: string, { isAdvanced, resource, scope }: Rules): string {
  const isItem = scope !== undefined && name === scope.variable
  const property = isItem ? scope.property : known(resource, name)
  const rule = ruleOf(resource, property)
  if (!isItem && isList(rule)) throw clauseRefused(resource, property)
  const always = rule?.filter ?? []
  if (operator === 'contains') throw clauseRefused(resource, property)
  if (isFilterOperator(operator) && always.includes(operator)) return isItem ? name : property
  if (always.length === 0 && !isAdvanced) throw clauseRefused(resource, property)
  if (rule?.type === 'object' || rule?.isStoredElsewhere) throw clauseRefused(resource, property)
  if (!isAdvanced) throw needsAdvanced(operator)
  return isItem ? name : property
}

const operandTypes: Partial<Record<PropertyRule['type'], string>> = { flag: 'boolean', text: 'string', count: 'number' }

/** A flag is not compared with a text: OData's own refusal. */
function checkOperand(name: string, value: Json, { resource, scope }: Rules): void {
  const property = name === scope?.variable ? undefined : propertyNamed(resource, name)
  const rule = property === undefined ? undefined : ruleOf(resource, property)
  const wanted = rule && operandTypes[rule.type]
  if (wanted !== undefined && value !== null && typeof value !== wanted)
    throw refuse.malformed(
      `Invalid filter clause: A binary operator with incompatible types was detected for property '${name}'.`,
    )
}

function isFilterOperator(word: string): word is FilterOperator {
  return word === 'eq' || word === 'in' || word === 'ge' || word === 'le' || word === 'startsWith'
}

function known(resource: Resource, name: string): string {
  const property = propertyNamed(resource, name)
  if (property === undefined)
    throw refuse.malformed(`Could not find a property named '${name}' on type 'microsoft.graph.${resource.name}'.`)
  return property
}

function clauseRefused({ name }: Resource, property: string) {
  return refuse.unsupportedQuery(
    `Unsupported or invalid query filter clause specified for property '${property}' of resource '${capitalized(name)}'.`,
  )
}

function needsAdvanced(operator: string) {
  return refuse.unsupportedQuery(
    `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
  )
}

function countAlternatives(filter: Filter): number {
  switch (filter.is) {
    case 'or':
      return countAlternatives(filter.left) + countAlternatives(filter.right)
    case 'and':
      return Math.max(countAlternatives(filter.left), countAlternatives(filter.right))
    case 'not':
      return countAlternatives(filter.of)
    case 'in':
      return filter.values.length
    case 'any':
    case 'compare':
    case 'function':
      return 1
  }
}
