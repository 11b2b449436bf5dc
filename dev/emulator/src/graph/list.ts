import type { Json, JsonObject } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { filterOf, nextLink, orderOf, startOf, topOf } from './collection.ts'
import type { Filter } from './filter/filter-parser.ts'
import { matches, requiredKeys } from './filter/filter-match.ts'
import { expandedManager, expandOf } from './expand.ts'
import { type GraphCall, type GraphReply, isAdvancedQuery, isEventual, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { searchOf } from './search.ts'
import { contextOf, present, selectOf, selectSuffix } from './select.ts'
import { userResource } from './user-properties.ts'

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
  const select = selectOf(query)
  const expand = expandOf(query)
  const isAdvanced = isAdvancedQuery(call)
  if (expand && isAdvanced)
    throw refuse.unsupportedQuery('$expand is not supported together with advanced query capabilities.')
  const filter = filterOf(call, userResource)
  const search = searchOf(call, userResource)
  const pageSize = topOf(query) ?? world.pageSize
  const start = startOf(query)

  const fits = (version: UserVersion | undefined): version is UserVersion =>
    version !== undefined &&
    shows(version) &&
    (!filter || matches(filter, version.user)) &&
    (!search || search(version.user))
  const candidates = candidatesFor(call, listing.view ? undefined : filter)
  const order = orderOf(call, userResource, filter !== undefined || search !== undefined)
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
    found.sort((a, b) => order(a.user, b.user))
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
  const filter = filterOf(call, userResource, true)
  const count = call.tenant.directory.recordsFrom(0).filter((record) => {
    const version = call.tenant.directory.visible(record)
    return version !== undefined && version.deletedAt === undefined && (!filter || matches(filter, version.user))
  }).length
  return { status: 200, text: String(count) }
}

function candidatesFor({ tenant }: GraphCall, filter: Filter | undefined) {
  const { directory } = tenant
  const keys = filter && requiredKeys(filter)
  if (!keys) return directory.recordsFrom(0)
  const ids = new Set(keys.flatMap((key) => [key.toLowerCase(), ...directory.idsWithAddress(key)]))
  return [...ids].flatMap((id) => directory.record(id) ?? []).toSorted((a, b) => a.ordinal - b.ordinal)
}
