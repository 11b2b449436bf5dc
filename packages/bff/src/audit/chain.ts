import { z } from 'zod'
import { GENESIS, hashEntry } from './hashes.ts'
import { type Part, hashParts } from './parts.ts'
import { isWithin } from './seq-ranges.ts'

/** An entry as the database or an exported file has it; `parts` is null where everything about people was erased. */
export interface StoredChainEntry {
  seq: number
  canonical: string
  previousHash: string
  hash: string
  parts: readonly Part[] | null
}

/** A place in the chain, by position and hash. */
export interface Checkpoint {
  seq: number
  hash: string
}
const BEGINNING: Checkpoint = { seq: 0, hash: GENESIS }

/** What the check reads of a canonical text. */
const Canonical = z.object({
  seq: z.number(),
  companyId: z.string().optional(),
  personId: z.string().nullish(),
  details: z.string().nullish(),
  format: z.number().optional(),
  sealed: z.object({ seq: z.number(), hash: z.string() }).optional(),
  /** Of a `person.erased` entry: the positions it took something from. */
  erased: z.string().optional(),
})

export interface ChainVerdict {
  ok: boolean
  /** The last place that is sound. */
  head: Checkpoint
  /** Where the kept entries begin: what came before was removed at this checkpoint. */
  start: Checkpoint
  entries: number
  /** Entries that something was erased from. */
  erased: number
  /** The first position that is wrong. */
  brokenAt: number | null
}

export interface ChainCheck {
  /** Takes the next entry, oldest first. */
  take(entry: StoredChainEntry): void
  verdict(): ChainVerdict
}

/**
 * Recomputes a chain entry by entry, so that its length does not matter. It may begin after a checkpoint that the chain
 * itself has sealed later on, and whatever lacks a part must be named by a later entry that tells of the erasure: a value
 * that somebody removed quietly breaks it. Pure.
 * @param companyId whose chain it must be; absent: anybody's
 */
export function createChainCheck(companyId?: string): ChainCheck {
  let start: Checkpoint | null = null
  let head = BEGINNING
  let sealed: Checkpoint | null = null
  let brokenAt: number | null = null
  let entries = 0
  const erased = new Set<number>()
  const unexplained = new Set<number>()

  function isSound(entry: StoredChainEntry): boolean {
    if (start === null) {
      start = { seq: entry.seq - 1, hash: entry.previousHash }
      head = start
    }
    if (entry.seq !== head.seq + 1 || entry.previousHash !== head.hash) return false
    if (hashEntry(entry.previousHash, entry.canonical) !== entry.hash) return false
    const said = readCanonical(entry.canonical)
    if (!said || said.seq !== entry.seq) return false
    if (companyId !== undefined && said.companyId !== companyId) return false
    const { parts } = entry
    if (parts !== null && hashParts(said.format ?? null, parts) !== said.details) return false
    if (said.details != null && (parts === null || parts.some((part) => 'hash' in part))) {
      erased.add(entry.seq)
      unexplained.add(entry.seq)
    }
    if (said.sealed) sealed = said.sealed
    for (const seq of said.erased === undefined ? [] : unexplained)
      if (isWithin(said.erased ?? '', seq)) unexplained.delete(seq)
    return true
  }

  return {
    take(entry) {
      entries += 1
      if (brokenAt !== null) return
      if (isSound(entry)) head = { seq: entry.seq, hash: entry.hash }
      else brokenAt = head.seq + 1
    },
    verdict() {
      const from = start ?? BEGINNING
      const wrong = [
        ...(brokenAt === null ? [] : [brokenAt]),
        // The first one that should be there.
        ...(isSealed(from, sealed) ? [] : [(sealed?.seq ?? 0) + 1]),
        ...unexplained,
      ]
      const first = wrong.length === 0 ? null : Math.min(...wrong)
      return { ok: first === null, head, start: from, entries, erased: erased.size, brokenAt: first }
    },
  }
}

/** The same for a chain at hand. */
export function verifyChain(entries: Iterable<StoredChainEntry>): ChainVerdict {
  const check = createChainCheck()
  for (const entry of entries) check.take(entry)
  return check.verdict()
}

/** A log begins at its beginning, or where the newest seal in it says. */
function isSealed(start: Checkpoint, sealed: Checkpoint | null): boolean {
  const at = start.seq === 0 ? BEGINNING : sealed
  return at !== null && at.seq === start.seq && at.hash === start.hash
}

function readCanonical(text: string): z.output<typeof Canonical> | null {
  try {
    return Canonical.parse(JSON.parse(text))
  } catch {
    return null
  }
}
