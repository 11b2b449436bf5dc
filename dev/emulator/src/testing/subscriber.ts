import type { EmulatorOptions } from '../emulator.ts'
import { type Json, type JsonObject, isObject, parseJson, textOf } from '../json.ts'
import { type Answer, CONTOSO, testWorld } from './graph-client.ts'

/** An endpoint of a client's, which answers as it is told to. */
export interface Endpoint {
  /** Every call it got, in order. */
  calls: { url: string; contentType: string; body: Json | undefined }[]
  /** What was in them, one by one; without handshakes. */
  notifications: () => JsonObject[]
  answer: { status: number; takesMs: number; token: 'right' | 'wrong' | 'undecoded'; contentType: string }
}

export const NOTIFY = 'https://plumm.test/webhooks/graph'
const HOUR_MS = 3_600_000

/** A world with someone who listens at {@link NOTIFY}. */
export async function subscriberWorld(options: EmulatorOptions = {}) {
  const endpoint: Endpoint = {
    calls: [],
    answer: { status: 202, takesMs: 0, token: 'right', contentType: 'text/plain' },
    notifications: () =>
      endpoint.calls
        .flatMap(({ body }) => (isObject(body) && Array.isArray(body.value) ? body.value : []))
        .filter(isObject),
  }
  const world = await testWorld({ ...options, notificationFetch: (input, init) => respond(new Request(input, init)) })
  const tenant = world.emulator.tenant(CONTOSO)

  async function respond(request: Request): Promise<Response> {
    const { status, takesMs, token, contentType } = endpoint.answer
    const text = await request.text()
    const body = parseJson(text)
    endpoint.calls.push({ url: request.url, contentType: request.headers.get('content-type') ?? '', body })
    world.clock.now += takesMs
    if (status === 0) throw new TypeError('fetch failed')
    const sent = new URL(request.url).searchParams.get('validationToken')
    if (sent === null) return new Response(null, { status })
    const echo = { right: sent, wrong: 'something', undecoded: encodeURIComponent(sent) }[token]
    return new Response(echo, { status: status === 202 ? 200 : status, headers: { 'content-type': contentType } })
  }

  const inHours = (hours: number) => new Date(world.clock.now + hours * HOUR_MS).toISOString()
  const wanted = (more: JsonObject = {}): JsonObject => ({
    changeType: 'updated,deleted',
    notificationUrl: NOTIFY,
    resource: 'users',
    expirationDateTime: inHours(24),
    clientState: 'state-of-contoso',
    ...more,
  })
  const subscribe = (more: JsonObject = {}): Promise<Answer> => world.graph('POST', '/subscriptions', wanted(more))
  const idOf = ({ body }: Answer) => textOf(body.id) ?? ''
  return { ...world, tenant, endpoint, inHours, wanted, subscribe, idOf, deliver: world.emulator.deliverNotifications }
}
