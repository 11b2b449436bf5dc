import { type Api, type BodyOf, type EndpointName, Problem, type QueryOf, type ReplyOf, api } from '@plumm/entra-shared'
import { Failure } from './failure.ts'

export interface ClientOptions {
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

export interface Client {
  /** @throws Failure */
  call: <N extends EndpointName>(name: N, options?: CallOptions<N>) => Promise<ReplyOf<N>>
  /** An authorised request whose body the caller reads: the stream, a download. @throws Failure */
  open: (name: EndpointName, options?: { headers?: Record<string, string>; signal?: AbortSignal }) => Promise<Response>
}

/** Speaks the contract of `packages/shared/api.ts` and nothing else: what breaks it comes out as a Failure. */
export function createClient(options: ClientOptions): Client {
  const base = options.bffUrl.replace(/\/+$/, '')

  const attempt = async (url: string, init: RequestInit): Promise<Response> => {
    const token = await options.getSessionToken().catch((cause: unknown) => {
      throw new Failure({ is: 'no-session' }, { cause })
    })
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    try {
      return await options.fetch(url, { ...init, headers })
    } catch (cause) {
      if (init.signal?.aborted) throw cause
      throw new Failure({ is: 'unreachable' }, { cause })
    }
  }

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    let reply = await attempt(url, init)
    // A session may have ended between two calls; the host hands out a fresh token, once.
    if (reply.status === 401) reply = await attempt(url, init)
    if (reply.ok) return reply
    const problem = Problem.safeParse(await reply.json().catch(() => undefined))
    throw new Failure(
      problem.success ? { is: 'refused', problem: problem.data } : { is: 'not-understood', status: reply.status },
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

  const call = async <N extends EndpointName>(name: N, given: CallOptions<N>): Promise<ReplyOf<N>> => {
    const endpoint: Api[EndpointName] = api[name]
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
    return parsed.data as ReplyOf<N> // the parser of this very endpoint: TypeScript cannot follow N through the table
  }

  return {
    call: (name, given = {}) => told(call(name, given)),
    open: (name, { headers = {}, signal } = {}) =>
      told(send(`${base}${api[name].path}`, { method: api[name].method, headers, ...(signal ? { signal } : {}) })),
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
