import { type Json, isTexts } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import type { GroupRecord } from '../tenant/group.ts'
import { type Item, collectionPage, itemsOf } from './collection.ts'
import { directoryObjectResource, groupItem, userItem } from './directory-objects.ts'
import { directoryRoleResource, roleObject } from './directory-roles.ts'
import { type GraphCall, type GraphHandler, bodyOf, findVisible } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { contextOf } from './select.ts'

/** GET /users/{id}/memberOf: groups and directory roles, where to look when a 403 may mean protection (graph-facts §2.2). */
export const listMemberOf: GraphHandler = (call) => memberships(call, 'memberOf', directGroups)

/** GET /users/{id}/transitiveMemberOf: also through groups in groups. */
export const listTransitiveMemberOf: GraphHandler = (call) => memberships(call, 'transitiveMemberOf', allGroups)

function memberships(call: GraphCall, relation: string, groupsOf: (call: GraphCall, id: string) => GroupRecord[]) {
  const { id } = visibleUser(call).user
  const { roles = [] } = call.tenant.directory.record(id) ?? {}
  const roleItems = itemsOf(
    directoryRoleResource,
    roles.map((role) => roleObject(call, role)),
  )
  return collectionPage(call, {
    resource: directoryObjectResource,
    context: 'directoryObjects',
    path: `/users/${id}/${relation}`,
    items: [...groupsOf(call, id).map(groupItem), ...roleItems],
    isMixed: true,
  })
}

/** GET /users/{id}/directReports: whose manager this is; written through the manager only (graph-facts §2.5). */
export const listDirectReports: GraphHandler = (call) => {
  const { directory } = call.tenant
  const { id } = visibleUser(call).user
  const reports = directory.recordsFrom(0).flatMap((record): Item[] => {
    const version = directory.visible(record)
    return version?.managerId === id && version.deletedAt === undefined ? [userItem(version)] : []
  })
  return collectionPage(call, {
    resource: directoryObjectResource,
    context: 'directoryObjects',
    path: `/users/${id}/directReports`,
    items: reports,
    isMixed: true,
  })
}

/** POST /users/{id}/getMemberGroups: ids, through groups in groups. */
export const getMemberGroups: GraphHandler = (call) => {
  const { securityEnabledOnly } = bodyOf(call)
  if (typeof securityEnabledOnly !== 'boolean')
    throw refuse.badRequest("A value is required for parameter 'securityEnabledOnly'.")
  const groups = allGroups(call, visibleUser(call).user.id).map(({ group }) => group)
  return ids(
    call,
    groups.filter(({ securityEnabled }) => securityEnabled || !securityEnabledOnly).map(({ id }) => id),
  )
}

const CHECKED_MAX = 20

/** POST /users/{id}/checkMemberGroups: which of at most 20 groups the user is in. */
export const checkMemberGroups: GraphHandler = (call) => {
  const { groupIds } = bodyOf(call)
  if (!isTexts(groupIds)) throw refuse.badRequest("A value is required for parameter 'groupIds'.")
  if (groupIds.length > CHECKED_MAX)
    throw refuse.badRequest(`Too many groups were sent: ${groupIds.length}. Max allowed: ${CHECKED_MAX}.`)
  const held = allGroups(call, visibleUser(call).user.id).map(({ group }) => group.id)
  return ids(
    call,
    groupIds.filter((id) => held.includes(id.toLowerCase())),
  )
}

function ids(call: GraphCall, value: Json[]) {
  return { status: 200, body: { '@odata.context': contextOf(call, 'Collection(Edm.String)'), value } }
}

function visibleUser(call: GraphCall): UserVersion {
  const { id = '' } = call.params
  const version = findVisible(call, id)
  if (!version) throw refuse.notFound(id)
  return version
}

function directGroups({ tenant }: GraphCall, id: string): GroupRecord[] {
  return tenant.groups.groupsWith('members', id).filter(({ group }) => tenant.groups.visible(group.id))
}

function allGroups(call: GraphCall, id: string): GroupRecord[] {
  const found = new Map<string, GroupRecord>()
  const waiting = [id]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const record of directGroups(call, next)) {
      if (found.has(record.group.id)) continue
      found.set(record.group.id, record)
      waiting.push(record.group.id)
    }
  return [...found.values()]
}
