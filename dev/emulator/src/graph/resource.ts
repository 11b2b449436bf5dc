/** What Graph knows about a property, from graph-facts §2.3 and Graph's CSDL. */
export interface PropertyRule {
  type: 'text' | 'texts' | 'flag' | 'moment' | 'object' | 'objects' | 'count'
  /** Longest text, or longest item of a list. */
  max?: number
  isReadOnly?: true
  /** Cannot be cleared. */
  isRequired?: true
  /** Needs more than Graph permissions on a protected account (graph-facts §2.2). */
  isSensitive?: true
  /** Outside the directory: no delta, a PATCH of its own, never app-only (graph-facts §2.3). */
  isStoredElsewhere?: true
  /** Operators that work without advanced query capabilities; absent: not filterable. */
  filter?: readonly FilterOperator[]
}

export type FilterOperator = 'eq' | 'in' | 'ge' | 'le' | 'startsWith'

/** A type of Graph's, as far as it is served. */
export interface Resource {
  /** As in `microsoft.graph.user`. */
  name: string
  properties: Record<string, PropertyRule>
  /** What a read gives without `$select`; absent: everything. */
  defaultSelect?: readonly string[]
}

export const plainFilter = ['eq', 'in', 'ge', 'le', 'startsWith'] as const
export const equalFilter = ['eq', 'in'] as const

export const text = (max?: number, more: Partial<PropertyRule> = {}): PropertyRule => ({
  type: 'text',
  ...(max !== undefined && { max }),
  ...more,
})
export const readOnly = (type: PropertyRule['type'], filter?: PropertyRule['filter']): PropertyRule => ({
  type,
  isReadOnly: true,
  ...(filter && { filter }),
})

/** Own properties only: `constructor` in a body or a query is nobody's property. */
export function ruleOf({ properties }: Resource, name: string): PropertyRule | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined
}

/** A property by its name in any case, since OData names in queries are matched loosely by Graph. */
export function propertyNamed(resource: Resource, name: string): string | undefined {
  if (ruleOf(resource, name)) return name
  const wanted = name.toLowerCase()
  return Object.keys(resource.properties).find((known) => known.toLowerCase() === wanted)
}

export function isList(rule: PropertyRule | undefined): boolean {
  return rule?.type === 'texts' || rule?.type === 'objects'
}
