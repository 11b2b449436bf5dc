import { type GroupRecord, type MemberKind, isDynamic, isRoleAssignable, isUnified } from '../tenant/group.ts'
import { type Collection, type Item, collectionCount, collectionPage } from './collection.ts'
import {
  type Referenced,
  directoryObjectResource,
  groupItem,
  referenceIn,
  referenced,
  userItem,
} from './directory-objects.ts'
import { type GraphCall, type GraphHandler, findVisible } from './graph-call.ts'
import { GraphRefusal, refuse } from './graph-refusal.ts'
import { checkNotProtected } from './protection.ts'

/** Of a role-assignable group, on top of the permission for groups (graph-facts §2.1). */
export function checkRoleManagement({ roles }: GraphCall): void {
  if (!roles.includes('RoleManagement.ReadWrite.Directory')) throw refuse.denied()
}

/** GET /groups/{id}/members and /owners, those that a read sees. */
export const listMembers: GraphHandler = (call) => collectionPage(call, membersOf(call, 'members'))
export const listOwners: GraphHandler = (call) => collectionPage(call, membersOf(call, 'owners'))
/** GET /groups/{id}/members/$count */
export const countMembers: GraphHandler = (call) => collectionCount(call, membersOf(call, 'members'))

function membersOf(call: GraphCall, kind: MemberKind): Collection {
  const { groups, directory } = call.tenant
  const { id = '' } = call.params
  const record = groups.visible(id)
  if (!record) throw refuse.notFound(id)
  const items = idsOf(record, kind).flatMap((memberId): Item[] => {
    const group = groups.visible(memberId)
    if (group) return [groupItem(group)]
    const version = directory.record(memberId) && findVisible(call, memberId)
    return version ? [userItem(version)] : []
  })
  const path = `/groups/${record.group.id}/${kind}`
  return { resource: directoryObjectResource, context: 'directoryObjects', path, items, isMixed: true }
}

/** POST /groups/{id}/members/$ref → 204 (graph-facts §2.5). */
export const addMember: GraphHandler = (call) => addOne(call, 'members')
export const addOwner: GraphHandler = (call) => addOne(call, 'owners')

function addOne(call: GraphCall, kind: MemberKind) {
  addReferences(call, recordOf(call), kind, [referenceIn(call)])
  call.world.touch()
  return { status: 204 }
}

/** All of them or none: "if an error condition exists in the request body, no members are added" (graph-facts §2.5). */
export function addReferences(call: GraphCall, record: GroupRecord, kind: MemberKind, keys: readonly string[]): void {
  if (keys.length === 0) return
  checkManageable(call, record, kind)
  const found = keys.map((key) => referenced(call, key))
  for (const object of found) checkFits(record, kind, object)
  const ids = found.map(({ id }) => id)
  if (ids.some((id, index) => idsOf(record, kind).includes(id) || ids.indexOf(id) !== index))
    throw refuse.alreadyThere(kind)
  for (const id of ids) call.tenant.groups.join(record, kind, id)
}

/** DELETE /groups/{id}/members/{id}/$ref → 204; 404 for somebody who is no member (graph-facts §2.6 k). */
export const removeMember: GraphHandler = (call) => {
  removeOne(call, 'members')
  return { status: 204 }
}

/** DELETE /groups/{id}/owners/{id}/$ref → 204; the last owner stays. */
export const removeOwner: GraphHandler = (call) => {
  const { ownerIds } = recordOf(call)
  if (ownerIds.length === 1 && ownerIds[0] === call.params.memberId?.toLowerCase())
    throw refuse.badRequest('The group must have at least one owner, hence this owner cannot be removed.')
  removeOne(call, 'owners')
  return { status: 204 }
}

/**
 * DELETE /groups/{id}/members/{id} without `/$ref`: the trap. The member itself is deleted from the directory when the
 * app may do that, else 403 (graph-facts §2.5, verified).
 */
export const deleteMember: GraphHandler = (call) => {
  const { tenant, world, roles } = call
  const record = recordOf(call)
  const object = memberOf(call, record, 'members')
  if (object.is === 'user') {
    if (!roles.some((role) => ['User.ReadWrite.All', 'User.DeleteRestore.All'].includes(role))) throw refuse.denied()
    checkNotProtected(call, object.version)
    tenant.directory.commit({ ...object.version, deletedAt: world.now() }, 'deleted')
  } else {
    if (!roles.includes('Group.ReadWrite.All')) throw refuse.denied()
    if (isRoleAssignable(object.record.group)) checkRoleManagement(call)
    tenant.groups.remove(object.record, { isForGood: !isUnified(object.record.group) })
  }
  world.touch()
  return { status: 204 }
}

function removeOne(call: GraphCall, kind: MemberKind): void {
  const record = recordOf(call)
  checkManageable(call, record, kind)
  call.tenant.groups.leave(record, kind, memberOf(call, record, kind).id)
  call.world.touch()
}

/** A living member by its id; @throws 404 naming it */
function memberOf(call: GraphCall, record: GroupRecord, kind: MemberKind): Referenced {
  const { memberId = '' } = call.params
  if (!idsOf(record, kind).includes(memberId.toLowerCase())) throw refuse.notFound(memberId)
  return referenced(call, memberId)
}

function recordOf({ tenant, params }: GraphCall): GroupRecord {
  const { id = '' } = params
  const record = tenant.groups.living(id)
  if (!record) throw refuse.notFound(id)
  return record
}

function idsOf(record: GroupRecord, kind: MemberKind): readonly string[] {
  return kind === 'members' ? record.memberIds : record.ownerIds
}

/** Whose members Graph does not manage: other masters', rule-made ones, protected ones, those too new (graph-facts §2.5). */
function checkManageable(call: GraphCall, record: GroupRecord, kind: MemberKind): void {
  const { group, createdAt } = record
  if (group.onPremisesSyncEnabled === true) throw refuse.synced()
  if (group.mailEnabled && !isUnified(group))
    throw new GraphRefusal(
      403,
      'Authorization_RequestDenied',
      'Cannot Update a mail-enabled security groups and or distribution list.',
    )
  // With the words of a missing permission: https://github.com/KelvinTegelaar/CIPP/issues/468
  if (kind === 'members' && isDynamic(group)) throw refuse.denied()
  if (isRoleAssignable(group)) checkRoleManagement(call)
  const isNew = createdAt + call.world.replication.lagMs() > call.world.now()
  // Its own creation may bind members: then it is the request that is new, not the group.
  if (isNew && call.params.id !== undefined) throw refuse.notYetThere()
}

/** Which types can be members or owners: https://learn.microsoft.com/graph/api/group-post-members */
function checkFits({ group }: GroupRecord, kind: MemberKind, object: Referenced): void {
  if (object.is === 'user') return
  if (kind === 'owners' || isUnified(group) || isRoleAssignable(group) || object.id === group.id)
    throw refuse.badRequest(`Invalid object type for the '${kind}' of this group.`)
}
