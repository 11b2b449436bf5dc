import type { Subscription } from './subscription.ts'

/** All subscriptions of all tenants. Expired ones are gone without a word (graph-facts §5.2). */
export interface SubscriptionStore {
  live: (now: number) => Subscription[]
  find: (id: string, now: number) => Subscription | undefined
  add: (subscription: Subscription) => void
  /** @returns false when there was none */
  remove: (id: string) => boolean
  /** In place of all that are there. */
  load: (subscriptions: readonly Subscription[]) => void
}

export function createSubscriptionStore(): SubscriptionStore {
  const byId = new Map<string, Subscription>()
  const dropExpired = (now: number) => {
    for (const { id, expiresAt } of byId.values()) if (expiresAt <= now) byId.delete(id)
  }
  return {
    live(now) {
      dropExpired(now)
      return [...byId.values()]
    },
    find(id, now) {
      dropExpired(now)
      return byId.get(id.toLowerCase())
    },
    add: (subscription) => void byId.set(subscription.id, subscription),
    remove: (id) => byId.delete(id.toLowerCase()),
    load(subscriptions) {
      byId.clear()
      for (const subscription of subscriptions) byId.set(subscription.id, subscription)
    },
  }
}
