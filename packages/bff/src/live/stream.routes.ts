import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { StreamEvent } from '@plumm/entra-shared'
import type { LiveNotice } from '../db/live-notice.ts'
import type { ViewFacts } from '../connection/view.ts'
import { type Db, inCompany } from '../db/tenancy.ts'
import type { Serve } from '../http/contract.ts'
import { type Session, may } from '../http/session.ts'
import type { LiveHub } from './hub.ts'
import { readLive } from './live-view.ts'

const HEARTBEAT_MS = 15_000
/** Changes that come together are read together. */
const GATHER_MS = 25
/** More people than this at once are told to read again. */
const PEOPLE_MAX = 500

interface StreamDeps {
  db: Db
  hub: LiveHub
  now: () => Date
  viewFacts: () => ViewFacts
}

/** `GET /api/stream`: what changed in this company, as far as the session may see it, until the session ends. */
export function streamRoutes(serve: Serve, deps: StreamDeps): void {
  serve('stream', async ({ session, context }) => {
    context.header('cache-control', 'no-store')
    context.header('x-accel-buffering', 'no')
    return streamSSE(context, (stream) => run(stream, session, deps))
  })
}

async function run(stream: SSEStreamingApi, session: Session, { db, hub, now, viewFacts }: StreamDeps): Promise<void> {
  const gathered = new Gathering()
  const unsubscribe = hub.subscribe(session.companyId, (notice) => gathered.add(notice))
  const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS)
  // A token outlives no stream: the widget comes back with a fresh one, and a permission taken away ends here.
  const end = setTimeout(() => gathered.end(), Math.max(0, session.expiresAt.getTime() - now().getTime()))
  stream.onAbort(() => gathered.end())
  try {
    await stream.write(': welcome\n\n')
    for (;;) {
      const wish = await gathered.next()
      if (!wish || stream.aborted) return
      const events = await inCompany(db, session.companyId, (trx) =>
        readLive(trx, session.companyId, wish, { isReader: may(session, 'integrations:read'), facts: viewFacts() }),
      )
      for (const event of events) await write(stream, event)
    }
  } finally {
    clearInterval(heartbeat)
    clearTimeout(end)
    unsubscribe()
  }
}

async function write(stream: SSEStreamingApi, { event, data }: StreamEvent): Promise<void> {
  await stream.writeSSE({ event, data: JSON.stringify(data) })
}

export interface Wish {
  people: string[]
  connection: boolean
  audit: { from: number; to: number } | null
  resync: boolean
}

/** Collects notices for a moment, so that a first sync does not read the database once per person. */
class Gathering {
  #people = new Set<string>()
  #connection = false
  #audit: { from: number; to: number } | null = null
  #isOver = false
  #wake: (() => void) | null = null

  add(notice: LiveNotice): void {
    for (const id of notice.people ?? []) this.#people.add(id)
    if (notice.connection) this.#connection = true
    if (notice.audit !== undefined) {
      this.#audit = {
        from: Math.min(this.#audit?.from ?? notice.audit, notice.audit),
        to: Math.max(this.#audit?.to ?? 0, notice.audit),
      }
    }
    this.#wake?.()
  }

  end(): void {
    this.#isOver = true
    this.#wake?.()
  }

  async next(): Promise<Wish | null> {
    while (!this.#isOver && this.#people.size === 0 && !this.#connection && !this.#audit) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#isOver) return null
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS))
    const isTooMany = this.#people.size > PEOPLE_MAX
    const wish: Wish = {
      people: isTooMany ? [] : [...this.#people],
      connection: this.#connection || this.#people.size > 0,
      audit: this.#audit,
      resync: isTooMany,
    }
    this.#people = new Set()
    this.#connection = false
    this.#audit = null
    return wish
  }
}
