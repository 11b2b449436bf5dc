import type { AuditFilter, QueryOf } from '@plumm/entra-shared'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Client } from './client.ts'
import { Failure } from './failure.ts'

const AUDIT_PAGE = 50
/** What is seen at once, so that it is there soon; then as much as is read in one go. */
const PREVIEW_FIRST_PAGE = 60
const PREVIEW_PAGE = 500
/** A host whose session has ended may have another one soon. */
const SESSION_AGAIN_MS = 5_000

export type { AuditFilter }
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
    /** How the preview stands, with the first few of its people: the riskiest. */
    preview: (limit: number) =>
      queryOptions({
        queryKey: ['preview', limit],
        queryFn: ({ signal }) => client.call('getPreview', { query: { limit }, signal }),
      }),
    /** Its people, page by page. Of one preview they never change, so nothing makes them be read again. */
    previewRows: (previewId: string, filter: PreviewFilter) =>
      infiniteQueryOptions({
        queryKey: ['preview-rows', previewId, filter],
        queryFn: ({ signal, pageParam }) =>
          client.call('getPreview', {
            query:
              pageParam === null
                ? { ...filter, limit: PREVIEW_FIRST_PAGE }
                : { ...filter, limit: PREVIEW_PAGE, cursor: pageParam },
            signal,
          }),
        initialPageParam: null as string | null,
        getNextPageParam: (page) => page.nextCursor,
        staleTime: Infinity,
      }),
    holds: () => queryOptions({ queryKey: ['holds'], queryFn: ({ signal }) => client.call('getHolds', { signal }) }),
    settings: () =>
      queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => client.call('getSettings', { signal }) }),
    fieldMapping: () =>
      queryOptions({ queryKey: ['mapping'], queryFn: ({ signal }) => client.call('getFieldMapping', { signal }) }),
    /** People by name, with what a mapping reads of them; the first few of everybody for an empty text. */
    people: (q: string, limit: number) =>
      queryOptions({
        queryKey: ['people', q, limit],
        queryFn: ({ signal }) => client.call('findPeople', { query: { ...(q === '' ? {} : { q }), limit }, signal }),
      }),
    propertyValues: (property: QueryOf<'getPropertyValues'>['property']) =>
      queryOptions({
        queryKey: ['values', property],
        queryFn: ({ signal }) => client.call('getPropertyValues', { query: { property }, signal }),
      }),
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
    /** Whether the log is whole, and when that was looked at. Asked for by a person only: it reads all of it. */
    auditCheck: (now: () => number) =>
      queryOptions({
        queryKey: ['audit-check'],
        queryFn: async ({ signal }) => ({
          ...(await client.call('verifyAudit', { signal })),
          at: new Date(now()).toISOString(),
        }),
        enabled: false,
        staleTime: Infinity,
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
  previewRows: ['preview-rows'],
  attempts: ['attempt'],
  audit: ['audit'],
} as const
