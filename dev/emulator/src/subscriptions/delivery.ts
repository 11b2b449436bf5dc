import { seededChance } from '../chance.ts'
import type { Directory } from '../tenant/directory.ts'
import {
  type EndpointHealth,
  type EndpointState,
  FIRST_ANSWER_MS,
  LATER_ANSWER_MS,
  createEndpointHealth,
} from './endpoint-health.ts'
import type { Outgoing } from './handshake.ts'
import { type News, newsOf, presentNews } from './notification.ts'
import type { Subscription } from './subscription.ts'
import type { SubscriptionStore } from './subscription-store.ts'

const MINUTE_MS = 60_000
/** What cannot be delivered is tried that long (graph-facts §5.2). */
const TRIED_MS = 4 * 60 * MINUTE_MS
const FIRST_RETRY_MS = 10_000
const RETRY_MS_MAX = 30 * MINUTE_MS
/** New notifications to a slow endpoint come that much later (graph-facts §5.2). */
const SLOW_DELAY_MS = 10 * MINUTE_MS
/** The app is asked to reauthorize so long before the token runs out, and as often (lifecycle page, sample). */
const WARN_MS = 15 * MINUTE_MS
const KEPT_MAX = 200

/** How unkind delivery is. */
export interface NotificationHabits {
  /** Each notification comes up to that much later. */
  delayMs: number
  /** That share of notifications comes twice. */
  repeatRate: number
  /** So many may share one POST. */
  batchMax: number
  /** Without renewal, delivery stops after an hour also where there is no lifecycleNotificationUrl to warn at. */
  lapsesUnwarned: boolean
}

/** One POST, for people to look at. */
export interface DeliveryRecord {
  /** ms since 1970 */
  at: number
  url: string
  subscriptionIds: string[]
  /** How many notifications were in it. */
  count: number
  /** 0 when there was no answer. */
  status: number
  tookMs: number
  isDelivered: boolean
}

/** What a look at the post box came to. */
export interface DeliveryCounts {
  delivered: number
  /** Not delivered; they are tried again. */
  failed: number
  /** Nobody will hear of them. */
  lost: number
  /** Not due yet. */
  waiting: number
}

export interface Delivery {
  habits: NotificationHabits
  /** Sends what is due by `now()`. */
  deliver: () => Promise<DeliveryCounts>
  records: () => DeliveryRecord[]
  endpointState: (url: string) => EndpointState
  waitingFor: (subscriptionId: string) => number
  reset: () => void
}

interface Waiting {
  subscriptionId: string
  url: string
  news: News
  dueAt: number
  firstAt: number
  attempts: number
}

export interface DeliveryDeps extends Outgoing {
  subscriptions: SubscriptionStore
  directoryOf: (tenantId: string) => Directory | undefined
  /** False when the tenant took the app's permission back: nothing is sent meanwhile. */
  mayRead: (subscription: Subscription) => boolean
  seed: number
  habits: NotificationHabits
}

/**
 * Brings changes to subscribers as Graph does: late, in bundles, sometimes twice, and after four hours not at all
 * (graph-facts §5.2). It does nothing by itself: whoever owns the clock calls `deliver`.
 */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { fetch, now, subscriptions, directoryOf, mayRead, seed } = deps
  const habits = { ...deps.habits }
  let chance = seededChance(seed)
  let waiting: Waiting[] = []
  let records: DeliveryRecord[] = []
  const endpoints = new Map<string, EndpointHealth>()
  let running = Promise.resolve({ delivered: 0, failed: 0, lost: 0, waiting: 0 })

  function healthOf(url: string): EndpointHealth {
    const known = endpoints.get(url) ?? createEndpointHealth()
    endpoints.set(url, known)
    return known
  }

  function put(subscription: Subscription, url: string, news: News, delayMs: number): number {
    const state = healthOf(url).state(now())
    if (state === 'drop') return 1
    const dueAt = now() + delayMs + (state === 'slow' ? SLOW_DELAY_MS : 0)
    waiting.push({ subscriptionId: subscription.id, url, news, dueAt, firstAt: now(), attempts: 0 })
    return 0
  }

  /** @returns how many were dropped at once */
  function collect(): number {
    let dropped = 0
    for (const subscription of subscriptions.live(now())) {
      const directory = directoryOf(subscription.tenantId)
      if (!directory) continue
      const last = directory.lastSeq()
      for (const change of directory.changesBetween(subscription.seq, last)) {
        const news = newsOf(subscription, change)
        if (!news) continue
        const times = chance() < habits.repeatRate ? 2 : 1
        for (let time = 0; time < times; time += 1)
          dropped += put(subscription, subscription.notificationUrl, news, Math.floor(chance() * habits.delayMs))
      }
      subscription.seq = last
      warn(subscription)
    }
    return dropped
  }

  function warn(subscription: Subscription): void {
    const { lifecycleNotificationUrl: url, authorizedUntil, expiresAt, warnedAt = -Infinity } = subscription
    const isSoon = Math.min(authorizedUntil, expiresAt) - now() <= WARN_MS || !mayRead(subscription)
    if (url === undefined || !isSoon || now() - warnedAt < WARN_MS) return
    subscription.warnedAt = now()
    put(subscription, url, { is: 'lifecycle' }, 0)
  }

  /** Delivery pauses once the token behind it ran out; what is still young enough goes out after it was renewed. */
  function isPaused(subscription: Subscription): boolean {
    if (!mayRead(subscription)) return true
    const canLapse = subscription.lifecycleNotificationUrl !== undefined || habits.lapsesUnwarned
    return canLapse && subscription.authorizedUntil <= now()
  }

  async function deliverDue(): Promise<DeliveryCounts> {
    const counts: DeliveryCounts = { delivered: 0, failed: 0, lost: collect(), waiting: 0 }
    const due: { one: Waiting; subscription: Subscription }[] = []
    const later: Waiting[] = []
    for (const one of waiting) {
      const subscription = subscriptions.find(one.subscriptionId, now())
      if (!subscription || one.firstAt + TRIED_MS <= now()) counts.lost += 1
      else if (one.dueAt > now() || (one.news.is === 'change' && isPaused(subscription))) later.push(one)
      else due.push({ one, subscription })
    }
    waiting = later
    const parcels = new Map<string, (typeof due)[]>()
    for (const entry of due) {
      const mine = parcels.get(entry.one.url) ?? []
      parcels.set(entry.one.url, mine)
      const open = mine.at(-1)
      if (open && open.length < habits.batchMax) open.push(entry)
      else mine.push([entry])
    }
    await Promise.all(
      [...parcels].map(async ([url, bundles]) => {
        for (const bundle of bundles) await post(url, bundle, counts)
      }),
    )
    counts.waiting = waiting.length
    return counts
  }

  async function post(
    url: string,
    bundle: { one: Waiting; subscription: Subscription }[],
    counts: DeliveryCounts,
  ): Promise<void> {
    const limitMs = bundle.some(({ one }) => one.attempts === 0) ? FIRST_ANSWER_MS : LATER_ANSWER_MS
    const at = now()
    const signal = AbortSignal.timeout(limitMs)
    let status = 0
    try {
      const body = JSON.stringify({ value: bundle.map(({ one, subscription }) => presentNews(subscription, one.news)) })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
      await response.body?.cancel()
      status = response.status
    } catch {
      // No answer is an answer: it is tried again.
    }
    const tookMs = signal.aborted ? Math.max(limitMs, now() - at) : now() - at
    healthOf(url).answered(now(), tookMs)
    const isDelivered = status >= 200 && status < 300 && tookMs < limitMs
    const subscriptionIds = [...new Set(bundle.map(({ one }) => one.subscriptionId))]
    records.push({ at, url, subscriptionIds, count: bundle.length, status, tookMs, isDelivered })
    records = records.slice(-KEPT_MAX)
    if (isDelivered) {
      counts.delivered += bundle.length
      return
    }
    counts.failed += bundle.length
    for (const { one } of bundle) {
      const pauseMs = Math.min(RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** one.attempts)
      waiting.push({ ...one, attempts: one.attempts + 1, dueAt: now() + pauseMs })
    }
  }

  return {
    habits,
    deliver() {
      // One after the other, or the same notification would be sent by two at once.
      running = running.then(deliverDue, deliverDue)
      return running
    },
    records: () => records.toReversed(),
    endpointState: (url) => healthOf(url).state(now()),
    waitingFor: (id) => waiting.filter(({ subscriptionId }) => subscriptionId === id).length,
    reset() {
      waiting = []
      records = []
      endpoints.clear()
      chance = seededChance(seed)
    },
  }
}
