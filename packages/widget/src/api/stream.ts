import { createParser } from 'eventsource-parser'
import type { BadgeEnvironment } from '../options.ts'
import type { Caller } from './caller.ts'

const BACKOFF_FIRST_MS = 1_000
const BACKOFF_MAX_MS = 30_000
/** Longer than any pause between the BFF's comments, so that only a dead line is given up. */
const SILENCE_MAX_MS = 90_000

export type LineState = 'open' | 'broken'

export interface StreamOptions {
  client: Pick<Caller<'stream'>, 'open'>
  environment: Pick<BadgeEnvironment, 'random' | 'after'>
  onEvent: (name: string | undefined, data: string) => void
  /** Every `open` means that something may have been missed before it. */
  onState: (state: LineState) => void
  /** Sees the token that the stream is opened with; what this throws counts as a break. */
  onToken?: (token: string) => void
  /** Something came, if only a sign of life. */
  onLife?: () => void
}

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) read with fetch, so that the
 * Authorization header travels. Reconnects for ever, with backoff and jitter. Answers how to stop.
 */
export function openStream(options: StreamOptions): () => void {
  const { client, environment, onEvent, onState, onToken, onLife } = options
  const stopped = new AbortController()
  let failures = 0
  let retryMs = BACKOFF_FIRST_MS
  let lastEventId = ''
  let cancelPause = () => {}

  const listen = async (): Promise<void> => {
    const line = new AbortController()
    const signal = AbortSignal.any([stopped.signal, line.signal])
    let cancelWatch = () => {}
    const watch = () => {
      cancelWatch()
      cancelWatch = environment.after(SILENCE_MAX_MS, () => line.abort())
    }
    try {
      watch()
      const headers = { accept: 'text/event-stream', ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }) }
      const reply = await client.open('stream', { headers, signal, ...(onToken ? { onToken } : {}) })
      if (!reply.body) return
      failures = 0
      onState('open')
      const parser = createParser({
        onEvent: ({ event, data, id }) => {
          if (id !== undefined) lastEventId = id
          onEvent(event, data)
        },
        onRetry: (ms) => (retryMs = ms),
      })
      const decoder = new TextDecoder()
      const reader = reply.body.getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        watch()
        onLife?.()
        parser.feed(decoder.decode(value, { stream: true }))
      }
    } finally {
      cancelWatch()
    }
  }

  const keepListening = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await listen().catch(() => undefined)
      if (stopped.signal.aborted) return
      onState('broken')
      const pauseMs = pauseBefore(failures, retryMs, environment.random())
      failures += 1
      await new Promise<void>((resolve) => {
        cancelPause = environment.after(pauseMs, resolve)
      })
    }
  }

  void keepListening()
  return () => {
    stopped.abort()
    cancelPause()
  }
}

/** Doubles with every failure in a row; half of it is chance, so that a thousand pages do not return at once. */
export function pauseBefore(failures: number, firstMs: number, random: number): number {
  const fullMs = Math.min(firstMs * 2 ** failures, BACKOFF_MAX_MS)
  return fullMs / 2 + (fullMs / 2) * random
}
