import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { readStanding } from '../connection/standing.ts'
import { inCompany, inSystem } from '../db/tenancy.ts'
import { type App, parse } from '../http/contract.ts'
import { readBounded } from '../http/read-bounded.ts'
import type { SyncDeps } from './deps.ts'
import { hashClientState } from './subscription.ts'
import { findSubscriptions, lookAtSubscription } from './subscription.store.ts'

export const GRAPH_NOTIFICATIONS_PATH = '/webhooks/graph'

const BODY_BYTES_MAX = 1024 * 1024

/** Graph's change and lifecycle notices (graph-facts §5.2). What they say about the user is not read: we look ourselves. */
const Notifications = z.looseObject({
  value: z
    .array(
      z.looseObject({
        subscriptionId: z.string().max(128),
        clientState: z.string().max(128).nullish(),
        lifecycleEvent: z.string().nullish(),
      }),
    )
    .max(1_000),
})

/**
 * `POST /webhooks/graph`: the handshake that proves the address is ours, and notices that something changed. A notice
 * counts only with its subscription's `clientState`, and then means no more than "look again": the connection's delta is
 * read now. Every notice is answered alike, so that nobody learns which subscriptions exist.
 */
export function graphNotificationRoutes(app: App, deps: SyncDeps): void {
  app.post(GRAPH_NOTIFICATIONS_PATH, async (context) => {
    const token = context.req.query('validationToken')
    // Plain text and never anything a browser would run (graph-facts §5.2).
    if (token !== undefined) return context.text(token.slice(0, 4_096), 200, { 'x-content-type-options': 'nosniff' })
    const body = await readBounded(context.req.raw, BODY_BYTES_MAX, 'A notification has 1 MiB at most.')
    const { value } = parse(Notifications, parseJson(body), 'body', 400)
    const found = await inSystem(deps.db, 'find-subscriptions', (trx) =>
      findSubscriptions(trx, [...new Set(value.map(({ subscriptionId }) => subscriptionId))].filter(isAnId)),
    )
    const companies = new Set(
      value.flatMap(({ subscriptionId, clientState }) => {
        const known = found.find((subscription) => subscription.subscriptionId === subscriptionId)
        return known && isSame(known.clientStateHash, hashClientState(clientState ?? '')) ? [known.companyId] : []
      }),
    )
    const asks = new Set(
      value.filter(({ lifecycleEvent }) => lifecycleEvent).map(({ subscriptionId }) => subscriptionId),
    )
    const renewals = new Set(found.filter(({ subscriptionId }) => asks.has(subscriptionId)).map((one) => one.companyId))
    for (const companyId of companies) await lookNow(companyId, renewals.has(companyId), deps)
    return context.body(null, 202)
  })
}

/**
 * One look waits per company however many notices come: that is what makes their repetition harmless. A lifecycle
 * notice asks for the subscription to be renewed, which that look does first.
 */
async function lookNow(companyId: string, renews: boolean, { db, queue, now }: SyncDeps): Promise<void> {
  await inCompany(db, companyId, async (trx) => {
    const standing = await readStanding(trx, companyId)
    if (standing?.state !== 'active') return
    if (renews) await lookAtSubscription(trx, companyId, now())
    await queue.sendCompany(trx, 'drift', companyId)
  })
}

/** Graph's are GUIDs; what else there is, such as U+0000, the database might not even take. */
function isAnId(text: string): boolean {
  return /^[\w-]+$/.test(text)
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
