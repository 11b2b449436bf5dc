import type { TokenCache } from '../src/tokens/token-source.ts'

/** What the database does for tokens, in memory, for any number of sources. `kept`: by tenant, what a turn left. */
export function localTokenCache(kept = new Map<string, string>()): TokenCache {
  const turns = new Map<string, number>()
  let turn = 0
  let isTaken = false
  let ended = Promise.withResolvers<void>()
  return {
    read(tenantId) {
      const serialized = kept.get(tenantId)
      return Promise.resolve(serialized === undefined ? null : { serialized, turn: turns.get(tenantId) ?? 0 })
    },
    lastTurn: () => Promise.resolve(turn),
    takeTurn() {
      if (isTaken) return Promise.resolve(null)
      isTaken = true
      turn += 1
      return Promise.resolve(turn)
    },
    endTurn(tenantId, mine, serialized) {
      if (serialized !== null) {
        kept.set(tenantId, serialized)
        turns.set(tenantId, mine)
      }
      isTaken = false
      ended.resolve()
      ended = Promise.withResolvers()
      return Promise.resolve()
    },
    untilTurnEnds: () => ended.promise,
  }
}

/** For a source that never has to wait for anybody. */
export const neverLooksAgain = () => new Promise<void>(() => {})
