import { type Connection, type StreamEvent, streamEvents } from '@plumm/entra-shared'
import { QueryClient } from '@tanstack/react-query'
import { type Client, createClient } from './api/client.ts'
import { isPassing } from './api/failure.ts'
import { type Live, createLive } from './api/live.ts'
import { parserOf } from './api/parser.ts'
import { type Queries, createQueries, families } from './api/queries.ts'
import { tellFailure } from './host.ts'
import type { Environment, WidgetOptions } from './options.ts'
import { type Statuses, createStatuses } from './status/statuses.ts'
import { badgeEvents } from './status/wire.ts'

const RECENT_MAX = 30

/** All that the parts of one widget share; two on a page have nothing in common. */
export interface Core {
  client: Client
  queryClient: QueryClient
  queries: Queries
  live: Live<StreamEvent>
  statuses: Statuses
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
    onFailure: (failure) => tellFailure(failure, onEvent),
  })
  // Never through a QueryClientProvider: inside the host's own provider it would take the host's place.
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: (failures, error) => failures < 2 && isPassing(error) },
      mutations: { networkMode: 'always' },
    },
  })
  const queries = createQueries(client)
  const again = () => {
    readAgain(queryClient)
    statuses.readAgain()
  }
  const live = createLive<StreamEvent>({
    bffUrl,
    getSessionToken,
    client,
    environment,
    parseEvent: parserOf({ ...streamEvents, status: badgeEvents.status }),
    onEvent: (event) => {
      if (event.event === 'resync') again()
      else if (event.event === 'status') event.data.forEach(statuses.put)
      else apply(event, queryClient, queries)
    },
    onOpen: again,
  })
  const statuses = createStatuses({ client, environment, live })
  watchState(queryClient, queries, (state, isNew) => {
    // However we learn of it: after this page's own Disconnect, the stream only repeats what we know.
    if (isNew) statuses.readAgain()
    onEvent?.({ is: 'connection', state })
  })
  return { client, queryClient, queries, live, statuses, environment, getSessionToken, redirectBridgeUrl }
}

/** Writes what the stream says into what is on the page. Only what somebody looks at is kept. */
function apply(
  event: Exclude<StreamEvent, { event: 'resync' | 'status' }>,
  queryClient: QueryClient,
  queries: Queries,
): void {
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
    case 'audit':
      queryClient.setQueryData(
        queries.recent().queryKey,
        (before) => before && { ...before, entries: [event.data, ...before.entries].slice(0, RECENT_MAX) },
      )
      return
  }
}

/** What no news makes untrue. */
const keeps: readonly unknown[] = [families.session[0], families.previewRows[0]]

/** What has not been answered yet is fresh enough. */
function readAgain(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) => state.data !== undefined && !keeps.includes(queryKey[0]),
  })
}

function holdsIn(connection: Connection | undefined): number {
  return connection && 'openHolds' in connection ? connection.openHolds : 0
}

/** Tells of every other state, and whether there was one before. */
function watchState(
  queryClient: QueryClient,
  queries: Queries,
  tell: (state: Connection['state'], isNew: boolean) => void,
): void {
  let told: Connection['state'] | undefined
  const [name] = queries.connection().queryKey
  queryClient.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== name) return
    const state = queryClient.getQueryData(queries.connection().queryKey)?.state
    if (state === undefined || state === told) return
    const isNew = told !== undefined
    told = state
    tell(state, isNew)
  })
}
