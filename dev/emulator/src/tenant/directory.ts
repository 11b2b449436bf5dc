import { type Json, sameJson } from '../json.ts'
import { type DirectoryUser, uniqueKeysOf } from './directory-user.ts'
import type { Replication } from './replication.ts'

const DAY_MS = 86_400_000
/** A deleted user can be restored that long (graph-facts §2.5). */
const RESTORABLE_MS = 30 * DAY_MS
/** As long as a delta token lives (graph-facts §5.1). */
export const DELTA_TOKEN_LIFE_MS = 7 * DAY_MS

/** One state of a user; `at` is when it was written, in ms. */
export interface UserVersion {
  at: number
  user: DirectoryUser
  managerId?: string
  /** When it was soft-deleted. */
  deletedAt?: number
  isPurged?: true
}

export interface UserRecord {
  id: string
  /** Position in lists, in order of creation. */
  ordinal: number
  /** Template ids of directory roles held. */
  roles: string[]
  /** Newest last; older ones are kept while a lagging read may still see them. */
  versions: UserVersion[]
}

export interface Change {
  seq: number
  at: number
  userId: string
  kind: 'created' | 'changed' | 'deleted' | 'restored' | 'purged'
  /** Names of the properties that changed; `manager` for the relation. */
  properties: string[]
}

/** Who made a change: our app through Graph, or the tenant's administrator by hand. */
export type Actor = 'app' | 'admin'

/** A change with its values, for people to read. */
export interface Activity {
  at: number
  by: Actor
  userId: string
  kind: Change['kind']
  changes: { property: string; before: Json; after: Json }[]
}

/** In memory, per tenant. */
const ACTIVITY_MAX = 500

export interface DirectoryState {
  users: UserRecord[]
  journal: Change[]
  lastSeq: number
  /** Absent until delta tokens were made invalid once. */
  deltaEpoch?: DeltaEpoch
}

/** Delta tokens of an earlier epoch are not served any more (graph-facts §5.1). */
export interface DeltaEpoch {
  number: number
  /** How the client is told: as for a token that is too old, or with the address to start over at. */
  told: 'expired' | 'moved'
}

export type Directory = ReturnType<typeof createDirectory>

/**
 * The users of one tenant with their history: writes land at once, reads see what has come through
 * (graph-facts §3), and every change is in a journal that delta queries read.
 */
export function createDirectory(options: { now: () => number; replication: Replication; state?: DirectoryState }) {
  const { now, replication } = options
  const { lagMsMax } = replication
  const records = new Map<string, UserRecord>()
  const order: UserRecord[] = []
  /** Lower-cased sign-in name or address → ids that have it, or had it once. */
  const idsByAddress = new Map<string, Set<string>>()
  let journal: Change[] = options.state?.journal ?? []
  let lastSeq = options.state?.lastSeq ?? 0
  let deltaEpoch: DeltaEpoch = options.state?.deltaEpoch ?? { number: 0, told: 'expired' }
  const activity: Activity[] = []
  for (const record of options.state?.users ?? []) {
    records.set(record.id, record)
    order.push(record)
    record.ordinal = order.length - 1
    for (const version of record.versions) index(version.user)
  }

  function index(user: DirectoryUser): void {
    for (const address of uniqueKeysOf(user)) {
      const ids = idsByAddress.get(address)
      if (ids) ids.add(user.id)
      else idsByAddress.set(address, new Set([user.id]))
    }
  }

  /** The newest state, written or not yet visible; undefined once it cannot be restored any more. */
  function newest(id: string): UserVersion | undefined {
    const version = records.get(id.toLowerCase())?.versions.at(-1)
    return version && !isGone(version) ? version : undefined
  }

  function isGone(version: UserVersion): boolean {
    return version.isPurged === true || (version.deletedAt !== undefined && version.deletedAt + RESTORABLE_MS <= now())
  }

  /** What has come through to the call that is under way: everything up to then, in ms. */
  const seenUntil = () => now() - replication.lagMs()

  /** What a read sees now: the newest state that has come through. */
  function visible(record: UserRecord, asOf = seenUntil()): UserVersion | undefined {
    const version = record.versions.findLast(({ at }) => at <= asOf)
    return version && !isGone(version) ? version : undefined
  }

  function commit(version: Omit<UserVersion, 'at'>, kind: Change['kind'], by: Actor = 'app'): UserVersion {
    const { id } = version.user
    const at = now()
    let record = records.get(id)
    const before = record?.versions.at(-1)
    if (!record) {
      record = { id, ordinal: order.length, roles: [], versions: [] }
      records.set(id, record)
      order.push(record)
    }
    const next = { ...version, at }
    const oldest = record.versions.findLastIndex((held) => held.at <= at - lagMsMax)
    record.versions = lagMsMax === 0 ? [next] : [...record.versions.slice(Math.max(0, oldest)), next]
    index(next.user)
    const properties = changedProperties(before, next)
    if (kind === 'changed' && properties.length === 0) return next
    lastSeq += 1
    journal.push({ seq: lastSeq, at, userId: id, kind, properties })
    activity.push({ at, by, userId: id, kind, changes: valuesOf(properties, before, next) })
    if (activity.length > ACTIVITY_MAX) activity.shift()
    const first = journal[0]
    if (first && first.at < at - 2 * DELTA_TOKEN_LIFE_MS)
      journal = journal.filter((change) => change.at >= at - DELTA_TOKEN_LIFE_MS)
    return next
  }

  return {
    newest,
    visible,
    commit,
    record: (id: string) => records.get(id.toLowerCase()),
    /** All records from a position on, in order. */
    recordsFrom: (ordinal: number) => order.slice(ordinal),
    size: () => order.length,
    /** Ids that have, or had, this sign-in name or address: candidates to look at. */
    idsWithAddress: (address: string) => [...(idsByAddress.get(address.toLowerCase()) ?? [])],
    seenUntil,
    /** The number of the last change up to a time. */
    lastSeqAt: (asOf: number) => journal.findLast(({ at }) => at <= asOf)?.seq ?? (journal[0]?.seq ?? lastSeq + 1) - 1,
    /** Changes after one number up to another, oldest first. */
    changesBetween(after: number, upTo: number): Change[] {
      // Numbers in the journal are consecutive, so places in it can be computed.
      const first = journal[0]?.seq ?? 1
      return journal.slice(Math.max(0, after + 1 - first), Math.max(0, upTo + 1 - first))
    },
    lastSeq: () => lastSeq,
    deltaEpoch: () => deltaEpoch,
    /** No delta token given out so far is good any more. */
    forgetDeltaTokens(told: DeltaEpoch['told']): void {
      deltaEpoch = { number: deltaEpoch.number + 1, told }
    },
    /** False for a position that was never reached here, such as one from before a reset. */
    hasReached: (seq: number) => seq <= lastSeq,
    /** The latest changes with their values, newest first. */
    activity: (userId?: string) =>
      activity.filter((entry) => userId === undefined || entry.userId === userId).toReversed(),
    state: (): DirectoryState => ({ users: order, journal, lastSeq, deltaEpoch }),
  }
}

function changedProperties(before: UserVersion | undefined, after: UserVersion): string[] {
  const names = new Set([...Object.keys(before?.user ?? {}), ...Object.keys(after.user)])
  const changed = [...names].filter((name) => !sameJson(emptied(before?.user[name]), emptied(after.user[name])))
  if (before?.managerId !== after.managerId) changed.push('manager')
  return changed
}

function valuesOf(properties: string[], before: UserVersion | undefined, after: UserVersion): Activity['changes'] {
  return properties
    .filter((name) => name !== 'manager')
    .map((property) => ({ property, before: before?.user[property] ?? null, after: after.user[property] ?? null }))
}

/** Never set, cleared and an empty list are one and the same to Graph. */
function emptied(value: Json | undefined): Json {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? null : value
}
