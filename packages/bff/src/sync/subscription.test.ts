import { describe, expect, it } from 'vitest'
import { subscriptionStep } from './subscription.ts'
import type { StoredSubscription } from './subscription.store.ts'

const now = new Date('2026-11-24T09:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
const subscription: StoredSubscription = {
  subscriptionId: 'sub-1',
  clientStateHash: 'hash',
  expiresAt: inDays(20),
  lookAt: inDays(-1),
  generation: 3,
}

describe('a subscription for change notifications', () => {
  it.each<[string, StoredSubscription | null, string]>([
    ['is made where there is none', null, 'create'],
    ['is made anew for another connection', { ...subscription, generation: 2 }, 'create'],
    ['is made anew when it has ended', { ...subscription, expiresAt: inDays(-1) }, 'create'],
    [
      'is tried again after a refusal, in time',
      { ...subscription, subscriptionId: null, lookAt: inDays(-1) },
      'create',
    ],
    ['is not tried again at once', { ...subscription, subscriptionId: null, lookAt: inDays(1) }, 'wait'],
    ['is left in peace between looks', { ...subscription, lookAt: inDays(1) }, 'wait'],
    ['is renewed now and then: a lost one says nothing, and one that is not, pauses', subscription, 'renew'],
  ])('%s', (_, stored, step) => {
    expect(subscriptionStep(stored, 3, now)).toBe(step)
  })
})
