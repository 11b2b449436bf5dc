import { type Json, type JsonObject, isTexts } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import type { GroupRecord } from '../tenant/group.ts'
import { type Item, showItem } from './collection.ts'
import { directoryRoleResource } from './directory-roles.ts'
import { type GraphCall, type GraphHandler, bodyOf, findNewest, findVisible } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { groupResource } from './group-properties.ts'
import type { Resource } from './resource.ts'
import { contextOf, present, selected } from './select.ts'
import { servicePrincipalObject, servicePrincipalResource } from './service-principals.ts'
import { userResource } from './user-properties.ts'

/** What `$select` and `$filter` may name where objects are of several types. */
export const directoryObjectResource: Resource = {
  name: 'directoryObject',
  properties: {
    ...servicePrincipalResource.properties,
    ...directoryRoleResource.properties,
    ...groupResource.properties,
    ...userResource.properties,
  },
}

/** What a reference leads to. */
export type Referenced =
  | { is: 'user'; id: string; version: UserVersion }
  | { is: 'group'; id: string; record: GroupRecord }

/**
 * The key in `https://graph.microsoft.com/v1.0/directoryObjects/{id}`, or under `users` or `groups`.
 *
 * @throws Graph's refusal of a reference that is none
 */
export function referencedKey(reference: Json | undefined): string {
  const path = typeof reference === 'string' ? reference : ''
  const key = /\/(?:users|groups|directoryObjects)\/([^/?#]+)$/i.exec(path)?.[1]
  try {
    if (key !== undefined) return decodeURIComponent(key)
  } catch {
    // Broken percent-encoding: refused below.
  }
  throw refuse.malformed("The '@odata.id' of the reference is missing or invalid.")
}

/** The `@odata.id` in the body of a `$ref` call. */
export function referenceIn(call: GraphCall): string {
  return referencedKey(bodyOf(call)['@odata.id'])
}

/** @throws 404 naming the key */
export function referenced(call: GraphCall, key: string): Referenced {
  const record = call.tenant.groups.living(key)
  if (record) return { is: 'group', id: record.group.id, record }
  const version = findNewest(call, key)
  return { is: 'user', id: version.user.id, version }
}

export function userItem(version: UserVersion): Item {
  return { resource: userResource, object: version.user, show: (select) => present(version, select) }
}

export function groupItem({ group }: GroupRecord): Item {
  return { resource: groupResource, object: group }
}

/** What a read finds under an object id, whatever its type. */
function findItem(call: GraphCall, id: string): Item | undefined {
  const { tenant } = call
  const record = tenant.groups.visible(id)
  if (record) return groupItem(record)
  const version = tenant.directory.record(id) && findVisible(call, id)
  if (version) return userItem(version)
  const principal = tenant.servicePrincipal
  return principal?.id === id
    ? { resource: servicePrincipalResource, object: servicePrincipalObject(call, principal) }
    : undefined
}

function typed(item: Item, select: readonly string[] | undefined): JsonObject {
  return { '@odata.type': `#microsoft.graph.${item.resource.name}`, ...showItem(item, select) }
}

/** GET /directoryObjects/{id} */
export const getDirectoryObject: GraphHandler = (call) => {
  const { id = '' } = call.params
  const item = findItem(call, id)
  if (!item) throw refuse.notFound(id)
  const select = selected(call.query, directoryObjectResource)
  return {
    status: 200,
    body: { '@odata.context': contextOf(call, 'directoryObjects/$entity'), ...typed(item, select) },
  }
}

const IDS_MAX = 1000

/** POST /directoryObjects/getByIds: those that exist, of the types asked for; others are left out without a word. */
export const getByIds: GraphHandler = (call) => {
  const { ids, types = [] } = bodyOf(call)
  if (!isTexts(ids) || ids.length === 0) throw refuse.badRequest("A value is required for parameter 'ids'.")
  if (!isTexts(types)) throw refuse.badRequest("Invalid value specified for parameter 'types'.")
  if (ids.length > IDS_MAX) throw refuse.badRequest(`Too many ids were sent: ${ids.length}. Max allowed: ${IDS_MAX}.`)
  const select = selected(call.query, directoryObjectResource)
  const wanted = types.map((type) => type.toLowerCase())
  const found = [...new Set(ids)].flatMap((id) => findItem(call, id) ?? [])
  const value = found.filter(
    ({ resource }) =>
      wanted.length === 0 || wanted.includes('directoryobject') || wanted.includes(resource.name.toLowerCase()),
  )
  const context = contextOf(call, 'directoryObjects')
  return { status: 200, body: { '@odata.context': context, value: value.map((item) => typed(item, select)) } }
}
