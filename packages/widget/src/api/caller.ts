import type { Api, BodyOf, EndpointName, Problem, QueryOf, ReplyOf } from '@plumm/entra-shared'
import { Failure } from './failure.ts'
import type { Parser } from './parser.ts'

export interface CallerOptions {
  bffUrl: string
  getSessionToken: () => Promise<string>
  fetch: typeof fetch
  /** Told of every failure, for the host's log. */
  onFailure?: (failure: Failure) => void
}

export interface CallOptions<N extends EndpointName> {
  /** For `:id` in the path. */
  id?: string
  query?: QueryOf<N>
  body?: BodyOf<N>
  signal?: AbortSignal
}

export interface OpenOptions<N extends EndpointName> extends Pick<CallOptions<N>, 'query' | 'signal'> {
  headers?: Record<string, string>
  /** Sees the token before it is sent; what this throws stops the request. */
  onToken?: (token: string) => void
}

/** Part of the contract: of each endpoint its own method and path, and what reads its reply. */
export type Endpoints<Name extends EndpointName> = {
  [N in Name]: Pick<Api[N], 'method' | 'path'> & { reply: Parser<ReplyOf<N>> | null }
}

/** What calls some of the endpoints, and knows of no others. */
export interface Caller<Name extends EndpointName> {
  /** @throws Failure */
  call: <N extends Name>(name: N, options?: CallOptions<N>) => Promise<ReplyOf<N>>
  /** An authorised request whose body the caller reads: the stream, a download. @throws Failure */
  open: <N extends Name>(name: N, options?: OpenOptions<N>) => Promise<Response>
}

/**
 * Speaks this part of the contract and nothing else: what breaks it comes out as a Failure. The endpoints are handed
 * in, because a page of badges must not load the others.
 */
export function createCaller<Name extends EndpointName>(
  endpoints: Endpoints<Name>,
  problem: Parser<Problem>,
  options: CallerOptions,
): Caller<Name> {
  const base = options.bffUrl.replace(/\/+$/, '')

  const attempt = async (url: string, init: RequestInit, onToken?: (token: string) => void): Promise<Response> => {
    const token = await options.getSessionToken().catch((cause: unknown) => {
      throw new Failure({ is: 'no-session' }, { cause })
    })
    onToken?.(token)
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    try {
      return await options.fetch(url, { ...init, headers })
    } catch (cause) {
      if (init.signal?.aborted) throw cause
      throw new Failure({ is: 'unreachable' }, { cause })
    }
  }

  const send = async (url: string, init: RequestInit, onToken?: (token: string) => void): Promise<Response> => {
    let reply = await attempt(url, init, onToken)
    // A session may have ended between two calls; the host hands out a fresh token, once.
    if (reply.status === 401) reply = await attempt(url, init, onToken)
    if (reply.ok) return reply
    const refusal = problem.safeParse(await reply.json().catch(() => undefined))
    throw new Failure(
      refusal.success ? { is: 'refused', problem: refusal.data } : { is: 'not-understood', status: reply.status },
    )
  }

  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof Failure) options.onFailure?.(error)
      throw error
    }
  }

  const call = async <N extends Name>(name: N, given: CallOptions<N>): Promise<ReplyOf<N>> => {
    const endpoint = endpoints[name]
    const url = `${base}${endpoint.path.replace(':id', encodeURIComponent(given.id ?? ''))}${search(given.query)}`
    const reply = await send(url, {
      method: endpoint.method,
      ...(given.body === undefined
        ? {}
        : { body: JSON.stringify(given.body), headers: { 'content-type': 'application/json' } }),
      ...(given.signal ? { signal: given.signal } : {}),
    })
    const parsed = endpoint.reply?.safeParse(await reply.json().catch(() => undefined))
    if (!parsed?.success)
      throw new Failure({ is: 'not-understood', status: reply.status }, parsed ? { cause: parsed.error } : {})
    return parsed.data
  }

  return {
    call: (name, given = {}) => told(call(name, given)),
    open: (name, { headers = {}, query, signal, onToken } = {}) => {
      const { method, path } = endpoints[name]
      const url = `${base}${path}${search(query)}`
      return told(send(url, { method, headers, ...(signal ? { signal } : {}) }, onToken))
    },
  }
}

function search(query: unknown): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(typeof query === 'object' && query !== null ? query : {})) {
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
