import type { BadgeEnvironment } from '../options.ts'
import { type LineState, type StreamOptions, openStream } from './stream.ts'
import type { Tabs } from './tabs.ts'

/** Longer than a leader may be silent: the BFF gives a sign of life four times as often, and leaders pass it on. */
const SILENCE_MAX_MS = 60_000

/** What a leader tells the others. `to` names the one that asked; without it, it is for all. */
type Message =
  | { is: 'hello'; from: string }
  | { is: LineState; to?: string }
  | { is: 'event'; name: string | undefined; data: string }
  | { is: 'alive' }

export interface SharedStreamOptions extends StreamOptions {
  tabs: Tabs
  /** The same for all who may share, and for nobody else. */
  name: string
  environment: Pick<BadgeEnvironment, 'random' | 'after'>
  /** This page may not share after all. */
  onRefused: () => void
}

/**
 * One stream for all who share a name: whoever leads opens it and passes everything on as it came, since each page
 * understands it in its own version. When the leader goes or falls silent, another one takes over; its `open` makes
 * everybody read again what they may have missed.
 */
export function openSharedStream(options: SharedStreamOptions): () => void {
  const { tabs, name, environment, onEvent, onState, onRefused } = options
  const me = environment.random().toString(36).slice(2)
  let state: LineState = 'broken'
  let stopStream: (() => void) | null = null
  let stopLeading = () => {}
  let cancelWatch = () => {}

  const meet = (next: LineState) => {
    state = next
    onState(next)
  }
  const watchLeader = () => {
    cancelWatch()
    cancelWatch = environment.after(SILENCE_MAX_MS, () => {
      meet('broken')
      watchLeader()
      stand({ steal: true })
    })
  }
  const lead = () => {
    cancelWatch()
    state = 'broken'
    stopStream = openStream({
      ...options,
      onEvent: (event, data) => {
        channel.post({ is: 'event', name: event, data } satisfies Message)
        onEvent(event, data)
      },
      onState: (next) => {
        channel.post({ is: next } satisfies Message)
        meet(next)
      },
      onLife: () => channel.post({ is: 'alive' } satisfies Message),
    })
  }
  const follow = () => {
    stopStream?.()
    stopStream = null
    watchLeader()
    channel.post({ is: 'hello', from: me } satisfies Message)
  }
  const stand = (how?: { steal: boolean }) => {
    stopLeading()
    stopLeading = tabs.lead(
      name,
      {
        onElected: lead,
        onLost: (why) => {
          if (why === 'refused') return onRefused()
          meet('broken')
          follow()
          stand()
        },
      },
      how,
    )
  }
  const hear = (message: Message) => {
    if (stopStream) {
      if (message.is === 'hello') channel.post({ is: state, to: message.from } satisfies Message)
      return
    }
    watchLeader()
    if (message.is === 'event') onEvent(message.name, message.data)
    else if (message.is === 'open' || message.is === 'broken') {
      if (message.to === undefined || message.to === me) meet(message.is)
    }
  }
  const channel = tabs.join(name, (data) => {
    const message = messageIn(data)
    if (message) hear(message)
  })

  stand()
  if (!stopStream) follow()
  return () => {
    cancelWatch()
    stopLeading()
    stopStream?.()
    channel.leave()
  }
}

/** Another version of this widget may speak on the channel as well. */
function messageIn(data: unknown): Message | null {
  if (typeof data !== 'object' || data === null || !('is' in data)) return null
  const { is } = data
  const word = (key: string) => {
    const value: unknown = Reflect.get(data, key)
    return typeof value === 'string' ? value : undefined
  }
  switch (is) {
    case 'hello':
      return { is, from: word('from') ?? '' }
    case 'open':
    case 'broken': {
      const to = word('to')
      return to === undefined ? { is } : { is, to }
    }
    case 'event':
      return { is, name: word('name'), data: word('data') ?? '' }
    case 'alive':
      return { is }
    default:
      return null
  }
}
