import { setTimeout as delay } from 'node:timers/promises'

const LOOK_AGAIN_MS = 20

/**
 * Looks again and again until there is something to see.
 *
 * @param what Said when it never comes: "the account of Ana Ruiz in Entra".
 * @throws When the deadline passes, with what the last look threw where it threw.
 */
export async function until<T>(
  what: string,
  withinMs: number,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = performance.now() + withinMs
  let problem: unknown
  for (;;) {
    try {
      const seen = await look()
      if (seen !== undefined && seen !== false) return seen
      problem = undefined
    } catch (error) {
      problem = error
    }
    if (performance.now() > deadline) break
    await delay(LOOK_AGAIN_MS)
  }
  throw new Error(`Not seen within ${withinMs / 1000} s: ${what}`, problem === undefined ? {} : { cause: problem })
}
