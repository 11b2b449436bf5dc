import type { JsonObject } from '../json.ts'
import type { Change } from '../tenant/directory.ts'
import type { ChangeType, Subscription } from './subscription.ts'

const TICKS_AT_EPOCH = 621_355_968_000_000_000

/** What there is to tell a subscriber; the envelope is written when it is sent. */
export type News =
  | { is: 'change'; changeType: ChangeType; userId: string; at: number; seq: number }
  | { is: 'lifecycle' }

/**
 * What a change is to a subscriber: creating, changing, deleting and restoring are all `updated`; only what is gone for
 * good is `deleted` (graph-facts §5.2).
 */
export function newsOf(subscription: Subscription, { kind, userId, at, seq }: Change): News | undefined {
  const changeType = kind === 'purged' ? 'deleted' : 'updated'
  if (!subscription.changeTypes.includes(changeType)) return undefined
  if (subscription.userId !== undefined && subscription.userId !== userId.toLowerCase()) return undefined
  return { is: 'change', changeType, userId, at, seq }
}

/** One of a notification's `value`: ids only, never what changed (graph-facts §5.2). */
export function presentNews(subscription: Subscription, news: News): JsonObject {
  const { id, tenantId, clientState, expiresAt } = subscription
  const envelope = {
    subscriptionId: id,
    subscriptionExpirationDateTime: offsetTime(expiresAt),
    tenantId,
    clientState: clientState ?? null,
  }
  if (news.is === 'lifecycle') return { ...envelope, lifecycleEvent: 'reauthorizationRequired' }
  const path = `Users/${news.userId}`
  return {
    ...envelope,
    changeType: news.changeType,
    resource: path,
    resourceData: {
      '@odata.type': '#Microsoft.Graph.User',
      '@odata.id': path,
      id: news.userId,
      organizationId: tenantId,
      // .NET ticks; larger than a double holds exactly, as in Graph's own.
      sequenceNumber: TICKS_AT_EPOCH + news.at * 10_000 + (news.seq % 10_000),
    },
  }
}

/** With an offset and not with Z, as live ones have it: `2022-12-10T10:23:45.9356913-08:00`. */
function offsetTime(at: number): string {
  const hoursBehind = 8
  return `${new Date(at - hoursBehind * 3_600_000).toISOString().replace('Z', '')}0000-08:00`
}
