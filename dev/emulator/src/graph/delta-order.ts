import { seedFor, seededChance, shuffled } from '../chance.ts'

const REPEATED = 0.2
const EMPTY_FIRST_PAGE = 0.25
/** So many earlier changes may be told once more. */
const REPLAYED_MAX = 5

/**
 * What a client may meet in a round: the same item several times, in any order, across pages, an empty page, and changes
 * that were told before (graph-facts §5.1).
 */
export interface DeltaDisorder {
  /** The keys of a round in the order they are given out, some of them twice. */
  order: <Key>(keys: readonly Key[]) => readonly Key[]
  hasEmptyFirstPage: boolean
  /** The first round tells of deleted users too. */
  hasRemovedInFirstRound: boolean
  /** How many changes before the token's are told again. */
  replayed: number
}

const orderly: DeltaDisorder = {
  order: (keys) => keys,
  hasEmptyFirstPage: false,
  hasRemovedInFirstRound: false,
  replayed: 0,
}

/** @param round names the round, so that all of its pages come out of one order */
export function deltaDisorder(seed: number | undefined, round: string): DeltaDisorder {
  if (seed === undefined) return orderly
  const chance = seededChance(seedFor(seed, round))
  const hasEmptyFirstPage = chance() < EMPTY_FIRST_PAGE
  const replayed = Math.floor(chance() * (REPLAYED_MAX + 1))
  return {
    hasEmptyFirstPage,
    hasRemovedInFirstRound: true,
    replayed,
    order: (keys) => shuffled([...keys, ...keys.filter(() => chance() < REPEATED)], chance),
  }
}
