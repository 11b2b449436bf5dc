import type { BadgeEnvironment } from '../options.ts'
import type { Caller } from './caller.ts'
import type { ParseEvent } from './parser.ts'
import type { LineState } from './stream.ts'

/** Moving between two pages of the host must not cost a new stream. */
const LINGER_MS = 3_000
/** How long a first question waits for the stream: what is asked after it opened cannot miss anything. */
const OPENING_MAX_MS = 250

/**
 * News from the BFF, for as long as anybody listens. Who listens does not know where the news comes from: the tabs of a
 * browser share one stream (docs/adr/0014), which is not needed at first sight and so loaded by itself.
 */
export interface Live<Event> {
  /** Listens until the answer is called. */
  listen: (onEvent: (event: Event) => void) => () => void
  /** While false, queries ask by themselves at intervals. */
  isOpen: () => boolean
  /** Tells of every change of `isOpen`. */
  subscribe: (onChange: () => void) => () => void
  /** Calls back when the stream is open, or does not open soon. */
  whenOpening: (call: () => void) => void
}

export function createLive<Event>(options: {
  bffUrl: string
  getSessionToken: () => Promise<string>
  client: Pick<Caller<'stream'>, 'open'>
  parseEvent: ParseEvent<Event>
  environment: Pick<BadgeEnvironment, 'random' | 'after' | 'tabs'>
  /** Before the listeners, for every event. */
  onEvent: (event: Event) => void
  /** The stream has opened, again or for the first time: what was read before it may have missed something. */
  onOpen: () => void
}): Live<Event> {
  const listeners = new Set<(event: Event) => void>()
  const watchers = new Set<() => void>()
  let isOpen = false
  let stop: (() => void) | null = null
  let cancelStop = () => {}

  const meet = (state: LineState) => {
    const wasOpen = isOpen
    isOpen = state === 'open'
    if (isOpen) options.onOpen()
    if (isOpen !== wasOpen) for (const watcher of watchers) watcher()
  }
  const hear = (name: string | undefined, data: string) => {
    const event = options.parseEvent(name, data)
    if (event === null) return
    options.onEvent(event)
    for (const listener of listeners) listener(event)
  }
  const start = () => {
    if (stop) return
    let isStopped = false
    stop = () => (isStopped = true)
    import('./line.ts').then(
      ({ openLine }) => {
        if (!isStopped) stop = openLine({ ...options, onState: meet, onEvent: hear })
      },
      // Queries ask by themselves; whoever listens next tries again.
      () => (stop = isStopped ? stop : null),
    )
  }
  const stopSoon = () => {
    cancelStop = options.environment.after(LINGER_MS, () => {
      if (listeners.size > 0) return
      stop?.()
      stop = null
      meet('broken')
    })
  }

  return {
    isOpen: () => isOpen,
    subscribe: (onChange) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
    whenOpening: (call) => {
      if (isOpen || stop === null) return call()
      const settle = () => {
        watchers.delete(settle)
        cancelWait()
        call()
      }
      const cancelWait = options.environment.after(OPENING_MAX_MS, settle)
      watchers.add(settle)
    },
    listen: (onEvent) => {
      // An own function for each caller: two may bring the same one.
      const listener = (event: Event) => onEvent(event)
      listeners.add(listener)
      cancelStop()
      start()
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stopSoon()
      }
    },
  }
}
