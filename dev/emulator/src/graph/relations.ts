import { isObject } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { type DirectoryUser, withoutAddress } from '../tenant/directory-user.ts'
import { referenceIn, referenced } from './directory-objects.ts'
import { type GraphCall, type GraphHandler, findNewest, findVisible } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { list } from './list.ts'
import { checkNotProtected } from './protection.ts'
import { contextOf, present, selectOf } from './select.ts'
import { addressConflict, checkUnique } from './user-rules.ts'

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
  const manager = referenced(call, referenceIn(call))
  checkMastery(version)
  if (manager.is !== 'user') throw refuse.badRequest('A manager must be a user.')
  if (manager.id === version.user.id) throw refuse.badRequest("A user can't be their own manager.")
  return write(call, { ...version, managerId: manager.id })
}

/** DELETE /users/{id}/manager/$ref → 204 */
export const removeManager: GraphHandler = (call) => {
  const { managerId, ...version } = findNewest(call, call.params.id ?? '')
  checkMastery(version)
  if (managerId === undefined) throw refuse.notFound('manager')
  return write(call, version)
}

/** The manager of somebody from Windows AD comes from there as well (a belief: §2.6 j speaks of properties). */
function checkMastery({ user }: UserVersion): void {
  if (user.onPremisesSyncEnabled === true) throw refuse.synced()
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

/**
 * POST /directory/deletedItems/{id}/restore → 200 and the user (graph-facts §2.5). What has been given to others meanwhile
 * is a conflict; `autoReconcileProxyConflict` lets go of such addresses, though not of the sign-in name
 * (https://learn.microsoft.com/graph/api/directory-deleteditems-restore).
 */
export const restoreUser: GraphHandler = (call) => {
  const { deletedAt: _, ...version } = deletedVersion(call)
  checkNotProtected(call, version)
  const { autoReconcileProxyConflict = false, ...rest } = isObject(call.body) ? call.body : {}
  if (typeof autoReconcileProxyConflict !== 'boolean' || Object.keys(rest).length > 0)
    throw refuse.malformed('The parameters of the action are not valid.')
  const user = autoReconcileProxyConflict ? reconciled(call, version.user) : version.user
  checkUnique(call, user)
  const restored = call.tenant.directory.commit({ ...version, user }, 'restored')
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

function reconciled({ tenant }: Pick<GraphCall, 'tenant'>, user: DirectoryUser): DirectoryUser {
  const conflict = addressConflict(tenant, user)
  if (!conflict || conflict.address === user.userPrincipalName.toLowerCase()) return user
  return reconciled({ tenant }, withoutAddress(user, conflict.address))
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
