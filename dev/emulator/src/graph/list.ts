import { type Json, type JsonObject, textOf } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { type Filter, parseFilter } from './filter/filter-parser.ts'
import { checkFilter } from './filter/filter-rules.ts'
import { matches, requiredKeys } from './filter/filter-match.ts'
import { expandedManager, expandOf } from './expand.ts'
import { type GraphCall, type GraphReply, isAdvancedQuery, isEventual, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { contextOf, present, selectOf, selectSuffix } from './select.ts'
import { propertyNamed } from './user-properties.ts'

const TOP_MAX = 999

interface Listing {
  /** Which objects of the directory this list is about. */
  shows: (version: UserVersion) => boolean
  context: string
  path: string
  /** What a filter and the answer see of an object. */
  view?: (version: UserVersion) => UserVersion
}

/** GET /users */
export function listUsers(call: GraphCall): GraphReply {
  return list(call, { shows: ({ deletedAt }) => deletedAt === undefined, context: 'users', path: '/users' })
}

/** A page of users: `$select`, `$filter`, `$top`, `$count`, `$orderby`, `$expand=manager`, `@odata.nextLink` (graph-facts §4). */
export function list(call: GraphCall, listing: Listing): GraphReply {
  const { shows, context, path, view = (version) => version } = listing
  const { query, tenant, world } = call
  if (option(query, 'skip') !== undefined) throw refuse.malformed("Query option '$skip' is not supported.")
  if (option(query, 'search') !== undefined)
    throw refuse.unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    )
  const select = selectOf(query)
  const expand = expandOf(query)
  const isAdvanced = isAdvancedQuery(call)
  if (expand && isAdvanced)
    throw refuse.unsupportedQuery('$expand is not supported together with advanced query capabilities.')
  const filter = filterOf(call)
  const pageSize = topOf(query) ?? world.pageSize
  const start = startOf(query)

  const fits = (version: UserVersion | undefined): version is UserVersion =>
    version !== undefined && shows(version) && (!filter || matches(filter, version.user))
  const candidates = candidatesFor(call, listing.view ? undefined : filter)
  const order = orderOf(call, filter !== undefined)
  const found: UserVersion[] = []
  let next: number | undefined
  let seen = 0
  for (const [index, record] of candidates.entries()) {
    if (index < start && !order) continue
    const version = tenant.directory.visible(record)
    const shown = version && view(version)
    if (!fits(shown)) continue
    if (found.length === pageSize && !order) {
      next = index
      break
    }
    found.push(shown)
    seen += 1
  }
  if (order) {
    found.sort(order)
    next = start + pageSize < found.length ? start + pageSize : undefined
  }
  const page = order ? found.slice(start, start + pageSize) : found
  const total = (): number =>
    order || (next === undefined && start === 0)
      ? seen
      : candidates.filter((record) => {
          const version = tenant.directory.visible(record)
          return fits(version && view(version))
        }).length

  const value: Json[] = page.map((version) => ({
    ...present(version, select),
    ...(expand && expandedManager(call, version, expand)),
  }))
  const body: JsonObject = { '@odata.context': contextOf(call, `${context}${selectSuffix(select)}`) }
  if (isAdvanced && start === 0) body['@odata.count'] = total()
  if (next !== undefined) body['@odata.nextLink'] = nextLink(call, path, next)
  body.value = value
  return { status: 200, body }
}

/** GET /users/$count: needs the header, or Graph refuses (graph-facts §3). */
export function countUsers(call: GraphCall): GraphReply {
  if (!isEventual(call.headers)) throw refuse.malformed('$count is not currently supported.')
  const filter = filterOf(call, true)
  const count = call.tenant.directory.recordsFrom(0).filter((record) => {
    const version = call.tenant.directory.visible(record)
    return version !== undefined && version.deletedAt === undefined && (!filter || matches(filter, version.user))
  }).length
  return { status: 200, text: String(count) }
}

function filterOf(call: GraphCall, isAdvanced = isAdvancedQuery(call)): Filter | undefined {
  const text = option(call.query, 'filter')
  return text === undefined ? undefined : checkFilter(parseFilter(text), isAdvanced)
}

function candidatesFor({ tenant }: GraphCall, filter: Filter | undefined) {
  const { directory } = tenant
  const keys = filter && requiredKeys(filter)
  if (!keys) return directory.recordsFrom(0)
  const ids = new Set(keys.flatMap((key) => [key.toLowerCase(), ...directory.idsWithAddress(key)]))
  return [...ids].flatMap((id) => directory.record(id) ?? []).toSorted((a, b) => a.ordinal - b.ordinal)
}

function topOf(query: URLSearchParams): number | undefined {
  const text = option(query, 'top')
  if (text === undefined) return undefined
  const top = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(top >= 1 && top <= TOP_MAX))
    throw refuse.malformed(`Invalid page size specified: '${text}'. Must be between 1 and ${TOP_MAX} inclusive.`)
  return top
}

function startOf(query: URLSearchParams): number {
  const token = option(query, 'skiptoken')
  if (token === undefined) return 0
  const start = Number(Buffer.from(token, 'base64url').toString())
  if (token === '' || !Number.isInteger(start)) throw refuse.malformed("Invalid or malformed '$skiptoken'.")
  return start
}

function nextLink({ world, query }: GraphCall, path: string, next: number): string {
  const parameters = new URLSearchParams(query)
  parameters.set('$skiptoken', Buffer.from(String(next)).toString('base64url'))
  return `${world.graphOrigin}/v1.0${path}?${parameters.toString().replaceAll('%24', '$')}`
}

function orderOf(call: GraphCall, isFiltered: boolean): ((a: UserVersion, b: UserVersion) => number) | undefined {
  const text = option(call.query, 'orderby')
  if (text === undefined) return undefined
  const [name = '', direction = 'asc'] = text.trim().split(/\s+/)
  const property = propertyNamed(name)
  if (property === undefined || !['displayName', 'userPrincipalName', 'createdDateTime'].includes(property))
    throw refuse.unsupportedQuery(`Sorting not supported for current query.`)
  if (isFiltered && !isAdvancedQuery(call)) throw refuse.unsupportedQuery('Sorting not supported for current query.')
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1
  const key = ({ user }: UserVersion) => (textOf(user[property]) ?? '').toLowerCase()
  return (a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0)
}
