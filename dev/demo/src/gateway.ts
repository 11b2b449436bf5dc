import { type IncomingMessage, type ServerResponse, request as httpRequest } from 'node:http'
import { createServer } from 'node:https'
import type { Server } from 'node:net'
import { pipeline } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { listenOnLoopback } from './loopback.ts'

const bffPaths = [/^\/api\//, /^\/connect\//, /^\/webhooks\//, /^\/(healthz|readyz|metrics|openapi\.json)$/]

/** Belongs to one hop, or is said anew by us. */
const hopHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'forwarded']

type Handler = (request: Request) => Response | Promise<Response>

/** Answers some requests in another's place. Only the tour's deliberately broken runs have one. */
export interface Interceptor {
  takes: (method: string, path: string) => boolean
  answer: Handler
}

export interface GatewayOptions {
  port: number
  certificate: { key: string; cert: string }
  /** Where the BFF listens, on loopback without TLS. */
  bffPort: number
  emulator: { handles: (path: string) => boolean; fetch: Handler }
  /** The stand-in Plumm: its API and its pages. */
  plumm: Handler
  interceptor?: Interceptor | undefined
}

export interface Gateway {
  stop: () => Promise<void>
}

/**
 * The one origin a person opens: Microsoft's side, the BFF and Plumm told apart by path, so that one certificate has
 * to be accepted and not three (design §3, known facts).
 *
 * @throws PortTaken
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { bffPort, emulator, interceptor, plumm } = options
  const fromEmulator = getRequestListener(emulator.fetch)
  const fromPlumm = getRequestListener(plumm)
  const intercepted = getRequestListener(
    (request) => interceptor?.answer(request) ?? new Response(null, { status: 404 }),
  )

  const route = (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (interceptor?.takes(request.method ?? 'GET', path)) void intercepted(request, response)
    else if (bffPaths.some((pattern) => pattern.test(path))) proxy(request, response, bffPort)
    else if (emulator.handles(path)) void fromEmulator(request, response)
    else void fromPlumm(request, response)
  }
  const servers = await listenOnLoopback(() => createServer(options.certificate, route), options.port)
  return { stop: () => Promise.all(servers.map(close)).then(() => undefined) }
}

/** Passes a request on and streams the answer back as it comes, so that server-sent events are not held up. */
function proxy(request: IncomingMessage, response: ServerResponse, port: number): void {
  const host = request.headers.host ?? 'localhost'
  const headers: NodeJS.Dict<string | string[]> = {
    ...request.headers,
    'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-host': host,
    'x-forwarded-proto': 'https',
  }
  for (const name of hopHeaders) delete headers[name]
  const { method = 'GET', url: path = '/' } = request
  const onward = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (reply) => {
    const replyHeaders = { ...reply.headers }
    for (const name of hopHeaders) delete replyHeaders[name]
    response.writeHead(reply.statusCode ?? 502, replyHeaders)
    // The header of a stream that has nothing to say yet must still reach the browser.
    response.flushHeaders()
    pipeline(reply, response, () => undefined)
  })
  onward.on('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('The BFF is not answering.')
  })
  response.on('close', () => onward.destroy())
  pipeline(request, onward, () => undefined)
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
      server.closeAllConnections()
  })
}
