import { type EntraTokenOptions, type TokenResult, askEntra } from './entra-token.ts'

export interface KeptToken {
  /** MSAL's cache. */
  serialized: string
  /** In ms, by our clock. */
  expiresAt: number
}

/** What all replicas share: the kept token, and turns at asking Entra for another. Turns only ever count up. */
export interface TokenCache {
  /** What is kept and not about to run out, and the turn in which it was asked for. */
  read(tenantId: string): Promise<(KeptToken & { turn: number }) | null>
  /** The turn that was taken last. */
  lastTurn(): Promise<number>
  /** Ours from now on; null: somebody else has one. A process that dies gives it up by time. */
  takeTurn(): Promise<number | null>
  /** Ends our turn and keeps what came of it, in one commit; null: nothing to keep. */
  endTurn(tenantId: string, turn: number, kept: KeptToken | null): Promise<void>
  /** Resolves at the next end of a turn, from when it is called; not at all when the notice is lost. */
  untilTurnEnds(): Promise<void>
}

export interface TokenSource {
  /**
   * An app-only token for a tenant; `fresh`: none that was asked for before now. One request at a time per tenant, over
   * all replicas: whoever comes meanwhile gets the same token.
   */
  accessToken(tenantId: string, options?: { fresh?: boolean }): Promise<TokenResult>
}

/** A token is not used in its last minutes. */
export const RENEW_BEFORE_MS = 5 * 60_000
/** Whoever has the turn may have died, or its notice got lost. */
const LOOK_AGAIN_MS = 1_000

interface TokenOptions extends EntraTokenOptions {
  cache: TokenCache
  /** By the clock that tests move. */
  sleep: (ms: number) => Promise<void>
}

/**
 * How long a token is used again without a look at the cache: unsealing it costs more than the call it is for. Short,
 * because another replica may have disconnected meanwhile; the generation keeps us from writing then.
 */
const AT_HAND_MS = 10_000

export function createTokenSource(options: TokenOptions): TokenSource {
  const atHand = new Map<string, { result: TokenResult; until: number }>()
  const keepAtHand = (tenantId: string, result: TokenResult) => {
    if (!result.ok || result.roles.length === 0) atHand.delete(tenantId)
    else {
      const until = Math.min(options.now() + AT_HAND_MS, result.expiresAt - RENEW_BEFORE_MS)
      atHand.set(tenantId, { result, until })
    }
    return result
  }
  const pending = { fresh: new Map<string, Promise<TokenResult>>(), kept: new Map<string, Promise<TokenResult>>() }
  /** Fresh ones that wait for an older request to end: they may not share it, but do share the one after it. */
  const next = new Map<string, Promise<TokenResult>>()
  const start = (tenantId: string, fresh: boolean): Promise<TokenResult> => {
    const mine = fresh ? pending.fresh : pending.kept
    const asked = acquire(tenantId, fresh, options)
      .then((result) => keepAtHand(tenantId, result))
      .finally(() => mine.delete(tenantId))
    mine.set(tenantId, asked)
    return asked
  }
  const afterThat = (tenantId: string, older: Promise<TokenResult>): Promise<TokenResult> => {
    const begin = () => {
      next.delete(tenantId)
      return start(tenantId, true)
    }
    const asked = next.get(tenantId) ?? older.then(begin, begin)
    next.set(tenantId, asked)
    return asked
  }
  return {
    accessToken(tenantId, { fresh = false } = {}) {
      const last = atHand.get(tenantId)
      if (last && !fresh && last.until > options.now()) return Promise.resolve(last.result)
      const older = pending.fresh.get(tenantId)
      // Whoever takes any token takes the fresh one that is on its way.
      if (older) return fresh ? afterThat(tenantId, older) : older
      return (fresh ? undefined : pending.kept.get(tenantId)) ?? start(tenantId, fresh)
    },
  }
}

/**
 * What is kept, or else what Entra answers in our turn. Somebody else's turn is waited for, and its token taken, as long
 * as it began after we came: one from before may not know yet what a fresh one is wanted for.
 */
async function acquire(tenantId: string, fresh: boolean, options: TokenOptions): Promise<TokenResult> {
  const { cache } = options
  const notBefore = fresh ? (await cache.lastTurn()) + 1 : 0
  const look = async () => {
    const kept = await cache.read(tenantId)
    return kept && kept.turn >= notBefore ? lookInto(tenantId, kept, options) : null
  }
  for (;;) {
    const found = await look()
    if (found) return found
    // Before the turn is asked for, so that an end in between is not missed.
    const ended = cache.untilTurnEnds()
    const turn = await cache.takeTurn()
    // The last one may have ended between our look and our turn.
    if (turn !== null) return inTurn(tenantId, turn, look, options)
    await Promise.race([ended, options.sleep(LOOK_AGAIN_MS)])
  }
}

async function inTurn(
  tenantId: string,
  turn: number,
  look: () => Promise<TokenResult | null>,
  options: TokenOptions,
): Promise<TokenResult> {
  let kept: KeptToken | null = null
  try {
    const found = await look()
    if (found) return found
    const { result, serialized } = await askEntra(tenantId, 'anew', options)
    // A token from before consent would be served for an hour after it (graph-facts §8.10).
    if (result.ok && result.roles.length > 0 && serialized !== null) kept = { serialized, expiresAt: result.expiresAt }
    return result
  } finally {
    await options.cache.endTurn(tenantId, turn, kept)
  }
}

/** A kept token that may still be used, or null; Entra is not asked for another. */
async function lookInto(tenantId: string, kept: KeptToken, options: TokenOptions): Promise<TokenResult | null> {
  const { result } = await askEntra(tenantId, { serialized: kept.serialized }, options)
  return result.ok ? { ...result, expiresAt: kept.expiresAt } : null
}
