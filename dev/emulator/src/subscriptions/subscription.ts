import type { JsonObject } from '../json.ts'

export type ChangeType = 'updated' | 'deleted'

/** A request to be told of changes, as Graph keeps it (graph-facts §5.2). Times in ms since 1970. */
export interface Subscription {
  id: string
  tenantId: string
  /** The client id of the app that made it. */
  appId: string
  /** Object id of that app's service principal in the tenant. */
  creatorId: string
  /** As the client wrote it: `users`, or `users/{id}`. */
  resource: string
  /** The one user it is about; absent for all. */
  userId?: string
  changeTypes: ChangeType[]
  notificationUrl: string
  lifecycleNotificationUrl?: string
  clientState?: string
  latestSupportedTlsVersion: string
  expiresAt: number
  /** Until then the token behind it is good; renewing and reauthorizing prolong it. */
  authorizedUntil: number
  /** When the app was asked to reauthorize last. */
  warnedAt?: number
  /** The last change of the directory that was looked at for it. */
  seq: number
}

/** Seven decimals, as Graph writes it. */
const graphTime = (at: number) => new Date(at).toISOString().replace('Z', '0000Z')

/** As the subscription resource shows it (CSDL, `microsoft.graph.subscription`). */
export function presentSubscription(subscription: Subscription): JsonObject {
  const { id, resource, appId, changeTypes, clientState, notificationUrl, expiresAt, creatorId } = subscription
  return {
    id,
    resource,
    applicationId: appId,
    changeType: changeTypes.join(','),
    clientState: clientState ?? null,
    notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl ?? null,
    expirationDateTime: graphTime(expiresAt),
    creatorId,
    includeResourceData: null,
    latestSupportedTlsVersion: subscription.latestSupportedTlsVersion,
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  }
}
