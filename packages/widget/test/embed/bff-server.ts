import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { type FakeBff, type FakeWorld, createFakeBff } from '../../../../.storybook/fake-bff.ts'

/** What a test lets the BFF do instead of answering; undefined: it answers as ever. */
export type Mischief = (path: string) => Response | undefined | Promise<Response | undefined>

export interface BffServer {
  origin: string
  /** Of each company its own, made when somebody of it first calls. */
  company: (id: string) => FakeBff
  /** In order; without the preflights. */
  requests: { method: string; path: string; company: string }[]
  /** How many are open. */
  streams: () => number
  /** Ends every stream that is open, as a session's end does. */
  hangUp: () => void
  behave: (mischief: Mischief | null) => void
  close: () => Promise<void>
}

/**
 * The stories' BFF over HTTP, on an origin of its own, for pages of one origin. It takes its companies from the session
 * token, and refuses one that has ended.
 */
export async function serveBff(allowedOrigin: () => string, worlds: Record<string, Partial<FakeWorld>> = {}) {
  const companies = new Map<string, FakeBff>()
  const requests: BffServer['requests'] = []
  const streams = new Set<ServerResponse>()
  let mischief: Mischief | null = null
  const company = (id: string) => {
    const bff = companies.get(id) ?? createFakeBff(structuredClone(worlds[id] ?? {}))
    companies.set(id, bff)
    return bff
  }

  const answer = async (request: IncomingMessage, signal: AbortSignal): Promise<Response> => {
    const { method = 'GET', url: path = '/' } = request
    const claims = claimsOf(request.headers.authorization)
    requests.push({ method, path, company: claims?.companyId ?? '' })
    const instead = await mischief?.(path)
    if (instead) return instead
    if (!claims) return problem(401, 'session-expired')
    const body = method === 'GET' ? undefined : Buffer.concat(await request.toArray()).toString()
    return company(claims.companyId).fetch(`http://bff${path}`, { method, signal, ...(body ? { body } : {}) })
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    response.setHeader('access-control-allow-origin', allowedOrigin())
    response.setHeader('access-control-allow-headers', 'authorization, content-type')
    response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE')
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const reply = await answer(request, gone.signal).catch(() => null)
    // Nothing at all, as when the BFF is down.
    if (!reply || reply.type === 'error') return void response.destroy()
    response.writeHead(reply.status, Object.fromEntries(reply.headers))
    response.flushHeaders()
    if (reply.headers.get('content-type') === 'text/event-stream') {
      streams.add(response)
      response.on('close', () => streams.delete(response))
    }
    const reader = reply.body?.getReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) response.write(part.value)
    response.end()
  }
  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  return {
    origin: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`,
    company,
    requests,
    streams: () => streams.size,
    hangUp: () => streams.forEach((response) => response.destroy()),
    behave: (next) => (mischief = next),
    close: () => new Promise<void>((done) => server.close(() => done()).closeAllConnections()),
  } satisfies BffServer
}

interface Claims {
  companyId: string
}

/** The claims of a token that has not ended. */
function claimsOf(authorization = ''): Claims | null {
  const [, payload = ''] = authorization.split('.')
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    if (typeof claims !== 'object' || claims === null || 'isOver' in claims) return null
    return 'companyId' in claims && typeof claims.companyId === 'string' ? { companyId: claims.companyId } : null
  } catch {
    return null
  }
}

function problem(status: number, code: string): Response {
  const document = { type: 'about:blank', title: code, status, detail: 'Said by the test.', code, requestId: 'r-1' }
  return Response.json(document, { status })
}
