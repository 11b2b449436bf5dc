import { randomUUID } from 'node:crypto'
import type { GraphCall, GraphHandler } from '../graph/graph-call.ts'
import { GraphRefusal, refuse } from '../graph/graph-refusal.ts'
import { shakeHands } from './handshake.ts'
import { type Subscription, presentSubscription } from './subscription.ts'
import { readRenewal, readSubscription } from './subscription-rules.ts'

/** How many there may be (graph-facts §1.5). */
const PER_APP_AND_TENANT = 100
const PER_TENANT = 1000
const PER_APP = 50_000

/** How long the token lives that stands behind a subscription (graph-facts §5.2). */
const AUTHORIZATION_MS = 60 * 60_000

/** POST /subscriptions → 201, once the endpoints have shaken hands (graph-facts §5.2). */
export const createSubscription: GraphHandler = async (call) => {
  const { world, tenant, appId } = call
  const wanted = readSubscription(call.body, world.now())
  if (wanted.userId !== undefined && !tenant.directory.newest(wanted.userId)) throw refuse.notFound(wanted.userId)
  checkNew(call, wanted)
  const outgoing = { fetch: world.notificationFetch, now: world.now }
  await shakeHands(outgoing, wanted.notificationUrl)
  if (wanted.lifecycleNotificationUrl !== undefined) await shakeHands(outgoing, wanted.lifecycleNotificationUrl)
  // Two clients that asked at the same time: the second one comes too late.
  checkNew(call, wanted)
  const subscription: Subscription = {
    id: randomUUID(),
    tenantId: tenant.id,
    appId,
    creatorId: tenant.servicePrincipal?.id ?? '',
    ...wanted,
    authorizedUntil: world.now() + AUTHORIZATION_MS,
    seq: tenant.directory.lastSeq(),
  }
  world.subscriptions.add(subscription)
  world.touch()
  return { status: 201, body: { ...entity(call), ...presentSubscription(subscription) } }
}

/** GET /subscriptions: those of the calling app in this tenant. */
export const listSubscriptions: GraphHandler = (call) => {
  const value = own(call).map(presentSubscription)
  return { status: 200, body: { '@odata.context': contextOf(call), value } }
}

/** GET /subscriptions/{id} */
export const getSubscription: GraphHandler = (call) => {
  return { status: 200, body: { ...entity(call), ...presentSubscription(ownOne(call)) } }
}

/** PATCH /subscriptions/{id}: renews, and reauthorizes with it (graph-facts §5.2). */
export const renewSubscription: GraphHandler = (call) => {
  const subscription = ownOne(call)
  subscription.expiresAt = readRenewal(call.body, call.world.now())
  authorizeAnew(call, subscription)
  return { status: 200, body: { ...entity(call), ...presentSubscription(subscription) } }
}

/** POST /subscriptions/{id}/reauthorize: only that (graph-facts §5.2). */
export const reauthorizeSubscription: GraphHandler = (call) => {
  authorizeAnew(call, ownOne(call))
  return { status: 204 }
}

/** DELETE /subscriptions/{id} → 204 */
export const deleteSubscription: GraphHandler = (call) => {
  call.world.subscriptions.remove(ownOne(call).id)
  call.world.touch()
  return { status: 204 }
}

function authorizeAnew({ world }: GraphCall, subscription: Subscription): void {
  subscription.authorizedUntil = world.now() + AUTHORIZATION_MS
  delete subscription.warnedAt
  world.touch()
}

/** @throws GraphRefusal 403 over a quota, 409 for one that is there already */
function checkNew(call: GraphCall, wanted: Pick<Subscription, 'changeTypes' | 'resource'>): void {
  const { world, tenant, appId } = call
  const live = world.subscriptions.live(world.now())
  const tooMany = (isCounted: (one: Subscription) => boolean, max: number) => live.filter(isCounted).length >= max
  const isMine = (one: Subscription) => one.tenantId === tenant.id && one.appId === appId
  if (tooMany(isMine, PER_APP_AND_TENANT)) throw overQuota('per app and tenant')
  if (tooMany(({ tenantId }) => tenantId === tenant.id, PER_TENANT)) throw overQuota('per tenant for all apps')
  if (tooMany((one) => one.appId === appId, PER_APP)) throw overQuota('per app for all tenants')
  const kind = ({ changeTypes, resource }: Pick<Subscription, 'changeTypes' | 'resource'>) =>
    `${changeTypes.toSorted((a, b) => a.localeCompare(b)).join()} ${resource.toLowerCase().replace(/^\/|\/$/g, '')}`
  const twin = live.find((one) => isMine(one) && kind(one) === kind(wanted))
  if (twin)
    // The code is a live one, of another resource (abraunegg/onedrive, webhook.d).
    throw new GraphRefusal(
      409,
      'ObjectIdentifierInUse',
      `Subscription Id ${twin.id} already exists for the requested combination`,
    )
}

/** Code and frame are live ones, of another resource (abraunegg/onedrive, webhook.d). */
function overQuota(which: string): GraphRefusal {
  const reason = `Number of subscriptions ${which} has exceeded limit`
  const message = `Operation: Create; Exception: [Status Code: Forbidden; Reason: ${reason}]`
  return new GraphRefusal(403, 'ExtensionError', message)
}

function own({ world, tenant, appId }: GraphCall): Subscription[] {
  return world.subscriptions.live(world.now()).filter((one) => one.tenantId === tenant.id && one.appId === appId)
}

/** Another app's looks as if it were not there: a belief. */
function ownOne(call: GraphCall): Subscription {
  const id = call.params.id?.toLowerCase()
  const found = own(call).find((one) => one.id === id)
  if (!found) throw new GraphRefusal(404, 'ResourceNotFound', 'The object was not found.')
  return found
}

function contextOf({ world }: GraphCall): string {
  return `${world.graphOrigin}/v1.0/$metadata#subscriptions`
}

function entity(call: GraphCall): { '@odata.context': string } {
  return { '@odata.context': `${contextOf(call)}/$entity` }
}
