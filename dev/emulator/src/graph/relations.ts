import { isObject } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { type GraphCall, type GraphHandler, findNewest, findVisible } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { contextOf, present, selectOf } from './select.ts'
import { checkNotProtected } from './users.ts'
import { list } from './list.ts'

/** GET /users/{id}/manager: 404 naming 'manager' when there is none (graph-facts §2.6 h). */
export const getManager: GraphHandler = (call) => {
  const key = call.params.id ?? ''
  const version = findVisible(call, key)
  if (!version) throw refuse.notFound(key)
  const manager = version.managerId === undefined ? undefined : findVisible(call, version.managerId)
  if (!manager) throw refuse.notFound('manager')
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, 'directoryObjects/$entity'),
      '@odata.type': '#microsoft.graph.user',
      ...present(manager, selectOf(call.query)),
    },
  }
}

/** PUT /users/{id}/manager/$ref → 204 (graph-facts §2.5). */
export const setManager: GraphHandler = (call) => {
  const version = findNewest(call, call.params.id ?? '')
  const reference = isObject(call.body) ? call.body['@odata.id'] : undefined
  const id = typeof reference === 'string' ? /\/(?:users|directoryObjects)\/([^/?]+)$/i.exec(reference)?.[1] : undefined
  if (id === undefined) throw refuse.malformed("The '@odata.id' of the reference is missing or invalid.")
  const manager = findNewest(call, decodeURIComponent(id))
  if (manager.user.id === version.user.id) throw refuse.badRequest("A user can't be their own manager.")
  return write(call, { ...version, managerId: manager.user.id })
}

/** DELETE /users/{id}/manager/$ref → 204 */
export const removeManager: GraphHandler = (call) => {
  const { managerId, ...version } = findNewest(call, call.params.id ?? '')
  if (managerId === undefined) throw refuse.notFound('manager')
  return write(call, version)
}

function write(call: GraphCall, version: UserVersion) {
  call.tenant.directory.commit(version, 'changed')
  call.world.touch()
  return { status: 204 }
}

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

/** GET /directory/deletedItems/{id} */
export const getDeletedUser: GraphHandler = (call) => {
  const version = deletedVersion(call)
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, 'directoryObjects/$entity'),
      '@odata.type': '#microsoft.graph.user',
      ...present(asDeleted(version), selectOf(call.query)),
    },
  }
}

/** POST /directory/deletedItems/{id}/restore → 200 and the user (graph-facts §2.5). */
export const restoreUser: GraphHandler = (call) => {
  const { deletedAt: _, ...version } = deletedVersion(call)
  checkNotProtected(call, version)
  const restored = call.tenant.directory.commit(version, 'restored')
  call.world.touch()
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, 'directoryObjects/$entity'),
      '@odata.type': '#microsoft.graph.user',
      ...present(restored, undefined),
    },
  }
}

/** DELETE /directory/deletedItems/{id} → 204, for good */
export const purgeUser: GraphHandler = (call) => {
  const version = deletedVersion(call)
  checkNotProtected(call, version)
  call.tenant.directory.commit({ ...version, isPurged: true }, 'purged')
  call.world.touch()
  return { status: 204 }
}

function deletedVersion({ tenant, params }: GraphCall): UserVersion {
  const id = params.id ?? ''
  const version = tenant.directory.newest(id)
  if (version?.deletedAt === undefined) throw refuse.notFound(id)
  return version
}
