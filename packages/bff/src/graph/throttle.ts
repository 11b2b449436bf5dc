/** What a tenant may still be asked, told from what Graph answered (graph-facts §1.1). Milliseconds throughout. */
export interface Throttle {
  /** Waits its turn; answers how long to stay away when the turn is too far off to wait here. */
  enter(kind: 'read' | 'write', priority: 'person' | 'sweep'): Promise<{ retryAfterMs: number } | null>
  /** Learns from an answer. */
  leave(status: number, headers: Headers, retryAfterMs: number | null): void
}

const WRITES_PER_WINDOW = 3_000
const WINDOW_MS = 150_000
/** Writes that may go at once; the rest is spread, so that no window of 150 s ever holds more than is allowed. */
const BURST = 300
/** The part of the burst that only people's changes may use. */
const KEPT_FOR_PEOPLE = 100
const SPACING_MS = WINDOW_MS / (WRITES_PER_WINDOW - BURST)
/** A caller waits this long at most; beyond it the job comes back later. */
const WAIT_MS_MAX = 2_000
const UNTOLD_RETRY_MS = 10_000
/** Share of the limit from which Graph says how near it is; at 1 it starts to refuse. */
const NEAR_LIMIT = 0.8
const NEAR_WAIT_MS = 1_000
const PAST_WAIT_MS = 5_000

/** A sliding limit as GCRA (a virtual schedule): exact over any window, one number of state. In process; see issue 4. */
export function createThrottle({
  now,
  random,
  sleep,
}: {
  now: () => number
  random: () => number
  sleep: (ms: number) => Promise<void>
}): Throttle {
  /** When the schedule would be empty again: GCRA's theoretical arrival time. */
  let writesDoneAt = 0
  let closedUntil = 0
  let sweepsBackUntil = 0
  return {
    async enter(kind, priority) {
      const at = now()
      const open = Math.max(at, closedUntil, priority === 'sweep' ? sweepsBackUntil : 0)
      const burst = priority === 'sweep' ? BURST - KEPT_FOR_PEOPLE : BURST
      const turn = kind === 'read' ? open : Math.max(open, writesDoneAt - (burst - 1) * SPACING_MS)
      const waitMs = Math.ceil(turn - at)
      // Not all at the same moment: what waits for one opening would meet again at the next.
      if (waitMs > WAIT_MS_MAX) return { retryAfterMs: Math.round(waitMs * (1 + random() / 4)) }
      if (kind === 'write') writesDoneAt = Math.max(writesDoneAt, turn) + SPACING_MS
      if (waitMs > 0) await sleep(waitMs)
      return null
    },
    leave(status, headers, retryAfterMs) {
      if (status === 429 || (status === 503 && retryAfterMs !== null)) {
        closedUntil = Math.max(closedUntil, now() + (retryAfterMs ?? UNTOLD_RETRY_MS))
      }
      const share = Number(headers.get('x-ms-throttle-limit-percentage') ?? 0)
      if (share >= NEAR_LIMIT) sweepsBackUntil = now() + (share >= 1 ? PAST_WAIT_MS : NEAR_WAIT_MS)
    },
  }
}
