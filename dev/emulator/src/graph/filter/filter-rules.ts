import { refuse } from '../graph-refusal.ts'
import { type FilterOperator, isList, propertyNamed, userProperties } from '../user-properties.ts'
import type { Filter } from './filter-parser.ts'

/** Without advanced query capabilities (graph-facts §3; microsoft-graph-docs#21098: 16 clauses are refused). */
const OR_CLAUSES_MAX = 15

/**
 * Refuses what Graph refuses: unknown or unfilterable properties, operators that need `ConsistencyLevel: eventual` and
 * `$count=true`, too many alternatives. Names come back as Graph spells them.
 */
export function checkFilter(filter: Filter, isAdvanced: boolean): Filter {
  const alternatives = countAlternatives(filter)
  if (!isAdvanced && alternatives > OR_CLAUSES_MAX)
    throw refuse.unsupportedQuery(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${alternatives}. Max allowed: ${OR_CLAUSES_MAX}.`,
    )
  return check(filter, isAdvanced, undefined)
}

interface ListScope {
  variable: string
  property: string
}

function check(filter: Filter, isAdvanced: boolean, scope: ListScope | undefined): Filter {
  switch (filter.is) {
    case 'and':
    case 'or':
      return {
        ...filter,
        left: check(filter.left, isAdvanced, scope),
        right: check(filter.right, isAdvanced, scope),
      }
    case 'not':
      if (!isAdvanced) throw needsAdvanced('not')
      return { ...filter, of: check(filter.of, isAdvanced, scope) }
    case 'any': {
      const property = known(filter.property)
      if (scope || !isList(userProperties[property])) throw clauseRefused(property)
      return { ...filter, property, where: check(filter.where, isAdvanced, { variable: filter.variable, property }) }
    }
    case 'compare': {
      const { operator } = filter
      const property = allowed(filter.property, scope, operator, isAdvanced)
      return { ...filter, property }
    }
    case 'in':
      return { ...filter, property: allowed(filter.property, scope, 'in', isAdvanced) }
    case 'function':
      return { ...filter, property: allowed(filter.property, scope, filter.name, isAdvanced) }
  }
}

function allowed(name: string, scope: ListScope | undefined, operator: string, isAdvanced: boolean): string {
  const isItem = scope !== undefined && name === scope.variable
  const property = isItem ? scope.property : known(name)
  const rule = userProperties[property]
  if (!isItem && isList(rule)) throw clauseRefused(property)
  const always = rule?.filter ?? []
  if (operator === 'contains') throw clauseRefused(property)
  if (isFilterOperator(operator) && always.includes(operator)) return isItem ? name : property
  if (always.length === 0 && !isAdvanced) throw clauseRefused(property)
  if (rule?.type === 'object' || rule?.isStoredElsewhere) throw clauseRefused(property)
  if (!isAdvanced) throw needsAdvanced(operator)
  return isItem ? name : property
}

function isFilterOperator(word: string): word is FilterOperator {
  return word === 'eq' || word === 'in' || word === 'ge' || word === 'le' || word === 'startsWith'
}

function known(name: string): string {
  const property = propertyNamed(name)
  if (property === undefined)
    throw refuse.malformed(`Could not find a property named '${name}' on type 'microsoft.graph.user'.`)
  return property
}

function clauseRefused(property: string) {
  return refuse.unsupportedQuery(
    `Unsupported or invalid query filter clause specified for property '${property}' of resource 'User'.`,
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
