import type { AuditQuery, QueryOf } from '@plumm/entra-shared'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Client } from './client.ts'
import { Failure } from './failure.ts'

const AUDIT_PAGE = 50
const PREVIEW_PAGE = 25
/** A host whose session has ended may have another one soon. */
const SESSION_AGAIN_MS = 5_000

export type AuditFilter = Pick<AuditQuery, 'personId' | 'outcome' | 'q' | 'action'>
export type PreviewFilter = Pick<QueryOf<'getPreview'>, 'filter' | 'q'>

/** Every query there is; nobody else writes a key. Statuses of people have a place of their own (status/statuses.ts). */
export interface Queries extends ReturnType<typeof createQueries> {}

export function createQueries(client: Client) {
  return {
    session: (read: () => Promise<string>) =>
      queryOptions({
        queryKey: ['session'],
        queryFn: () =>
          read().catch((cause: unknown) => {
            throw new Failure({ is: 'no-session' }, { cause })
          }),
        staleTime: 60_000,
        refetchInterval: ({ state }) => (state.status === 'error' ? SESSION_AGAIN_MS : false),
      }),
    connection: () =>
      queryOptions({ queryKey: ['connection'], queryFn: ({ signal }) => client.call('getConnection', { signal }) }),
    readiness: () =>
      queryOptions({ queryKey: ['readiness'], queryFn: ({ signal }) => client.call('getReadiness', { signal }) }),
    attempt: (id: string) =>
      queryOptions({ queryKey: ['attempt', id], queryFn: ({ signal }) => client.call('getAttempt', { id, signal }) }),
    preview: (filter: PreviewFilter) =>
      infiniteQueryOptions({
        queryKey: ['preview', filter],
        queryFn: ({ signal, pageParam }) =>
          client.call('getPreview', {
            query: { ...filter, limit: PREVIEW_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
            signal,
          }),
        initialPageParam: null as string | null,
        getNextPageParam: (page) => page.nextCursor,
      }),
    /** The first few who would be suspended, for saying their names. */
    leavers: (limit: number) =>
      queryOptions({
        queryKey: ['preview', 'leavers', limit],
        queryFn: ({ signal }) => client.call('getPreview', { query: { filter: 'suspend', limit }, signal }),
      }),
    holds: () => queryOptions({ queryKey: ['holds'], queryFn: ({ signal }) => client.call('getHolds', { signal }) }),
    settings: () =>
      queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => client.call('getSettings', { signal }) }),
    fieldMapping: () =>
      queryOptions({ queryKey: ['mapping'], queryFn: ({ signal }) => client.call('getFieldMapping', { signal }) }),
    audit: (filter: AuditFilter) =>
      infiniteQueryOptions({
        queryKey: ['audit', filter],
        queryFn: ({ signal, pageParam }) =>
          client.call('getAudit', {
            query: { ...filter, limit: AUDIT_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
            signal,
          }),
        initialPageParam: null as string | null,
        getNextPageParam: (page) => page.nextCursor,
      }),
    recent: () =>
      queryOptions({
        queryKey: ['recent'],
        queryFn: ({ signal }) => client.call('getAudit', { query: { limit: 30 }, signal }),
      }),
  }
}

/** The beginnings of keys, for reading again whatever begins with them. */
export const families = {
  session: ['session'],
  preview: ['preview'],
  attempts: ['attempt'],
  audit: ['audit'],
} as const
