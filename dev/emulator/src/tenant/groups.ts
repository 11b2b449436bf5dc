import { type DirectoryGroup, type GroupRecord, type MemberKind, groupAddresses, isRoleAssignable } from './group.ts'
import type { Replication } from './replication.ts'

const RESTORABLE_MS = 30 * 86_400_000

export type Groups = ReturnType<typeof createGroups>

/** The groups of one tenant. Writes land at once; reads find a new group as late as a new user (graph-facts §3). */
export function createGroups(options: { now: () => number; replication: Replication; state?: GroupRecord[] }) {
  const { now, replication } = options
  const records = new Map<string, GroupRecord>((options.state ?? []).map((record) => [record.group.id, record]))
  /** Object id → groups it is a member or owner of: asked for at every sensitive action. */
  const groupsOf = { members: new Map<string, Set<string>>(), owners: new Map<string, Set<string>>() }
  const idByAddress = new Map<string, string>()
  for (const { group, memberIds, ownerIds } of records.values()) {
    for (const address of groupAddresses(group)) idByAddress.set(address, group.id)
    for (const id of memberIds) index('members', id, group.id)
    for (const id of ownerIds) index('owners', id, group.id)
  }

  function index(kind: MemberKind, memberId: string, groupId: string): void {
    const held = groupsOf[kind].get(memberId)
    if (held) held.add(groupId)
    else groupsOf[kind].set(memberId, new Set([groupId]))
  }

  const listOf = (record: GroupRecord, kind: MemberKind) => (kind === 'members' ? record.memberIds : record.ownerIds)
  const isLiving = (record: GroupRecord | undefined): record is GroupRecord =>
    record !== undefined && record.deletedAt === undefined

  function living(id: string): GroupRecord | undefined {
    const record = records.get(id.toLowerCase())
    return isLiving(record) ? record : undefined
  }

  function groupsWith(kind: MemberKind, memberId: string): GroupRecord[] {
    return [...(groupsOf[kind].get(memberId) ?? [])].flatMap((id) => living(id) ?? [])
  }

  return {
    /** What a write finds. */
    living,
    /** What a read finds. */
    visible(id: string): GroupRecord | undefined {
      const record = living(id)
      return record && record.createdAt + replication.lagMs() <= now() ? record : undefined
    },
    /** In order of creation. */
    all: () => [...records.values()].filter(isLiving),
    deleted: () => [...records.values()].filter(({ deletedAt }) => deletedAt !== undefined && isRestorable(deletedAt)),
    groupsWith,
    /** Whether the object is a member or owner of a role-assignable group. */
    isGuarded: (memberId: string) =>
      [...groupsWith('members', memberId), ...groupsWith('owners', memberId)].some(({ group }) =>
        isRoleAssignable(group),
      ),
    /** A group that has the address, living or restorable. */
    withAddress(address: string): DirectoryGroup | undefined {
      const record = records.get(idByAddress.get(address.toLowerCase()) ?? '')
      return record && (record.deletedAt === undefined || isRestorable(record.deletedAt)) ? record.group : undefined
    },
    add(group: DirectoryGroup): GroupRecord {
      const record = { group, memberIds: [], ownerIds: [], createdAt: now() }
      records.set(group.id, record)
      for (const address of groupAddresses(group)) idByAddress.set(address, group.id)
      return record
    },
    join(record: GroupRecord, kind: MemberKind, memberId: string): void {
      const list = listOf(record, kind)
      if (!list.includes(memberId)) list.push(memberId)
      index(kind, memberId, record.group.id)
    },
    leave(record: GroupRecord, kind: MemberKind, memberId: string): void {
      const list = listOf(record, kind)
      if (list.includes(memberId)) list.splice(list.indexOf(memberId), 1)
      groupsOf[kind].get(memberId)?.delete(record.group.id)
    },
    /** Microsoft 365 groups go to the recycle bin, security groups for good (graph-facts, deleteditems-restore). */
    remove(record: GroupRecord, { isForGood }: { isForGood: boolean }): void {
      if (isForGood) records.delete(record.group.id)
      else record.deletedAt = now()
    },
    restore(record: GroupRecord): void {
      delete record.deletedAt
    },
    state: (): GroupRecord[] => [...records.values()],
  }

  function isRestorable(deletedAt: number): boolean {
    return deletedAt + RESTORABLE_MS > now()
  }
}
