/**
 * What one application may still ask of one tenant, as all replicas together account for it. Pure; milliseconds
 * throughout. Graph counts writes in any 150 s and resource units in any 10 s (graph-facts §1.1); so do we, by half-seconds:
 * a schedule (GCRA) that allows all 3,000 at once allows nearly twice as many in one window (ADR 0007).
 */
export interface Budget {
  /** Writes, by the end of the half-second in which the last of them may have been sent; oldest first. */
  writes: Spent[]
  /** Resource units, by the end of the half-second in which they were told. */
  units: Spent[]
  /** Graph wants nothing from anybody before. */
  closedUntil: number
  /** Accounts in the tenant, as last counted: Graph gives a larger tenant more units. */
  accounts: number
}
export type Spent = [endsAt: number, count: number]

/** What a replica reports, and asks for. */
export interface Wish {
  /** Writes wanted for changes that people made, and for sweeps. */
  people: number
  sweeps: number
  /** Writes of an earlier lease that were not sent, to be given back. */
  unused: Spent | null
  /** Writes whose answer took so long that Graph may have counted them later than their lease says. */
  late: number
  /** Resource units spent since the last time. */
  units: number
  closedUntil: number
  accounts: number | null
}

/** What a replica gets: so many writes, to be sent before `endsAt`. */
export interface Grant {
  people: number
  sweeps: number
  endsAt: number
  /** Where the lease was written down. */
  slot: number
  /** The earliest moment for another write; now, where there is room. */
  nextForPeople: number
  nextForSweeps: number
  unitsLeft: number
  nextForReads: number
  closedUntil: number
  /** The part of the limit that we know to be used: 1 is all of it. */
  share: number
}

export const WRITES_MAX = 3_000
export const WRITE_WINDOW_MS = 150_000
/** The part that only people's changes may use: a sweep that has spent all the rest leaves a leaver room. */
export const KEPT_FOR_PEOPLE = 50
const UNIT_WINDOW_MS = 10_000
/** Units are told afterwards, in blocks; a tenth is kept for what other replicas have not told yet. */
const UNIT_SHARE = 0.9
const SLOT_MS = 500
/** How long a lease may be used. */
const LEASE_MS = 500
/** How far apart the clocks of replicas may be, and how long a write may be on its way, before it is counted as late. */
export const MARGIN_MS = 500

export const emptyBudget: Budget = { writes: [], units: [], closedUntil: 0, accounts: 0 }

/** Takes a replica's report in, and leases it what there is room for: people's changes first. */
export function settle(before: Budget, wish: Wish, now: number): { budget: Budget; grant: Grant } {
  const closedUntil = Math.max(before.closedUntil, wish.closedUntil)
  const accounts = wish.accounts ?? before.accounts
  const units = current(before.units, now, UNIT_WINDOW_MS)
  add(units, slotOf(now), wish.units)
  const unitsMax = Math.floor(unitLimit(accounts) * UNIT_SHARE)
  const unitsLeft = unitsMax - sum(units)
  const nextForReads = unitsLeft > 0 ? now : nextRoom(units, unitsMax - 1, UNIT_WINDOW_MS)

  const writes = current(before.writes, now, WRITE_WINDOW_MS)
  if (wish.unused) add(writes, wish.unused[0], -wish.unused[1])
  add(writes, slotOf(now), wish.late)
  const isOpen = now >= closedUntil && unitsLeft > 0
  const room = isOpen ? Math.max(0, WRITES_MAX - sum(writes)) : 0
  const people = Math.min(wish.people, room)
  const sweeps = Math.min(wish.sweeps, Math.max(0, room - people - KEPT_FOR_PEOPLE))
  const endsAt = now + LEASE_MS
  const slot = slotOf(endsAt)
  add(writes, slot, people + sweeps)
  const open = Math.max(now, closedUntil, nextForReads)
  return {
    budget: { writes, units, closedUntil, accounts },
    grant: {
      people,
      sweeps,
      endsAt,
      slot,
      nextForPeople: Math.max(open, nextRoom(writes, WRITES_MAX - 1, WRITE_WINDOW_MS)),
      nextForSweeps: Math.max(open, nextRoom(writes, WRITES_MAX - KEPT_FOR_PEOPLE - 1, WRITE_WINDOW_MS)),
      unitsLeft,
      nextForReads,
      closedUntil,
      share: Math.max(sum(writes) / WRITES_MAX, sum(units) / unitLimit(accounts)),
    },
  }
}

/** Units per 10 s by the number of accounts (graph-facts §1.1). Nobody has counted yet: the smallest. */
function unitLimit(accounts: number): number {
  return accounts < 50 ? 3_500 : accounts <= 500 ? 5_000 : 8_000
}

function slotOf(at: number): number {
  return Math.ceil(at / SLOT_MS) * SLOT_MS
}

function leavesAt([endsAt]: Spent, windowMs: number): number {
  return endsAt + windowMs + MARGIN_MS
}

function current(spent: readonly Spent[], now: number, windowMs: number): Spent[] {
  return spent.filter((entry) => leavesAt(entry, windowMs) > now).map(([endsAt, count]) => [endsAt, count])
}

function add(spent: Spent[], endsAt: number, count: number): void {
  if (count === 0) return
  const same = spent.find((entry) => entry[0] === endsAt)
  if (same) same[1] = Math.max(0, same[1] + count)
  else if (count > 0) {
    spent.push([endsAt, count])
    // Replicas' clocks differ a little.
    spent.sort((a, b) => a[0] - b[0])
  }
}

function sum(spent: readonly Spent[]): number {
  return spent.reduce((total, [, count]) => total + count, 0)
}

/** When no more than `atMost` are left in the window; 0 when that is so already. */
function nextRoom(spent: readonly Spent[], atMost: number, windowMs: number): number {
  let left = sum(spent)
  if (left <= atMost) return 0
  for (const entry of spent) {
    left -= entry[1]
    if (left <= atMost) return leavesAt(entry, windowMs)
  }
  return 0
}
