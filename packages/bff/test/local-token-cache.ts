import { type KeptToken, RENEW_BEFORE_MS, type TokenCache } from '../src/tokens/token-source.ts'

/** What the database does for tokens, in memory, for any number of sources. `kept`: by tenant, what a turn left. */
export function localTokenCache(kept = new Map<string, KeptToken>(), now: () => number = Date.now): TokenCache {
  const turns = new Map<string, number>()
  let turn = 0
  let isTaken = false
  let ended = Promise.withResolvers<void>()
  return {
    read(tenantId) {
      const token = kept.get(tenantId)
      const isGood = token !== undefined && token.expiresAt >= now() + RENEW_BEFORE_MS
      return Promise.resolve(isGood ? { ...token, turn: turns.get(tenantId) ?? 0 } : null)
    },
    lastTurn: () => Promise.resolve(turn),
    takeTurn() {
      if (isTaken) return Promise.resolve(null)
      isTaken = true
      turn += 1
      return Promise.resolve(turn)
    },
    endTurn(tenantId, mine, token) {
      if (token) {
        kept.set(tenantId, token)
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
