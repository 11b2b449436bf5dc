import { randomUUID } from 'node:crypto'
import type { Json } from '../json.ts'
import type { World } from '../world.ts'
import type { DirectoryUser } from './directory-user.ts'
import { type DirectoryGroup, type MemberKind, isUnified } from './group.ts'
import type { Tenant } from './tenant.ts'

export interface NewGroup {
  displayName: string
  /** `Unified` for Microsoft 365, `DynamicMembership` for a rule; a plain security group when left out. */
  groupTypes?: string[]
  isAssignableToRole?: boolean
  /** Object ids or sign-in names of users, object ids of groups. */
  members?: string[]
  owners?: string[]
  [property: string]: Json | undefined
}

/** The groups of a tenant as its administrator has them in hand. */
export interface EmulatedGroups {
  /** In order of creation. */
  groups: () => DirectoryGroup[]
  /** By object id or name. */
  group: (idOrName: string) => DirectoryGroup | undefined
  addGroup: (group: NewGroup) => DirectoryGroup
  deleteGroup: (idOrName: string) => void
  addToGroup: (idOrName: string, member: string, kind?: MemberKind) => void
  removeFromGroup: (idOrName: string, member: string, kind?: MemberKind) => void
  /** Object ids. */
  membersOf: (idOrName: string, kind?: MemberKind) => string[]
}

/** @throws when the group or person is not there: a test that plays administrator means something that exists */
export function emulatedGroups(
  world: World,
  tenant: Tenant,
  userOf: (idOrUpn: string) => DirectoryUser,
): EmulatedGroups {
  const { groups } = tenant
  const find = (idOrName: string) =>
    groups.all().find(({ group }) => group.id === idOrName || group.displayName === idOrName)
  const get = (idOrName: string) => {
    const record = find(idOrName)
    if (!record) throw new Error(`${tenant.name} has no group ${idOrName}.`)
    return record
  }
  const memberId = (key: string) => groups.living(key)?.group.id ?? userOf(key).id

  return {
    groups: () => groups.all().map(({ group }) => group),
    group: (idOrName) => find(idOrName)?.group,
    addGroup({ members = [], owners = [], displayName, groupTypes = [], ...input }) {
      const isMailEnabled = groupTypes.includes('Unified')
      const mailNickname = displayName.replaceAll(/[^A-Za-z0-9]/g, '')
      const group: DirectoryGroup = {
        id: randomUUID(),
        mailEnabled: isMailEnabled,
        securityEnabled: !isMailEnabled,
        mailNickname,
        createdDateTime: new Date(world.now()).toISOString().replace(/\.\d+Z/, 'Z'),
        ...Object.fromEntries(Object.entries(input).filter((entry): entry is [string, Json] => entry[1] !== undefined)),
        displayName,
        groupTypes,
      }
      const record = groups.add(group)
      for (const key of members) groups.join(record, 'members', memberId(key))
      for (const key of owners) groups.join(record, 'owners', memberId(key))
      world.touch()
      return group
    },
    deleteGroup(idOrName) {
      const record = get(idOrName)
      groups.remove(record, { isForGood: !isUnified(record.group) })
      world.touch()
    },
    addToGroup(idOrName, member, kind = 'members') {
      groups.join(get(idOrName), kind, memberId(member))
      world.touch()
    },
    removeFromGroup(idOrName, member, kind = 'members') {
      groups.leave(get(idOrName), kind, memberId(member))
      world.touch()
    },
    membersOf: (idOrName, kind = 'members') => [
      ...(kind === 'members' ? get(idOrName).memberIds : get(idOrName).ownerIds),
    ],
  }
}
