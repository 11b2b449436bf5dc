import { createHash } from 'node:crypto'
import { type Standing, readStanding } from '../connection/standing.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { TenantGraph } from '../graph/graph.ts'
import { SUBSCRIPTION_MS } from '../graph/subscriptions.ts'
import { afterFailure } from './after-failure.ts'
import type { SyncDeps } from './deps.ts'
import { type StoredSubscription, readSubscription, writeSubscription } from './subscription.store.ts'

/**
 * Renewing also reauthorizes, without which delivery pauses after an hour, and finds out that a subscription is lost,
 * which nobody is told of (graph-facts §5.2).
 */
const RENEW_EVERY_MS = 45 * 60_000
/** After a refusal: delta goes on meanwhile, so there is no hurry. */
const TRY_AGAIN_MS = 15 * 60_000

export interface SubscriptionDeps extends SyncDeps {
  /** Where Graph reaches us; null where it cannot, and delta alone watches. */
  notificationUrl: string | null
  newSecret: () => string
}

/** What is to be done about a subscription now. Pure. */
export function subscriptionStep(
  stored: StoredSubscription | null,
  generation: number,
  now: Date,
): 'create' | 'renew' | 'wait' {
  if (!stored || stored.generation !== generation) return 'create'
  if (stored.lookAt > now) return 'wait'
  return stored.subscriptionId === null || stored.expiresAt === null || stored.expiresAt <= now ? 'create' : 'renew'
}

/** Who notices a change made in Entra first: Microsoft's notices, or, while none can be had, our asking alone. */
export async function watchedBy(
  trx: CompanyTrx,
  companyId: string,
  generation: number,
  now: Date,
): Promise<'notices' | 'asking'> {
  const stored = await readSubscription(trx, companyId)
  const isAlive = stored?.generation === generation && stored.expiresAt !== null && stored.expiresAt > now
  return isAlive && stored.subscriptionId !== null ? 'notices' : 'asking'
}

/**
 * Keeps the connection's subscription alive: made, renewed, made again when Microsoft has lost it. It only
 * makes drift faster: whatever goes wrong here, the delta query sees every change (design §5, Drift).
 */
export async function keepSubscribed(companyId: string, standing: Standing, deps: SubscriptionDeps): Promise<void> {
  if (deps.notificationUrl === null) return
  const { generation, tenantId } = standing
  const stored = await inCompany(deps.db, companyId, (trx) => readSubscription(trx, companyId))
  const now = deps.now()
  const graph = deps.graphFor(tenantId, companyId)
  const expiresAt = new Date(now.getTime() + SUBSCRIPTION_MS)
  const step = subscriptionStep(stored, generation, now)
  if (step === 'wait') return
  if (step === 'renew' && stored?.subscriptionId) {
    const renewed = await graph.renewSubscription(stored.subscriptionId, expiresAt)
    if (renewed.ok) return store({ ...stored, expiresAt: renewed.value.expiresAt, lookAt: later(RENEW_EVERY_MS) })
    if (renewed.failure.is !== 'not-found') {
      await raise(renewed.failure)
      return store({ ...stored, lookAt: later(TRY_AGAIN_MS) })
    }
    deps.log.warn({ companyId }, 'Microsoft has lost the subscription for change notifications; a new one is made')
  }
  const obstacle = await clearAway(graph, deps.notificationUrl)
  if (obstacle) return raise(obstacle)
  const clientState = deps.newSecret()
  const made = await graph.createSubscription({ url: deps.notificationUrl, clientState, expiresAt })
  if (!made.ok) {
    deps.log.warn({ companyId, failure: made.failure.is }, 'no change notifications for now; delta goes on')
    await raise(made.failure)
    return store({
      subscriptionId: null,
      clientStateHash: null,
      expiresAt: null,
      generation,
      lookAt: later(TRY_AGAIN_MS),
    })
  }
  return store({
    subscriptionId: made.value.id,
    clientStateHash: hashClientState(clientState),
    expiresAt: made.value.expiresAt,
    generation,
    lookAt: later(RENEW_EVERY_MS),
  })

  /** A key that has expired concerns everything, not only notifications: it is said at the first sign. */
  async function raise(failure: GraphFailure): Promise<void> {
    const failed = afterFailure(failure, { createIntended: false })
    if (failed.is === 'attention') await deps.raiseAttention(companyId, generation, failed.reason)
  }

  function later(ms: number): Date {
    return new Date(now.getTime() + ms)
  }

  async function store(subscription: StoredSubscription): Promise<void> {
    await inCompany(deps.db, companyId, async (trx) => {
      await writeSubscription(trx, companyId, subscription)
      const hadOne = (stored?.subscriptionId ?? null) !== null
      if (hadOne !== (subscription.subscriptionId !== null)) await notifyLive(trx, { companyId, connection: true })
    })
  }
}

/** What a lost reply or an earlier connection left behind: it would be in the way of a new one (graph-facts §5.2, 409). */
async function clearAway(graph: TenantGraph, url: string): Promise<GraphFailure | null> {
  const existing = await graph.listSubscriptions()
  if (!existing.ok) return existing.failure
  for (const { id, notificationUrl } of existing.value) {
    if (notificationUrl === url) await graph.deleteSubscription(id)
  }
  return null
}

/** As long as Disconnect may wait for Microsoft. */
const DROP_MS = 3_000

/**
 * Ends the subscription at Microsoft, as far as that works within a moment: Disconnect waits for nobody. One that stays
 * ends by itself within a month, and its notices are no longer anybody's.
 */
export async function dropSubscription(
  companyId: string,
  { db, graphFor }: Pick<SyncDeps, 'db' | 'graphFor'>,
): Promise<void> {
  const found = await inCompany(db, companyId, async (trx) => {
    const [standing, stored] = [await readStanding(trx, companyId), await readSubscription(trx, companyId)]
    return standing && stored?.subscriptionId ? { tenantId: standing.tenantId, id: stored.subscriptionId } : null
  })
  if (!found) return
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, DROP_MS)
  await Promise.race([graphFor(found.tenantId, companyId).deleteSubscription(found.id), enough])
  clearTimeout(timer)
}

/** Notifications are compared with this; the value itself is known to Microsoft alone. */
export function hashClientState(clientState: string): string {
  return createHash('sha256').update(clientState).digest('hex')
}
