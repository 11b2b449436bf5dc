import { Client, type Context, type Middleware, ResponseType } from '@microsoft/microsoft-graph-client'
import { core } from 'zod'
import { lacksRequired } from '@plumm/entra-shared'
import type { TokenResult } from '../tokens/entra-token.ts'
import { type GraphFailure, classify, retryAfter } from './failure.ts'
import type { Grant, Wish } from './budget.ts'
import type { CallPriority, Throttle } from './throttle.ts'

export type GraphResult<T> =
  | { ok: true; value: T; requestId: string | null; clientRequestId: string }
  | { ok: false; failure: GraphFailure; requestId: string | null; clientRequestId: string }

export interface CallOptions {
  /** Ours; the audit intent has stored it before. */
  clientRequestId?: string
  /** People's changes go before sweeps (`x-ms-throttle-priority`). */
  priority?: CallPriority
  /** A write whose turn was waited for already (`writeTurn`), before its intent was committed. */
  hasTurn?: boolean
}

export interface GraphOptions {
  graphOrigin: string
  fetch: typeof fetch
  accessToken: (tenantId: string, options: { fresh: boolean }) => Promise<TokenResult>
  now: () => number
  /** 0 to 1, to spread what comes back after a pause. */
  random: () => number
  newId: () => string
  /** The account of what the tenant may still be asked, which all replicas share. */
  settle: (tenantId: string, wish: Wish) => Promise<Grant>
  /** Waits so many milliseconds of the same time that `now` tells. */
  sleep: (ms: number) => Promise<void>
}

interface Call<T> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A path below /v1.0, or an absolute link that Graph gave us; encoded by the caller: the client encodes nothing. */
  path: string
  body?: unknown
  /** Parses the answer's JSON, null where it has no body. @throws ZodError */
  read: (json: unknown) => T
}

export type Caller = <T>(call: Call<T>, options?: CallOptions) => Promise<GraphResult<T>>

const TIMEOUT_MS = 30_000
const VERSION = 'v1.0'

/** What came of an exchange. The client would wrap what a middleware throws in an error of its own, so it throws nothing. */
type Exchange =
  | { is: 'answered'; status: number; headers: Headers; text: string; /** The token's. */ roles: readonly string[] }
  | { is: 'refused'; failure: GraphFailure }
  | { is: 'broken'; error: unknown }

/**
 * A function that calls Graph for one tenant and answers with values. The client's own RetryHandler is not in the
 * chain: it repeats POST blindly and so creates twice (graph-facts §8.4).
 */
export function createCaller(tenantId: string, throttle: Throttle, options: GraphOptions): Caller {
  return async (call, { clientRequestId = options.newId(), priority = 'person', hasTurn = false } = {}) => {
    const refused = (failure: GraphFailure, requestId: string | null = null) =>
      ({ ok: false, failure, requestId, clientRequestId }) as const
    const path = pathOf(call.path, options.graphOrigin)
    // A link of another cloud's, from before a change of configuration. Our token must not go there.
    if (path === null) return refused({ is: 'delta-expired' })
    const isWrite = call.method !== 'GET'
    const wait = isWrite && !hasTurn ? await throttle.write(priority) : await throttle.read(priority)
    if (wait) return refused({ is: 'throttled', ...wait })
    const sentAt = options.now()

    const headers = {
      'client-request-id': clientRequestId,
      'x-ms-throttle-priority': priority === 'person' ? 'High' : 'Low',
    }
    const exchange = await send({ ...call, path, headers }, tenantId, options)
    if (exchange.is === 'broken') throw exchange.error
    if (exchange.is === 'refused') return refused(exchange.failure)
    const { status, text } = exchange
    const retryAfterMs = retryAfter(exchange.headers, options.now())
    await throttle.leave({ status, headers: exchange.headers, retryAfterMs, sentAt: isWrite ? sentAt : null })
    const body = parseJson(text)
    const requestId = exchange.headers.get('request-id')
    if (status >= 400) {
      const failure = explain(classify(status, errorOf(body), exchange.headers, options.now()), exchange.roles)
      return refused(
        failure.is === 'unavailable' ? { ...failure, outcomeUnknown: failure.outcomeUnknown && isWrite } : failure,
        requestId,
      )
    }
    const value = readAnswer(call.read, body)
    // A write that was answered with something else than Graph's answer may have landed.
    if (!value) return refused({ is: 'unavailable', outcomeUnknown: isWrite }, requestId)
    return { ok: true, value: value.read, requestId, clientRequestId }
  }
}

/** Graph words a missing permission and a protected account alike (graph-facts §2.2); the token we sent tells them apart. */
function explain(failure: GraphFailure, roles: readonly string[]): GraphFailure {
  if (failure.is !== 'permission-missing-or-protected' || !lacksRequired(roles)) return failure
  return { is: 'consent', reason: roles.length === 0 ? 'consent-withdrawn' : 'permission-missing' }
}

/** Below /v1.0 and of our Graph, or null: an absolute link is followed as it is, but only there. */
function pathOf(path: string, graphOrigin: string): string | null {
  if (path.startsWith('/')) return path
  const base = `${graphOrigin}/${VERSION}/`
  return path.startsWith(base) ? path.slice(base.length - 1) : null
}

async function send(
  {
    method,
    path,
    body,
    headers,
  }: Pick<Call<unknown>, 'method' | 'path' | 'body'> & { headers: Record<string, string> },
  tenantId: string,
  options: GraphOptions,
): Promise<Exchange> {
  const state: { exchange: Exchange | null } = { exchange: null }
  const client = Client.initWithMiddleware({
    middleware: middleware(tenantId, options, method !== 'GET', (exchange) => {
      state.exchange = exchange
    }),
    baseUrl: options.graphOrigin,
    defaultVersion: VERSION,
  })
  const request = client.api(path).headers(headers).responseType(ResponseType.RAW)
  switch (method) {
    case 'GET':
      await request.get()
      break
    case 'POST':
      await request.post(body ?? {})
      break
    case 'PUT':
      await request.put(body)
      break
    case 'PATCH':
      await request.patch(body)
      break
    case 'DELETE':
      await request.delete()
      break
  }
  if (!state.exchange) throw new TypeError('The Graph client did not use its middleware.')
  return state.exchange
}

/** Token, then the network. A 401 is asked once more with a fresh token: some answer so for a moment (graph-facts §2.6 l). */
function middleware(
  tenantId: string,
  options: GraphOptions,
  isWrite: boolean,
  end: (exchange: Exchange) => void,
): Middleware {
  return {
    async execute(context) {
      try {
        const first = await ask(context, false)
        end(first.is === 'answered' && first.status === 401 ? await ask(context, true) : first)
      } catch (error) {
        end({ is: 'broken', error })
      }
    },
  }

  async function ask(context: Context, fresh: boolean): Promise<Exchange> {
    const token = await options.accessToken(tenantId, { fresh })
    if (!token.ok) return { is: 'refused', failure: { is: 'token', failure: token.failure } }
    const url = typeof context.request === 'string' ? context.request : context.request.url
    const { method, body, headers } = context.options ?? {}
    const request = {
      ...(method === undefined ? {} : { method }),
      ...(typeof body === 'string' ? { body } : {}),
      headers: new Headers(headers ?? {}),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }
    request.headers.set('authorization', `Bearer ${token.token}`)
    try {
      const response = await options.fetch(url, request)
      const { status, headers } = response
      return { is: 'answered', status, headers, text: await response.text(), roles: token.roles }
    } catch {
      // A timeout, or a connection that broke, perhaps half-way through the answer: nobody can say whether a write landed.
      return { is: 'refused', failure: { is: 'unavailable', outcomeUnknown: isWrite } }
    }
  }
}

/** Undefined for what is no JSON: gateways answer with HTML (graph-facts §1.3). */
function parseJson(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'error' in body ? body.error : null
}

function readAnswer<T>(read: (json: unknown) => T, body: unknown): { read: T } | null {
  if (body === undefined) return null
  try {
    return { read: read(body) }
  } catch (error) {
    if (error instanceof core.$ZodError) return null
    throw error
  }
}
