import type { Database } from '../db/database.ts'
import { LIVE_CHANNEL, LiveNotice } from '../db/live-notice.ts'

/** Hands what any replica commits to the streams of this one. */
export interface LiveHub {
  subscribe(companyId: string, onNotice: (notice: LiveNotice) => void): () => void
  /** Streams open now, for metrics. */
  size(): number
  close(): Promise<void>
}

export async function createLiveHub(database: Database): Promise<LiveHub> {
  const subscribers = new Map<string, Set<(notice: LiveNotice) => void>>()
  const stop = await database.listen(LIVE_CHANNEL, (payload) => {
    const notice = readNotice(payload)
    if (!notice) return
    for (const onNotice of subscribers.get(notice.companyId) ?? []) onNotice(notice)
  })
  return {
    subscribe(companyId, onNotice) {
      const own = subscribers.get(companyId) ?? new Set()
      subscribers.set(companyId, own.add(onNotice))
      return () => {
        own.delete(onNotice)
        if (own.size === 0) subscribers.delete(companyId)
      }
    },
    size: () => [...subscribers.values()].reduce((sum, own) => sum + own.size, 0),
    close: stop,
  }
}

function readNotice(payload: string): LiveNotice | null {
  try {
    return LiveNotice.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
