import { createParser } from 'eventsource-parser'
import type { Environment } from '../options.ts'
import type { Caller } from './caller.ts'
import type { EventOf, Parser } from './parser.ts'

const BACKOFF_FIRST_MS = 1_000
const BACKOFF_MAX_MS = 30_000
/** Longer than any pause between the BFF's comments, so that only a dead line is given up. */
const SILENCE_MAX_MS = 90_000

export interface StreamOptions<Event> {
  client: Pick<Caller<'stream'>, 'open'>
  parseEvent: ParseEvent<Event>
  environment: Pick<Environment, 'random' | 'after'>
  onEvent: (event: Event) => void
  /** `open` after a break means that something may have been missed. */
  onState: (state: 'open' | 'broken') => void
}

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) read with fetch, so that the
 * Authorization header travels. Reconnects for ever, with backoff and jitter. Answers how to stop.
 */
export function openStream<Event>({
  client,
  environment,
  parseEvent,
  onEvent,
  onState,
}: StreamOptions<Event>): () => void {
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

/** Null for what this page does not know or understand: a newer BFF may say more. */
export type ParseEvent<Event> = (name: string | undefined, data: string) => Event | null

/** Understands the events of a table, which may be a part of all there are. */
export function parserOf<Table extends Record<string, Parser<unknown>>>(table: Table): ParseEvent<EventOf<Table>> {
  return (name, data) => {
    if (name === undefined || !Object.hasOwn(table, name)) return null
    try {
      const parsed = table[name]?.safeParse(JSON.parse(data))
      return parsed?.success ? ({ event: name, data: parsed.data } as EventOf<Table>) : null // name and parser belong together
    } catch {
      return null
    }
  }
}
