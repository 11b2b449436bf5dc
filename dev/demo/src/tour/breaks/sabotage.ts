import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Interceptor } from '../../gateway.ts'

export const sabotages = {
  /** A product that says it syncs and does not: events vanish, and Graph writes are answered but never made. */
  sync: pretendToSync,
  /** A badge that does not move: every status stays as it was first read. */
  badge: freezeBadges,
} as const satisfies Record<string, (bffUrl: string) => Interceptor>
export type Break = keyof typeof sabotages

export function isBreak(name: string): name is Break {
  return Object.hasOwn(sabotages, name)
}

function pretendToSync(_bffUrl: string): Interceptor {
  const isGraphWrite = (method: string, path: string) => method !== 'GET' && path.startsWith('/v1.0/users')
  return {
    takes: (method, path) => path === '/webhooks/plumm' || isGraphWrite(method, path),
    answer: async (request) => {
      const { pathname } = new URL(request.url)
      const headers = {
        'request-id': randomUUID(),
        'client-request-id': request.headers.get('client-request-id') ?? '',
      }
      if (pathname === '/webhooks/plumm')
        return Response.json({ accepted: 1, unchanged: 0, ignored: 0 }, { status: 202 })
      if (request.method === 'PATCH' || pathname.endsWith('/$ref')) return new Response(null, { status: 204, headers })
      if (pathname.endsWith('/revokeSignInSessions')) return Response.json({ value: true }, { headers })
      const asked = z.record(z.string(), z.unknown()).parse(await request.json())
      return Response.json({ id: randomUUID(), ...asked }, { status: 201, headers })
    },
  }
}

const Asked = z.object({ ids: z.array(z.string()) })
const Answered = z.object({ statuses: z.array(z.looseObject({ personId: z.string() })) })
type Status = z.output<typeof Answered>['statuses'][number]

function freezeBadges(bffUrl: string): Interceptor {
  const frozen = new Map<string, Status>()
  const freeze = (status: Status) => {
    const first = frozen.get(status.personId) ?? status
    frozen.set(status.personId, first)
    return first
  }
  const ask = (request: Request, body?: string) => {
    const { pathname, search } = new URL(request.url)
    const { signal, method } = request
    const headers = new Headers(request.headers)
    headers.delete('host')
    headers.delete('connection')
    headers.delete('content-length')
    return fetch(`${bffUrl}${pathname}${search}`, { method, headers, signal, ...(body === undefined ? {} : { body }) })
  }
  return {
    takes: (_method, path) => path === '/api/stream' || /^\/api\/people\/(statuses|[^/]+\/status)$/.test(path),
    answer: async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/api/stream') return withoutStatuses(await ask(request))
      if (pathname !== '/api/people/statuses') {
        const answer = await ask(request)
        return answer.ok ? Response.json(freeze(Answered.shape.statuses.element.parse(await answer.json()))) : answer
      }
      const body = await request.text()
      Asked.parse(JSON.parse(body))
      const answer = await ask(request, body)
      return answer.ok ? Response.json({ statuses: Answered.parse(await answer.json()).statuses.map(freeze) }) : answer
    },
  }
}

/** The live stream with everything but the news about people. */
function withoutStatuses(answer: Response): Response {
  let rest = ''
  const filter = new TransformStream<string, string>({
    transform: (chunk, controller) => {
      const events = (rest + chunk).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) if (!/^event: ?(status|resync)$/m.test(event)) controller.enqueue(`${event}\n\n`)
    },
  })
  const body = answer.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(filter)
    .pipeThrough(new TextEncoderStream())
  return new Response(body ?? null, { status: answer.status, headers: { 'content-type': 'text/event-stream' } })
}
