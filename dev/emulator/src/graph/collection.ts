import { type Json, type JsonObject, textOf } from '../json.ts'
import { matches } from './filter/filter-match.ts'
import { type Filter, parseFilter } from './filter/filter-parser.ts'
import { checkFilter } from './filter/filter-rules.ts'
import { type GraphCall, type GraphReply, isAdvancedQuery, isEventual, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type Resource, propertyNamed, ruleOf } from './resource.ts'
import { searchOf } from './search.ts'
import { contextOf, selectSuffix, selected, shown } from './select.ts'

const TOP_MAX = 999

/** One object of a collection; in one of several types each says which it is. */
export interface Item {
  resource: Resource
  /** What filters and searches see. */
  object: JsonObject
  /** Where a read shows something else than what is stored. */
  show?: (select: readonly string[] | undefined) => JsonObject
}

/** An item as a read shows it. */
export function showItem({ resource, object, show }: Item, select: readonly string[] | undefined): JsonObject {
  return show ? show(select?.filter((name) => ruleOf(resource, name))) : shown(resource, object, select)
}

export interface Collection {
  /** What `$select`, `$filter` and `$search` may name. */
  resource: Resource
  context: string
  /** Without `/v1.0`; next links lead back to it. */
  path: string
  items: readonly Item[]
  /** Several types: each item carries `@odata.type`. */
  isMixed?: true
}

/** A page of any collection but users: `$select`, `$filter`, `$search`, `$top`, `$count`, `$orderby` (graph-facts §4). */
export function collectionPage(call: GraphCall, collection: Collection): GraphReply {
  const { resource, context, path, items, isMixed } = collection
  const { query, world } = call
  if (option(query, 'skip') !== undefined) throw refuse.malformed("Query option '$skip' is not supported.")
  const select = selected(query, resource)
  const isAdvanced = isAdvancedQuery(call)
  const filter = filterOf(call, resource)
  if (filter && isMixed && !isAdvanced)
    throw refuse.unsupportedQuery(
      'Filtering directory objects of several types needs ConsistencyLevel:eventual and $count=true.',
    )
  const search = searchOf(call, resource)
  const found = items.filter(({ object }) => (!filter || matches(filter, object)) && (!search || search(object)))
  const order = orderOf(call, resource, filter !== undefined)
  const sorted = order ? found.toSorted((a, b) => order(a.object, b.object)) : found

  const start = startOf(query)
  const end = start + (topOf(query) ?? world.pageSize)
  const value: Json[] = sorted.slice(start, end).map((item) => ({
    ...(isMixed && { '@odata.type': `#microsoft.graph.${item.resource.name}` }),
    ...showItem(item, select),
  }))
  const body: JsonObject = { '@odata.context': contextOf(call, `${context}${selectSuffix(select)}`) }
  if (isAdvanced && start === 0) body['@odata.count'] = found.length
  if (end < sorted.length) body['@odata.nextLink'] = nextLink(call, path, end)
  body.value = value
  return { status: 200, body }
}

/** `/$count` of a collection: needs the header, or Graph refuses (graph-facts §3). */
export function collectionCount(call: GraphCall, { resource, items }: Collection): GraphReply {
  if (!isEventual(call.headers)) throw refuse.malformed('$count is not currently supported.')
  const filter = filterOf(call, resource, true)
  return { status: 200, text: String(items.filter(({ object }) => !filter || matches(filter, object)).length) }
}

/** Items that are all of one type. */
export function itemsOf(resource: Resource, objects: readonly JsonObject[]): Item[] {
  return objects.map((object) => ({ resource, object }))
}

export function filterOf(call: GraphCall, resource: Resource, isAdvanced = isAdvancedQuery(call)): Filter | undefined {
  const text = option(call.query, 'filter')
  return text === undefined ? undefined : checkFilter(parseFilter(text), isAdvanced, resource)
}

export function topOf(query: URLSearchParams): number | undefined {
  const text = option(query, 'top')
  if (text === undefined) return undefined
  const top = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(top >= 1 && top <= TOP_MAX))
    throw refuse.malformed(`Invalid page size specified: '${text}'. Must be between 1 and ${TOP_MAX} inclusive.`)
  return top
}

export function startOf(query: URLSearchParams): number {
  const token = option(query, 'skiptoken')
  if (token === undefined) return 0
  const start = Number(Buffer.from(token, 'base64url').toString())
  if (token === '' || !Number.isSafeInteger(start) || start < 0)
    throw refuse.malformed("Invalid or malformed '$skiptoken'.")
  return start
}

export function nextLink({ world, query }: GraphCall, path: string, next: number): string {
  const parameters = new URLSearchParams(query)
  parameters.set('$skiptoken', Buffer.from(String(next)).toString('base64url'))
  return `${world.graphOrigin}/v1.0${path}?${parameters.toString().replaceAll('%24', '$')}`
}

/** With `$filter` or `$search` an order is an advanced query (graph-facts §3). */
export function orderOf(
  call: GraphCall,
  resource: Resource,
  isFiltered: boolean,
): ((a: JsonObject, b: JsonObject) => number) | undefined {
  const text = option(call.query, 'orderby')
  if (text === undefined) return undefined
  const [name = '', direction = 'asc', ...rest] = text.trim().split(/\s+/)
  if (rest.length > 0 || !/^(asc|desc)$/i.test(direction))
    throw refuse.malformed(`Syntax error in $orderby clause '${text}'.`)
  const property = propertyNamed(resource, name)
  if (property === undefined || !['displayName', 'userPrincipalName', 'createdDateTime'].includes(property))
    throw refuse.unsupportedQuery('Sorting not supported for current query.')
  if (isFiltered && !isAdvancedQuery(call)) throw refuse.unsupportedQuery('Sorting not supported for current query.')
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1
  const key = (object: JsonObject) => (textOf(object[property]) ?? '').toLowerCase()
  return (a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0)
}
