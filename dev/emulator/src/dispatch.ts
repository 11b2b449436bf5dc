import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Faults } from './faults.ts'
import { type Served, connectionLost, hangUntilAborted, playFault } from './fault-play.ts'
import { runBatch } from './graph/batch.ts'
import { type createGraph, graphRoutes } from './graph/graph.ts'
import { type Json, parseJson } from './json.ts'
import { USERINFO_PATH, loginRoutes, refuseMethod, serveLogin } from './login/login.ts'
import { type RequestLog, withoutSecrets } from './request-log.ts'
import { findRoute, patternName, segmentsOf } from './route.ts'
import { type World, findTenant } from './world.ts'

export interface DispatchOptions {
  world: World
  graph: ReturnType<typeof createGraph>
  faults: Faults
  log: RequestLog
  /** Answers under /_emulator. */
  control: (request: Request) => Response | Promise<Response>
  latencyMs: number
}

const BATCH_PATTERN = 'POST /$batch'

/** The calls that faults and hooks can be ordered for. */
export const servedPatterns = [...graphRoutes, ...loginRoutes].map(patternName).concat(BATCH_PATTERN)

interface Incoming {
  request: Request
  url: URL
  bodyText: string
  requestId: string
  clientRequestId: string
}

const isControlPath = (path: string) => path === '/_emulator' || path.startsWith('/_emulator/')
const isGraphPath = (path: string) => path.startsWith('/v1.0/')
const isLoginPath = (path: string) => {
  const segments = segmentsOf(path)
  return (
    segments !== undefined && ['GET', 'POST'].some((method) => findRoute(loginRoutes, method, segments) !== undefined)
  )
}

/** A tenant's id, a domain, or a word that stands for any tenant. */
const isAuthority = (segment: string) =>
  /^(organizations|common|consumers)$/i.test(segment) ||
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(segment) ||
  segment.includes('.')

/** The paths that are Microsoft's, or the emulator's own; narrow, since a host page may live on the same origin. */
export function handlesPath(path: string): boolean {
  if (isControlPath(path) || isGraphPath(path) || path === USERINFO_PATH) return true
  return isLoginPath(path) && isAuthority(path.split('/')[1] ?? '')
}

/** It goes back in a header, which does not take everything that a query does. */
function sendable(text: string | null): string | undefined {
  return text !== null && /^[ -~]+$/.test(text) ? text : undefined
}

/** Browsers ask first: both services let any page call them. */
function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': request.headers.get('origin') ?? '*',
      'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
      'access-control-max-age': '600',
    },
  })
}

/** Every call passes here: hooks, faults, latency, the service itself, the log. */
export function createDispatch(options: DispatchOptions): (request: Request) => Promise<Response> {
  const { world, graph, faults, log, control, latencyMs } = options

  return dispatch

  async function dispatch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (isControlPath(url.pathname)) return control(request)
    const isGraph = isGraphPath(url.pathname)
    if (!isGraph && !isLoginPath(url.pathname)) return new Response('Not found', { status: 404 })

    if (request.method === 'OPTIONS') return preflight(request)

    const requestId = randomUUID()
    const incoming: Incoming = {
      request,
      url,
      requestId,
      bodyText: request.method === 'GET' ? '' : await request.text(),
      clientRequestId:
        request.headers.get('client-request-id') ?? sendable(url.searchParams.get('client-request-id')) ?? requestId,
    }
    const { at, id } = { at: world.now(), id: log.nextId() }
    const service = isGraph ? graphService(incoming) : loginService(incoming)
    await faults.runBefore(service.pattern)
    if (latencyMs > 0) await wait(latencyMs * (0.5 + world.random()), undefined, { signal: request.signal })
    request.signal.throwIfAborted()

    const fault = faults.takeFault(service.pattern)
    const { response, ending, ...outcome } = await playFault(world, fault, {
      ids: incoming,
      isGraph,
      serve: service.serve,
    })
    const isReplyLost = fault === undefined && faults.takeLostReply(service.pattern)
    log.add({
      id,
      at,
      ...outcome,
      method: request.method,
      path: url.pathname + url.search,
      pattern: service.pattern,
      status: ending ? 0 : response.status,
      requestId,
      clientRequestId: incoming.clientRequestId,
      body: withoutSecrets(bodyForLog(incoming)),
      throttlePriority: request.headers.get('x-ms-throttle-priority') ?? undefined,
      userAgent: request.headers.get('user-agent') ?? undefined,
      ...(isReplyLost && { isReplyLost }),
    })
    await faults.runAfter(service.pattern)
    if (isReplyLost || ending === 'reset') throw connectionLost()
    if (ending === 'hang') await hangUntilAborted(request.signal)
    request.signal.throwIfAborted()
    return response
  }

  function graphService(incoming: Incoming): { pattern: string; serve: () => Promise<Served> } {
    const { request, url, requestId, clientRequestId, bodyText } = incoming
    const path = url.pathname.slice('/v1.0'.length)
    if (request.method === 'POST' && path === '/$batch') return batchService(incoming)
    const segments = segmentsOf(path)
    const match = segments && findRoute(graphRoutes, request.method, segments)
    return {
      pattern: match ? patternName(match.route) : `${request.method} ${path}`,
      serve: async () => {
        const ids = { requestId, clientRequestId }
        const { method, headers } = request
        const reply = await graph.serve({ match, method, path, query: url.searchParams, headers, bodyText, ids })
        const { tenantId, appId, resourceUnits } = reply
        const response = toResponse(reply.status, reply.text ?? reply.body, reply.headers)
        return {
          response,
          tenantId,
          ...(appId !== undefined && { appId }),
          ...(resourceUnits !== undefined && { resourceUnits }),
        }
      },
    }
  }

  function batchService({ request, requestId, clientRequestId, bodyText }: Incoming) {
    const authorization = request.headers.get('authorization') ?? ''
    const run = () =>
      runBatch(bodyText, async ({ method, url, headers, body }) => {
        const part = new Request(`${world.graphOrigin}/v1.0${url}`, {
          method,
          headers: { ...headers, authorization },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: request.signal,
        })
        const response = await dispatch(part)
        const answer = parseJson(await response.text())
        return { status: response.status, headers: Object.fromEntries(response.headers), body: answer }
      })
    return {
      pattern: BATCH_PATTERN,
      serve: async () => {
        const reply = await graph.admit({ requestId, clientRequestId }, request.headers, run)
        return { response: toResponse(reply.status, reply.body, reply.headers), tenantId: reply.tenantId }
      },
    }
  }

  function loginService(incoming: Incoming): { pattern: string; serve: () => Promise<Served> } {
    const { request, url, bodyText, clientRequestId } = incoming
    const match = findRoute(loginRoutes, request.method, segmentsOf(url.pathname) ?? [])
    const authority = match?.params.tenant?.toLowerCase() ?? ''
    return {
      pattern: match ? patternName(match.route) : `${request.method} ${url.pathname}`,
      serve: async () => {
        const response = await serveLogin(match?.route.handle ?? refuseMethod, {
          world,
          authority,
          request,
          url,
          form: new URLSearchParams(bodyText),
          correlationId: clientRequestId,
        })
        return { response, tenantId: findTenant(world, authority)?.id }
      },
    }
  }
}

function bodyForLog({ request, bodyText }: Incoming): Json | undefined {
  if (bodyText === '') return undefined
  if (request.headers.get('content-type')?.includes('form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(bodyText))
  return parseJson(bodyText) ?? bodyText
}

function toResponse(status: number, body: Json | undefined, headers: Record<string, string>): Response {
  if (body === undefined) return new Response(null, { status, headers })
  if (typeof body === 'string')
    return new Response(body, { status, headers: { 'content-type': 'text/plain', ...headers } })
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type':
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      ...headers,
    },
  })
}
