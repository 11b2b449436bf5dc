import { type PersonStatusReport, noCounts } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { createCore } from './core.ts'
import type { WidgetEvent } from './options.ts'
import { browserEnvironment } from './options.ts'

const connection = {
  state: 'disconnected',
  since: '2026-11-24T14:32:00.000Z',
  permissions: [],
  counts: noCounts(),
  previousTenant: null,
} as const
const report = (personId: string, status: PersonStatusReport['status']): PersonStatusReport => ({
  personId,
  status,
  problems: [],
})

/** A core whose short timers ring at once and whose stream the test speaks on. */
function coreWith() {
  const paths: string[] = []
  const events: WidgetEvent[] = []
  let line: ReadableStreamDefaultController<Uint8Array> | undefined
  const core = createCore(
    {
      bffUrl: 'https://bff.example',
      redirectBridgeUrl: 'https://plumm.example/bridge',
      getSessionToken: async () => 'token',
      onEvent: (event) => events.push(event),
    },
    {
      ...browserEnvironment,
      after: (ms, call) => {
        if (ms < 100) queueMicrotask(call)
        return () => {}
      },
      fetch: async (input, init) => {
        const { pathname } = new URL(new Request(input).url)
        paths.push(pathname)
        if (pathname === '/api/stream')
          return new Response(new ReadableStream({ start: (opened) => void (line = opened) }))
        if (pathname === '/api/connection') return Response.json(connection)
        const { ids } = JSON.parse(String(init?.body as string)) as { ids: string[] }
        return Response.json({ statuses: ids.map((id) => report(id, 'pending')) })
      },
    },
  )
  const speak = (event: string, data: unknown) =>
    line?.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
  return { core, paths, events, speak }
}

it('asks once for a page of badges and moves them by the stream', async () => {
  const { core, paths, speak } = coreWith()
  const { statuses, live } = core
  const heard = new Promise<void>((resolve) => live.listen(() => resolve()))
  await Promise.all(['p-1', 'p-2', 'p-3'].map((id) => new Promise<void>((resolve) => statuses.watch(id, resolve))))
  expect(paths).toEqual(['/api/stream', '/api/people/statuses'])
  speak('status', [report('p-2', 'synced'), report('p-9', 'synced')])
  await heard
  expect(statuses.get('p-2').data?.status).toBe('synced')
  expect(statuses.get('p-9').data).toBeUndefined()
})

it('tells the host when the connection moves, once for each state', async () => {
  const { core, events } = coreWith()
  await core.queryClient.fetchQuery(core.queries.connection())
  await core.queryClient.fetchQuery(core.queries.connection())
  expect(events).toEqual([{ is: 'connection', state: 'disconnected' }])
})
