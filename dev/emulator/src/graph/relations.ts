import type { UserVersion } from '../tenant/directory.ts'
import { referenceIn, referenced } from './directory-objects.ts'
import { type GraphCall, type GraphHandler, findNewest, findVisible } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { contextOf, present, selectOf } from './select.ts'

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
