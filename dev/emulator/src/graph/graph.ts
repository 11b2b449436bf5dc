import type { JWTPayload } from 'jose'
import { type Json, parseJson } from '../json.ts'
import { type Route, type RouteMatch, findRoute, segmentsOf } from '../route.ts'
import type { World } from '../world.ts'
import { authenticate, authorize } from './access.ts'
import { deltaUsers } from './delta.ts'
import { getDeletedItem, listDeletedGroups, listDeletedUsers, purgeItem, restoreItem } from './deleted-items.ts'
import { type GraphHandler, type GraphReply, isEventual, option } from './graph-call.ts'
import { GraphRefusal, type RequestIds, errorBody, refuse, throttledBody } from './graph-refusal.ts'
import { countUsers, listUsers } from './list.ts'
import { objectRoutes } from './object-routes.ts'
import { checkQueryOptions } from './query-options.ts'
import type { QuotaCall } from './quota-costs.ts'
import { createQuota } from './quota.ts'
import { getManager, removeManager, setManager } from './relations.ts'
import {
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  reauthorizeSubscription,
  renewSubscription,
} from '../subscriptions/subscription-routes.ts'
import { createUser, deleteUser, getUser, revokeSignInSessions, updateUser } from './users.ts'

export type GraphRoute = Route<GraphHandler>

/** Everything under /v1.0 that is served; the special before the general. */
export const graphRoutes: GraphRoute[] = [
  { method: 'GET', pattern: '/users', handle: listUsers },
  { method: 'POST', pattern: '/users', handle: createUser },
  { method: 'GET', pattern: '/users/delta', handle: deltaUsers },
  { method: 'GET', pattern: '/users/$count', handle: countUsers },
  { method: 'GET', pattern: '/users/{id}', handle: getUser },
  { method: 'PATCH', pattern: '/users/{id}', handle: updateUser },
  { method: 'DELETE', pattern: '/users/{id}', handle: deleteUser },
  { method: 'GET', pattern: '/users/{id}/manager', handle: getManager },
  { method: 'PUT', pattern: '/users/{id}/manager/$ref', handle: setManager },
  { method: 'DELETE', pattern: '/users/{id}/manager/$ref', handle: removeManager },
  { method: 'POST', pattern: '/users/{id}/revokeSignInSessions', handle: revokeSignInSessions },
  { method: 'GET', pattern: '/directory/deletedItems/microsoft.graph.user', handle: listDeletedUsers },
  { method: 'GET', pattern: '/directory/deletedItems/microsoft.graph.group', handle: listDeletedGroups },
  { method: 'GET', pattern: '/directory/deletedItems/{id}', handle: getDeletedItem },
  { method: 'DELETE', pattern: '/directory/deletedItems/{id}', handle: purgeItem },
  { method: 'POST', pattern: '/directory/deletedItems/{id}/restore', handle: restoreItem },
  ...objectRoutes,
  { method: 'GET', pattern: '/subscriptions', handle: listSubscriptions },
  { method: 'POST', pattern: '/subscriptions', handle: createSubscription },
  { method: 'GET', pattern: '/subscriptions/{id}', handle: getSubscription },
  { method: 'PATCH', pattern: '/subscriptions/{id}', handle: renewSubscription },
  { method: 'DELETE', pattern: '/subscriptions/{id}', handle: deleteSubscription },
  { method: 'POST', pattern: '/subscriptions/{id}/reauthorize', handle: reauthorizeSubscription },
]

/** A request to Graph, apart from HTTP, so that a part of a batch is one too. */
export interface GraphRequest {
  match: RouteMatch<GraphHandler> | undefined
  method: string
  /** Without `/v1.0`. */
  path: string
  query: URLSearchParams
  headers: Headers
  bodyText: string
  ids: RequestIds
}

export interface ServedReply extends GraphReply {
  headers: Record<string, string>
  tenantId?: string
  /** The client, once its token was read. */
  appId?: string
  /** What the call cost. */
  resourceUnits?: number
}

export function createGraph(world: World) {
  const { quotaScale: scale, quotaTimeScale: timeScale, quotaRefusal: refusal, random } = world
  const quota = createQuota({ scale, timeScale, refusal, random })
  const tokens = new Map<string, JWTPayload>()

  /** Token, quota, permission, then the call itself; every refusal in Graph's own shape. */
  async function serve(request: GraphRequest): Promise<ServedReply> {
    const { ids, match, method, query, headers } = request
    let spent: Record<string, string> = {}
    let who: Pick<ServedReply, 'tenantId' | 'appId' | 'resourceUnits'> = {}
    try {
      const access = await authenticate(world, tokens, headers)
      const { tenant, roles, appId } = access
      who = { tenantId: tenant.id, appId }
      const pattern = match?.route.pattern ?? request.path
      const verdict = quota.spend(tenant, appId, { method, pattern, ...modifiers(query, headers) }, world.now())
      spent = verdict.headers
      who.resourceUnits = verdict.resourceUnits
      if (verdict.isThrottled)
        return { status: 429, body: throttledBody(ids, world.now()), headers: replyHeaders(ids, spent), ...who }
      if (!match) throw unknownPath(request)
      authorize(world, roles, method, pattern)
      checkQueryOptions(query)
      const body = readBody(request)
      world.replication.beginCall({ isIndex: isEventual(headers) })
      const reply = await match.route.handle({
        world,
        tenant,
        appId,
        roles,
        params: match.params,
        query,
        headers,
        body,
      })
      return { ...reply, headers: replyHeaders(ids, spent, reply.headers), ...who }
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error
      return {
        status: error.status,
        body: errorBody(error, ids, world.now()),
        headers: replyHeaders(ids, spent, error.headers),
        ...who,
      }
    }
  }

  /** Runs something behind a token check, such as a batch, whose parts are then served one by one. */
  async function admit(ids: RequestIds, headers: Headers, run: () => Promise<Json>): Promise<ServedReply> {
    try {
      const { tenant, appId } = await authenticate(world, tokens, headers)
      return { status: 200, body: await run(), headers: replyHeaders(ids), tenantId: tenant.id, appId }
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error
      const body = errorBody(error, ids, world.now())
      return { status: error.status, body, headers: replyHeaders(ids, error.headers) }
    }
  }

  return {
    serve,
    admit,
    gauges: () => quota.gauges(world.now()),
    /** Quotas start anew, and no token is remembered. */
    reset(): void {
      quota.reset()
      tokens.clear()
    },
  }
}

function modifiers(query: URLSearchParams, headers: Headers): Omit<QuotaCall, 'method' | 'pattern'> {
  const top = option(query, 'top')
  return {
    hasSelect: option(query, 'select') !== undefined,
    hasExpand: option(query, 'expand') !== undefined,
    hasSmallTop: top !== undefined && Number(top) < 20,
    priority: priorityOf(headers.get('x-ms-throttle-priority')),
  }
}

function priorityOf(text: string | null): QuotaCall['priority'] {
  const wanted = text?.toLowerCase()
  return wanted === 'low' ? 'Low' : wanted === 'high' ? 'High' : 'Normal'
}
/** In characters; Graph speaks of 4 MB for a request (https://learn.microsoft.com/graph/sdks/large-file-upload). */
const BODY_MAX = 4_000_000

function readBody({ method, headers, bodyText }: GraphRequest): Json | undefined {
  if (method === 'GET' || bodyText === '') return undefined
  if (bodyText.length > BODY_MAX)
    throw new GraphRefusal(413, 'RequestEntityTooLarge', 'The request body is larger than 4 MB.')
  if (!headers.get('content-type')?.toLowerCase().includes('json'))
    throw refuse.malformed('A supported MIME type could not be found that matches the content type of the request.')
  const body = parseJson(bodyText)
  if (body === undefined)
    throw refuse.malformed(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    )
  return body
}

function unknownPath({ method, path }: GraphRequest): GraphRefusal {
  const segments = segmentsOf(path)
  if (!segments) return refuse.malformed('The request URL is not valid.')
  const isKnown = graphRoutes.some((route) => findRoute(graphRoutes, route.method, segments) !== undefined)
  return isKnown
    ? new GraphRefusal(
        405,
        'Request_BadRequest',
        `Specified HTTP method '${method}' is not allowed for the request target.`,
      )
    : refuse.malformed(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`)
}

/** What every answer of Graph's carries (graph-facts §1.1, §2.2 real headers). */
export function replyHeaders(
  { requestId, clientRequestId }: RequestIds,
  ...more: (Record<string, string> | undefined)[]
): Record<string, string> {
  return Object.assign(
    {
      'cache-control': 'no-cache',
      'strict-transport-security': 'max-age=31536000',
      'request-id': requestId,
      'client-request-id': clientRequestId,
      'x-ms-ags-diagnostic':
        '{"ServerInfo":{"DataCenter":"Emulator","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"EMULATOR"}}',
      'odata-version': '4.0',
    },
    ...more,
  )
}
