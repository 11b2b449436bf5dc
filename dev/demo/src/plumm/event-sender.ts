import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { type PlummPerson, withoutReason } from './person.ts'
import type { PeopleStore } from './people-store.ts'

/** The most people one event may carry (design §6, Events). */
const PEOPLE_MAX = 1000
const RETRY_MS_MIN = 250
const RETRY_MS_MAX = 5_000
const ATTEMPT_TIMEOUT_MS = 10_000

export interface EventSenderOptions {
  people: Pick<PeopleStore, 'untold' | 'markTold'>
  /** The BFF's `POST /webhooks/plumm`. */
  url: string
  /** `whsec_…`, Standard Webhooks. */
  secret: string
  fetch: typeof fetch
  now: () => Date
  /** Waits before the next attempt; ends early when `signal` says so. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  signal: AbortSignal
}

/**
 * Tells the BFF who changed, as Plumm does: signed `person.changed` events, one at a time per company, tried again
 * until the BFF has answered with a 2xx. Only the newest state of a person is ever owed, so nothing piles up.
 *
 * @returns Call it when people of a company have changed.
 */
export function createEventSender(options: EventSenderOptions): (companyId: string) => void {
  const busy = new Set<string>()
  const sendAll = async (companyId: string) => {
    for (;;) {
      const people = options.people.untold(companyId).slice(0, PEOPLE_MAX)
      if (people.length === 0 || options.signal.aborted) return
      await deliver(companyId, people, options)
      options.people.markTold(companyId, people)
    }
  }
  return (companyId) => {
    if (busy.has(companyId)) return
    busy.add(companyId)
    sendAll(companyId)
      .catch(() => undefined) // Only shutting down ends it; what is untold is on disk and goes out after the restart.
      .finally(() => busy.delete(companyId))
  }
}

async function deliver(companyId: string, people: readonly PlummPerson[], options: EventSenderOptions): Promise<void> {
  const id = `evt_${randomUUID()}`
  const timestamp = options.now()
  const body = JSON.stringify({
    type: 'person.changed',
    timestamp: timestamp.toISOString(),
    data: { companyId, people: people.map(withoutReason) },
  })
  for (let retryMs = RETRY_MS_MIN; ; retryMs = Math.min(retryMs * 2, RETRY_MS_MAX)) {
    // The signature's time is the attempt's, so that a late retry is not refused as a replay.
    const sentAt = options.now()
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(options.secret).sign(id, sentAt, body),
    }
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)])
    const reply = await options.fetch(options.url, { method: 'POST', headers, body, signal }).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.ok) return
    await options.wait(retryMs, options.signal)
  }
}
