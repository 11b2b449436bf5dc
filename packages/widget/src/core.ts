import type { Connection, PersonStatusReport, StreamEvent } from '@plumm/entra-shared'
import { QueryClient } from '@tanstack/react-query'
import { createBatch } from './api/batch.ts'
import { type Client, createClient } from './api/client.ts'
import { isPassing } from './api/failure.ts'
import { type Live, createLive } from './api/live.ts'
import { type Queries, createQueries, families } from './api/queries.ts'
import type { Environment, WidgetOptions } from './options.ts'

const GATHER_MS = 10
const IDS_MAX = 500
const RECENT_MAX = 30

/** All that the parts of one widget share; two on a page have nothing in common. */
export interface Core {
  client: Client
  queryClient: QueryClient
  queries: Queries
  live: Live
  environment: Environment
  getSessionToken: () => Promise<string>
  redirectBridgeUrl: string
}

export function createCore(
  options: Pick<WidgetOptions, 'bffUrl' | 'getSessionToken' | 'redirectBridgeUrl' | 'onEvent'>,
  environment: Environment,
): Core {
  const { bffUrl, getSessionToken, redirectBridgeUrl, onEvent } = options
  const client = createClient({
    bffUrl,
    getSessionToken,
    fetch: environment.fetch,
    onFailure: ({ because }) =>
      onEvent?.(
        because.is === 'refused'
          ? { is: 'problem', code: because.problem.code, requestId: because.problem.requestId }
          : { is: 'problem', code: because.is, requestId: null },
      ),
  })
  // Never through a QueryClientProvider: inside the host's own provider it would take the host's place.
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: (failures, error) => failures < 2 && isPassing(error) },
      mutations: { networkMode: 'always' },
    },
  })
  const statuses = createBatch<PersonStatusReport>({
    sizeMax: IDS_MAX,
    gather: (flush) => environment.after(GATHER_MS, () => live.whenOpening(flush)),
    fetchMany: async (ids) => {
      const reply = await client.call('getStatuses', { body: { ids } })
      return new Map(reply.statuses.map((report) => [report.personId, report]))
    },
  })
  const queries = createQueries(client, statuses)
  const live: Live = createLive({
    client,
    environment,
    onEvent: (event) => apply(event, queryClient, queries),
    onOpen: () => readAgain(queryClient),
  })
  watchState(queryClient, queries, (state) => onEvent?.({ is: 'connection', state }))
  return { client, queryClient, queries, live, environment, getSessionToken, redirectBridgeUrl }
}

/** Writes what the stream says into what is on the page. Only what somebody looks at is kept. */
function apply(event: StreamEvent, queryClient: QueryClient, queries: Queries): void {
  switch (event.event) {
    case 'connection': {
      const before = queryClient.getQueryData(queries.connection().queryKey)
      queryClient.setQueryData(queries.connection().queryKey, event.data)
      void queryClient.invalidateQueries({ queryKey: families.attempts })
      if (event.data.state === 'preview') void queryClient.invalidateQueries({ queryKey: families.preview })
      if (holdsIn(before) !== holdsIn(event.data))
        void queryClient.invalidateQueries({ queryKey: queries.holds().queryKey })
      return
    }
    case 'progress':
      queryClient.setQueryData(queries.connection().queryKey, (before) =>
        before && 'progress' in before ? { ...before, progress: event.data } : before,
      )
      return
    case 'status':
      for (const report of event.data) {
        const key = queries.status(report.personId).queryKey
        if (queryClient.getQueryState(key)) queryClient.setQueryData(key, report)
      }
      return
    case 'audit':
      queryClient.setQueryData(
        queries.recent().queryKey,
        (before) => before && { ...before, entries: [event.data, ...before.entries].slice(0, RECENT_MAX) },
      )
      return
    case 'resync':
      readAgain(queryClient)
      return
  }
}

/** What has not been answered yet is fresh enough. */
function readAgain(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) => state.data !== undefined && queryKey[0] !== families.session[0],
  })
}

function holdsIn(connection: Connection | undefined): number {
  return connection && 'openHolds' in connection ? connection.openHolds : 0
}

function watchState(queryClient: QueryClient, queries: Queries, tell: (state: Connection['state']) => void): void {
  let told: Connection['state'] | undefined
  const [name] = queries.connection().queryKey
  queryClient.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== name) return
    const state = queryClient.getQueryData(queries.connection().queryKey)?.state
    if (state === undefined || state === told) return
    // However we learn of it: after this page's own Disconnect, the stream only repeats what we know.
    if (told !== undefined) void queryClient.invalidateQueries({ queryKey: families.statuses })
    told = state
    tell(state)
  })
}
