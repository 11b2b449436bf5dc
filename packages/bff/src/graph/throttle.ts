import { type Grant, MARGIN_MS, type Spent, type Wish } from './budget.ts'

/** `person`: somebody changed something and waits. `sweep`: everything that may take its time. */
export type CallPriority = 'person' | 'sweep'
/** How long to stay away when the turn is too far off to wait for it here. */
export interface StayAway {
  retryAfterMs: number
}

/** What a tenant may still be asked, by this replica (design §5, Throttling). Milliseconds throughout. */
export interface Throttle {
  /** How long no call of this priority can go, as far as we know; 0: one may. */
  stayAwayMs(priority: CallPriority): Promise<number>
  /** Waits until a read may go. */
  read(priority: CallPriority): Promise<StayAway | null>
  /** A person's write may follow: leases it meanwhile. */
  expectWrite(): void
  /** Waits for the turn of one write, people's changes first. The turn is to be used at once. */
  write(priority: CallPriority): Promise<StayAway | null>
  /** Learns from an answer; `sentAt` where it was a write's. Resolves when a refusal is known to all replicas. */
  leave(answer: { status: number; headers: Headers; retryAfterMs: number | null; sentAt: number | null }): Promise<void>
  /** Another replica was asked to stay away. */
  close(until: number): void
  /** A whole reading of the tenant has counted its accounts. */
  count(accounts: number): void
}

interface Caller {
  priority: CallPriority
  go: (answer: StayAway | null) => void
  fail: (error: unknown) => void
}

/** A caller waits this long at most; beyond it the job comes back later. */
const WAIT_MS_MAX = 2_000
const UNTOLD_RETRY_MS = 10_000
/** Units are told to the other replicas in blocks of this size, or together with the next lease. */
const UNIT_BLOCK = 50
/** Writes leased beyond those that wait, when the last lease was used up: so not every write costs a round trip. */
const AHEAD_MAX = 25
/** Share of the limit from which Graph says how near it is; at 1 it starts to refuse (graph-facts §1.1). */
const NEAR_LIMIT = 0.8
const NEAR_WAIT_MS = 1_000
const PAST_WAIT_MS = 5_000
/** A share this much above what our own account explains is somebody else's doing. */
const UNEXPLAINED = 0.1

export function createThrottle({
  settle,
  now,
  random,
  sleep,
}: {
  /** The account that all replicas share (graph/budget.ts). */
  settle: (wish: Wish) => Promise<Grant>
  now: () => number
  random: () => number
  sleep: (ms: number) => Promise<void>
}): Throttle {
  let lease: { slot: number; endsAt: number; people: number; sweeps: number } | null = null
  const used = { person: 0, sweep: 0 }
  const next = { person: 0, sweep: 0, reads: 0 }
  let closedUntil = 0
  let sweepsBackUntil = 0
  let unitsSpent = 0
  let unitsLeft = 0
  let late = 0
  let accounts: number | null = null
  let share = 0
  const waiting: Caller[] = []
  let isServing = false
  let isExpecting = false
  let reporting: Promise<void> = Promise.resolve()

  return {
    async stayAwayMs(priority) {
      // What the others have been told before we were there.
      if (unitsSpent >= unitsLeft) await report(null)
      return Math.max(0, Math.max(opensFor(priority), next.reads) - now())
    },
    async read(priority) {
      if (unitsSpent >= unitsLeft) await report(null)
      const waitMs = Math.ceil(Math.max(openAt(priority), next.reads) - now())
      if (waitMs > WAIT_MS_MAX) return stayAway(waitMs)
      if (waitMs > 0) await sleep(waitMs)
      return null
    },
    expectWrite() {
      if (hasLease('person') || isServing || isExpecting || now() < opensFor('person')) return
      isExpecting = true
      // Whoever writes asks again, and hears then what is wrong.
      report({ people: ahead(1, used.person), sweeps: 0 })
        .catch(() => {})
        .finally(() => (isExpecting = false))
    },
    async write(priority) {
      const waitMs = opensFor(priority) - now()
      if (waitMs > WAIT_MS_MAX) return stayAway(waitMs)
      if (waiting.length === 0 && waitMs <= 0 && takeFromLease(priority)) return null
      return new Promise((go, fail) => {
        waiting.push({ priority, go, fail })
        if (!isServing) void serve()
      })
    },
    async leave({ status, headers, retryAfterMs, sentAt }) {
      unitsSpent += Number(headers.get('x-ms-resource-unit') ?? 1) || 1
      if (sentAt !== null && now() - sentAt > MARGIN_MS) late += 1
      const told = Number(headers.get('x-ms-throttle-limit-percentage') ?? 0)
      // Our own writes are accounted for and go no further than the limit: they are no reason to go slower.
      if (told >= 1 || (told >= NEAR_LIMIT && told > share + UNEXPLAINED))
        sweepsBackUntil = now() + (told >= 1 ? PAST_WAIT_MS : NEAR_WAIT_MS)
      if (status === 429 || (status === 503 && retryAfterMs !== null)) {
        closedUntil = Math.max(closedUntil, now() + (retryAfterMs ?? UNTOLD_RETRY_MS))
        await report(null)
      } else if (unitsSpent >= UNIT_BLOCK && !isServing) await report(null)
    },
    close(until) {
      closedUntil = Math.max(closedUntil, until)
    },
    count(found) {
      accounts = found
    },
  }

  /** When Graph lets calls of this priority in again. */
  function openAt(priority: CallPriority): number {
    return priority === 'sweep' ? Math.max(closedUntil, sweepsBackUntil) : closedUntil
  }

  /** When a write of this priority may go, as far as we know. */
  function opensFor(priority: CallPriority): number {
    return hasLease(priority) ? openAt(priority) : Math.max(openAt(priority), next[priority])
  }

  /** A sweep may not use what was leased for people; people may use all. */
  function hasLease(priority: CallPriority): boolean {
    if (!lease || lease.endsAt <= now()) return false
    return lease.sweeps > 0 || (priority === 'person' && lease.people > 0)
  }

  /** Not all at the same moment: what waits for one opening would meet again at the next. */
  function stayAway(waitMs: number): StayAway {
    return { retryAfterMs: Math.ceil(waitMs * (1 + random() / 4)) }
  }

  function takeFromLease(priority: CallPriority): boolean {
    if (!lease || !hasLease(priority)) return false
    if (lease.sweeps > 0) lease.sweeps -= 1
    else lease.people -= 1
    used[priority] += 1
    return true
  }

  /** Leases writes for those who wait, until nobody does. */
  async function serve(): Promise<void> {
    isServing = true
    try {
      const count = (priority: CallPriority) => waiting.filter((caller) => caller.priority === priority).length
      // What is being leased at this moment may be enough.
      await reporting
      for (const priority of ['person', 'sweep'] as const) serveFromLease(priority)
      while (waiting.length > 0) {
        await report({ people: ahead(count('person'), used.person), sweeps: ahead(count('sweep'), used.sweep) })
        let waitMs = WAIT_MS_MAX
        for (const priority of ['person', 'sweep'] as const) {
          serveFromLease(priority)
          const priorityWaitMs = opensFor(priority) - now()
          if (priorityWaitMs > WAIT_MS_MAX) sendAway(priority, priorityWaitMs)
          else if (count(priority) > 0) waitMs = Math.min(waitMs, Math.ceil(priorityWaitMs))
        }
        // Whoever came while the account was asked is in nobody's lease yet, and need not wait for one.
        if (waiting.length > 0 && waitMs > 0) await sleep(waitMs)
      }
    } catch (error) {
      for (const caller of waiting.splice(0)) caller.fail(error)
    } finally {
      isServing = false
    }
  }

  function ahead(count: number, usedLately: number): number {
    return count === 0 ? 0 : count + Math.min(usedLately, AHEAD_MAX)
  }

  function serveFromLease(priority: CallPriority): void {
    for (const caller of waiting.filter((each) => each.priority === priority)) {
      if (now() < openAt(priority) || !takeFromLease(priority)) return
      waiting.splice(waiting.indexOf(caller), 1)
      caller.go(null)
    }
  }

  function sendAway(priority: CallPriority, waitMs: number): void {
    for (const caller of waiting.filter((each) => each.priority === priority)) {
      waiting.splice(waiting.indexOf(caller), 1)
      caller.go(stayAway(waitMs))
    }
  }

  /** Tells the shared account what happened here; with a wish, gives back what is left of the lease and takes a new one. */
  function report(wanted: { people: number; sweeps: number } | null): Promise<void> {
    const turn = reporting.then(() => exchange(wanted))
    reporting = turn.catch(() => {})
    return turn
  }

  async function exchange(wanted: { people: number; sweeps: number } | null): Promise<void> {
    const told = { units: unitsSpent, late, closedUntil, accounts }
    unitsSpent = 0
    late = 0
    let unused: Spent | null = null
    if (wanted) {
      if (lease) unused = [lease.slot, lease.people + lease.sweeps]
      lease = null
      used.person = 0
      used.sweep = 0
    }
    const grant = await settle({ ...(wanted ?? { people: 0, sweeps: 0 }), ...told, unused })
    closedUntil = Math.max(closedUntil, grant.closedUntil)
    unitsLeft = Math.min(UNIT_BLOCK, grant.unitsLeft)
    next.person = grant.nextForPeople
    next.sweep = grant.nextForSweeps
    next.reads = grant.nextForReads
    share = grant.share
    if (wanted) lease = { slot: grant.slot, endsAt: grant.endsAt, people: grant.people, sweeps: grant.sweeps }
  }
}
