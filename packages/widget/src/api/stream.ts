import { type StreamEvent, type StreamEventName, streamEvents } from '@plumm/entra-shared'
import { createParser } from 'eventsource-parser'
import type { Environment } from '../options.ts'
import type { Client } from './client.ts'

const BACKOFF_FIRST_MS = 1_000
const BACKOFF_MAX_MS = 30_000
/** Longer than any pause between the BFF's comments, so that only a dead line is given up. */
const SILENCE_MAX_MS = 90_000

export interface StreamOptions {
  client: Pick<Client, 'open'>
  environment: Pick<Environment, 'random' | 'after'>
  onEvent: (event: StreamEvent) => void
  /** `open` after a break means that something may have been missed. */
  onState: (state: 'open' | 'broken') => void
}

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) read with fetch, so that the
 * Authorization header travels. Reconnects for ever, with backoff and jitter. Answers how to stop.
 */
export function openStream({ client, environment, onEvent, onState }: StreamOptions): () => void {
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
      const reply = await client.open('stream', { headers, signal })
      if (!reply.body) return
      failures = 0
      onState('open')
      const parser = createParser({
        onEvent: ({ event, data, id }) => {
          if (id !== undefined) lastEventId = id
          const parsed = parseEvent(event, data)
          if (parsed) onEvent(parsed)
        },
        onRetry: (ms) => (retryMs = ms),
      })
      const decoder = new TextDecoder()
      const reader = reply.body.getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        watch()
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

/** Null for what this version does not know or understand: a newer BFF may say more. */
export function parseEvent(name: string | undefined, data: string): StreamEvent | null {
  if (name === undefined || !isKnown(name)) return null
  try {
    const parsed = streamEvents[name].safeParse(JSON.parse(data))
    return parsed.success ? ({ event: name, data: parsed.data } as StreamEvent) : null // name and parser belong together
  } catch {
    return null
  }
}

function isKnown(name: string): name is StreamEventName {
  return Object.hasOwn(streamEvents, name)
}
