import { type JsonObject, isObject } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { type DirectoryUser, withoutAddress } from '../tenant/directory-user.ts'
import type { GroupRecord } from '../tenant/group.ts'
import { permissionsFor } from './access.ts'
import { collectionPage } from './collection.ts'
import { directoryObjectResource, groupItem } from './directory-objects.ts'
import { type GraphCall, type GraphHandler, type GraphReply, isoSeconds } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { groupResource } from './group-properties.ts'
import { list } from './list.ts'
import { checkNotProtected } from './protection.ts'
import { contextOf, present, selectOf, selected, shown } from './select.ts'
import { addressConflict, checkUnique } from './user-rules.ts'

/**
 * In the recycle bin a sign-in name carries the object id in front, so that the living can use the name
 * (graph-facts §2.5, unverified).
 */
function asDeleted(version: UserVersion): UserVersion {
  const prefix = version.user.id.replaceAll('-', '')
  return { ...version, user: { ...version.user, userPrincipalName: prefix + version.user.userPrincipalName } }
}

/** GET /directory/deletedItems/microsoft.graph.user */
export const listDeletedUsers: GraphHandler = (call) =>
  list(call, {
    shows: ({ deletedAt }) => deletedAt !== undefined,
    context: 'directoryObjects/microsoft.graph.user',
    path: '/directory/deletedItems/microsoft.graph.user',
    view: (version) => (version.deletedAt === undefined ? version : asDeleted(version)),
  })

/** GET /directory/deletedItems/microsoft.graph.group: Microsoft 365 groups, the only ones that can come back. */
export const listDeletedGroups: GraphHandler = (call) =>
  collectionPage(call, {
    resource: groupResource,
    context: 'directoryObjects/microsoft.graph.group',
    path: '/directory/deletedItems/microsoft.graph.group',
    items: call.tenant.groups.deleted().map((record) => ({ ...groupItem(record), object: deletedGroup(record) })),
  })

/** GET /directory/deletedItems/{id} */
export const getDeletedItem: GraphHandler = (call) => {
  const select = selected(call.query, directoryObjectResource)
  const record = deletedGroupOf(call)
  if (record) {
    if (!call.roles.some((role) => groupReaders.includes(role))) throw refuse.denied()
    return answer(call, 'group', shown(groupResource, deletedGroup(record), select))
  }
  checkUserPermission(call, 'GET', '/directory/deletedItems/{id}')
  return answer(call, 'user', present(asDeleted(deletedVersion(call)), selectOf(call.query)))
}

/** POST /directory/deletedItems/{id}/restore → 200 and the object (graph-facts §2.5). */
export const restoreItem: GraphHandler = (call) => {
  const record = deletedGroupOf(call)
  if (!record) return restoreUser(call)
  if (!call.roles.includes('Group.ReadWrite.All')) throw refuse.denied()
  call.tenant.groups.restore(record)
  call.world.touch()
  return answer(call, 'group', shown(groupResource, record.group, undefined))
}

/**
 * What has been given to others meanwhile is a conflict; `autoReconcileProxyConflict` lets go of such addresses, though not
 * of the sign-in name (https://learn.microsoft.com/graph/api/directory-deleteditems-restore).
 */
function restoreUser(call: GraphCall): GraphReply {
  checkUserPermission(call, 'POST', '/directory/deletedItems/{id}/restore')
  const { deletedAt: _, ...version } = deletedVersion(call)
  checkNotProtected(call, version)
  const { autoReconcileProxyConflict = false, ...rest } = isObject(call.body) ? call.body : {}
  if (typeof autoReconcileProxyConflict !== 'boolean' || Object.keys(rest).length > 0)
    throw refuse.malformed('The parameters of the action are not valid.')
  const user = autoReconcileProxyConflict ? reconciled(call, version.user) : version.user
  checkUnique(call, user)
  const restored = call.tenant.directory.commit({ ...version, user }, 'restored')
  call.world.touch()
  return answer(call, 'user', present(restored, undefined))
}

function reconciled(call: GraphCall, user: DirectoryUser): DirectoryUser {
  const conflict = addressConflict(call.tenant, user)
  if (!conflict || conflict.address === user.userPrincipalName.toLowerCase()) return user
  return reconciled(call, withoutAddress(user, conflict.address))
}

/** DELETE /directory/deletedItems/{id} → 204, for good */
export const purgeItem: GraphHandler = (call) => {
  const record = deletedGroupOf(call)
  if (record) {
    if (!call.roles.includes('Group.ReadWrite.All')) throw refuse.denied()
    call.tenant.groups.remove(record, { isForGood: true })
  } else {
    checkUserPermission(call, 'DELETE', '/directory/deletedItems/{id}')
    const version = deletedVersion(call)
    checkNotProtected(call, version)
    call.tenant.directory.commit({ ...version, isPurged: true }, 'purged')
  }
  call.world.touch()
  return { status: 204 }
}

const groupReaders = ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']

/** The bin holds objects of several types, and a permission for groups opens nothing of a user. */
function checkUserPermission({ roles }: GraphCall, method: string, pattern: string): void {
  const allowed = permissionsFor(method, pattern)
  if (!roles.some((role) => allowed.has(role) && !role.startsWith('Group.'))) throw refuse.denied()
}

function answer(call: GraphCall, type: string, object: JsonObject): GraphReply {
  const context = contextOf(call, 'directoryObjects/$entity')
  return { status: 200, body: { '@odata.context': context, '@odata.type': `#microsoft.graph.${type}`, ...object } }
}

function deletedGroupOf({ tenant, params }: GraphCall): GroupRecord | undefined {
  return tenant.groups.deleted().find(({ group }) => group.id === params.id?.toLowerCase())
}

function deletedGroup({ group, deletedAt = 0 }: GroupRecord): JsonObject {
  return { ...group, deletedDateTime: isoSeconds(deletedAt) }
}

function deletedVersion({ tenant, params }: GraphCall): UserVersion {
  const id = params.id ?? ''
  const version = tenant.directory.newest(id)
  if (version?.deletedAt === undefined) throw refuse.notFound(id)
  return version
}
