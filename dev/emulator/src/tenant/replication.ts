import { seededChance } from '../chance.ts'

/** How far reads are behind writes (graph-facts §3). */
export interface Replication {
  /** Nothing is seen later than that. */
  readonly lagMsMax: number
  /** A call begins: it is answered by one replica, and how far that is behind is drawn anew. */
  beginCall: (options: { isIndex: boolean }) => void
  /** The call that is under way sees what was written at least that many ms ago. */
  lagMs: () => number
  /** Writes, too, do not find an object that has not come through yet. */
  readonly isHiddenFromWrites: boolean
}

export interface ReplicationOptions {
  lagMs: number
  /** Each call sees a state between the newest and `lagMs` old; without it all of them see one that is `lagMs` old. */
  lagSeed?: number | undefined
  isHiddenFromWrites?: boolean | undefined
}

export function createReplication({ lagMs, lagSeed, isHiddenFromWrites = false }: ReplicationOptions): Replication {
  const chance = lagSeed === undefined ? undefined : seededChance(lagSeed)
  let current = lagMs
  return {
    lagMsMax: lagMs,
    isHiddenFromWrites,
    beginCall({ isIndex }) {
      // Advanced queries are answered by an index of its own, which is the last to know (graph-facts §3, 6).
      current = chance && !isIndex ? Math.floor(chance() * (lagMs + 1)) : lagMs
    },
    lagMs: () => current,
  }
}
