import { z } from 'zod'

/** As long as a subscription to users may live, less a day (graph-facts §5.2: under 29 days). */
export const SUBSCRIPTION_MS = 28 * 86_400_000

export interface GraphSubscription {
  id: string
  expiresAt: Date
}

const Answer = z.looseObject({ id: z.string(), expirationDateTime: z.string() })

const Listed = z.looseObject({ value: z.array(z.looseObject({ id: z.string(), notificationUrl: z.string() })) })

/** Parses `GET /subscriptions`: our app's in this tenant. @throws ZodError */
export function toSubscriptions(json: unknown): { id: string; notificationUrl: string }[] {
  return Listed.parse(json).value.map(({ id, notificationUrl }) => ({ id, notificationUrl }))
}

/** Parses Graph's subscription resource. @throws ZodError */
export function toSubscription(json: unknown): GraphSubscription {
  const { id, expirationDateTime } = Answer.parse(json)
  return { id, expiresAt: new Date(expirationDateTime) }
}

/**
 * What to be told: every change of a user, by id only. `created` does not exist for users; creating one is an update
 * (graph-facts §5.2). Lifecycle notices go to the same place, and must be asked for from the start.
 */
export function subscriptionBody(request: { url: string; clientState: string; expiresAt: Date }) {
  return {
    changeType: 'updated,deleted',
    resource: 'users',
    notificationUrl: request.url,
    lifecycleNotificationUrl: request.url,
    clientState: request.clientState,
    expirationDateTime: request.expiresAt.toISOString(),
  }
}
