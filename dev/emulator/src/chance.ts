/**
 * Numbers like `Math.random`'s that are the same for the same seed, so that what went wrong can be made to happen again.
 * Not for secrets.
 */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    // mulberry32: thirty-two bits of state are plenty for a test's bad luck.
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A seed of its own for each text, so that two places with one seed do not throw the same dice. */
export function seedFor(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** A new list in another order. */
export function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  const result = [...items]
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1))
    const [a, b] = [result[last], result[other]]
    if (a !== undefined && b !== undefined) [result[last], result[other]] = [b, a]
  }
  return result
}
