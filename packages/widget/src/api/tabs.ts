/** What the tabs of one browser, and several widgets on one page, agree by. Names are read by this origin only. */
export interface Tabs {
  /**
   * Waits until nobody leads under this name, then calls back, and leads until the answer is called. Who steals does
   * not wait, and whoever led is told.
   */
  lead: (
    name: string,
    told: { onElected: () => void; onLost: (why: 'stolen' | 'refused') => void },
    how?: Steal,
  ) => Leave
  /** Speaks with all others under this name, and hears what they say. */
  join: (name: string, onMessage: (message: unknown) => void) => { post: (message: unknown) => void; leave: Leave }
  /** Tells when this page is put away, frozen or kept for a way back, and when it is shown again. */
  watchPage: (told: { onAway: () => void; onBack: () => void }) => Leave
}

type Leave = () => void
type Steal = { steal: boolean }

/**
 * By Web Locks (https://w3c.github.io/web-locks/), BroadcastChannel and the page's life cycle. Null where there is no
 * such thing: on a page without TLS, or in a frame without an origin.
 */
export function browserTabs(page: Window = window): Tabs | null {
  // Declared as always there, and missing outside a secure context.
  const locks: LockManager | undefined = page.navigator.locks
  if (!locks || !('BroadcastChannel' in page) || page.origin === 'null') return null
  return {
    lead: (name, { onElected, onLost }, { steal } = { steal: false }) => {
      const waiting = new AbortController()
      let isOver = false
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      const lead = () => {
        if (isOver) return
        onElected()
        return held
      }
      // A signal and `steal` exclude each other.
      locks.request(name, steal ? { steal } : { signal: waiting.signal }, lead).catch((error: unknown) => {
        if (isOver) return
        isOver = true
        onLost(error instanceof DOMException && error.name === 'AbortError' ? 'stolen' : 'refused')
      })
      return () => {
        isOver = true
        waiting.abort()
        release()
      }
    },
    join: (name, onMessage) => {
      const channel = new BroadcastChannel(name)
      channel.addEventListener('message', ({ data }) => onMessage(data))
      return { post: (message) => channel.postMessage(message), leave: () => channel.close() }
    },
    watchPage: ({ onAway, onBack }) => {
      const watching = new AbortController()
      const { signal } = watching
      // A page that holds a lock is not kept for the way back: https://web.dev/articles/bfcache
      page.addEventListener('pagehide', onAway, { signal })
      page.addEventListener('pageshow', onBack, { signal })
      page.document.addEventListener('freeze', onAway, { signal })
      page.document.addEventListener('resume', onBack, { signal })
      return () => watching.abort()
    },
  }
}
