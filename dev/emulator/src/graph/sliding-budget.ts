/** So many slices make a window: exact enough for people, and bounded however many calls come. */
const SLICES = 1500

interface Slice {
  since: number
  /** The latest of its calls: all of them count until that one is out of the window. */
  at: number
  cost: number
}

/** What may be spent in any window of a length, refused calls included (graph-facts §1.1, §1.2). */
export interface SlidingBudget {
  /** @returns what is spent in the window that ends now, this call included */
  charge: (now: number, cost: number) => number
  spent: (now: number) => number
  /** ms until less than `max` is spent. */
  msUntilBelow: (max: number, now: number) => number
  /** Told to stay away until then, in ms since 1970; 0 when not. */
  penaltyUntil: number
  /** When it was told so first. */
  penaltySince: number
}

/** @param lengthMs of the window */
export function createSlidingBudget(lengthMs: number): SlidingBudget {
  let slices: Slice[] = []
  let sum = 0

  function forget(now: number): void {
    let gone = 0
    for (const { at, cost } of slices) {
      if (at > now - lengthMs) break
      sum -= cost
      gone += 1
    }
    if (gone > 0) slices = slices.slice(gone)
  }

  return {
    penaltyUntil: 0,
    penaltySince: 0,
    charge(now, cost) {
      forget(now)
      const last = slices.at(-1)
      if (last && now - last.since <= lengthMs / SLICES) {
        last.at = now
        last.cost += cost
      } else slices.push({ since: now, at: now, cost })
      sum += cost
      return sum
    },
    spent(now) {
      forget(now)
      return sum
    },
    msUntilBelow(max, now) {
      forget(now)
      let left = sum
      if (left < max) return 0
      for (const { at, cost } of slices) {
        left -= cost
        if (left < max) return at + lengthMs - now
      }
      return lengthMs
    },
  }
}
