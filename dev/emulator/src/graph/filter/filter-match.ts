import type { Json, JsonObject } from '../../json.ts'
import type { Comparison, Filter, TextFunction } from './filter-parser.ts'

/** Whether a user fits. Texts are compared without regard to case, as Graph does in practice (graph-facts §4). */
export function matches(filter: Filter, user: JsonObject): boolean {
  switch (filter.is) {
    case 'and':
      return matches(filter.left, user) && matches(filter.right, user)
    case 'or':
      return matches(filter.left, user) || matches(filter.right, user)
    case 'not':
      return !matches(filter.of, user)
    case 'compare':
      return compares(filter.operator, valueOf(user, filter.property), filter.value)
    case 'in': {
      const own = valueOf(user, filter.property)
      return filter.values.some((value) => compares('eq', own, value))
    }
    case 'function':
      return applies(filter.name, valueOf(user, filter.property), filter.value)
    case 'any': {
      const items = valueOf(user, filter.property)
      return Array.isArray(items) && items.some((item) => matches(filter.where, { [filter.variable]: item }))
    }
  }
}

/**
 * An address or id that every match must have, where the filter says so: lets a list look in the index instead of at
 * everybody.
 */
export function requiredKeys(filter: Filter): string[] | undefined {
  const isKey = (property: string) => ['userPrincipalName', 'mail', 'id'].includes(property)
  switch (filter.is) {
    case 'compare':
      return filter.operator === 'eq' && isKey(filter.property) && typeof filter.value === 'string'
        ? [filter.value]
        : undefined
    case 'in':
      return isKey(filter.property) ? filter.values.filter((value) => typeof value === 'string') : undefined
    case 'any': {
      const { property, where } = filter
      if (property !== 'proxyAddresses' || where.is !== 'compare' || where.operator !== 'eq') return undefined
      return typeof where.value === 'string' ? [where.value.replace(/^smtp:/i, '')] : undefined
    }
    case 'and':
      return requiredKeys(filter.left) ?? requiredKeys(filter.right)
    case 'or': {
      const left = requiredKeys(filter.left)
      const right = requiredKeys(filter.right)
      return left && right ? [...left, ...right] : undefined
    }
    case 'not':
    case 'function':
      return undefined
  }
}

function valueOf(user: JsonObject, property: string): Json {
  return user[property] ?? null
}

function compares(operator: Comparison, own: Json, wanted: Json): boolean {
  const a = folded(own)
  const b = folded(wanted)
  if (operator === 'eq') return a === b
  if (operator === 'ne') return a !== b
  if (a === null || b === null || typeof a !== typeof b) return false
  switch (operator) {
    case 'gt':
      return a > b
    case 'ge':
      return a >= b
    case 'lt':
      return a < b
    case 'le':
      return a <= b
  }
}

function applies(name: TextFunction, own: Json, wanted: string): boolean {
  if (typeof own !== 'string') return false
  const [text, part] = [own.toLowerCase(), wanted.toLowerCase()]
  switch (name) {
    case 'startsWith':
      return text.startsWith(part)
    case 'endsWith':
      return text.endsWith(part)
    case 'contains':
      return text.includes(part)
  }
}

function folded(value: Json): string | number | boolean | null {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'object' ? null : value
}
