import type { AuditEntry } from '@plumm/entra-shared'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { AuditFilter } from '../api/queries.ts'
import { useLive } from '../use-live.ts'
import { useMay, useWidget } from '../widget-context.ts'
import { isShown, matches } from './audit-match.ts'

export interface EntraAudit {
  /** Newest first, without announcements. Undefined until the first page is there. */
  entries: AuditEntry[] | undefined
  /** How many have been written since; they wait, so that nothing moves under the reader's eyes. */
  waiting: number
  showWaiting: () => void
  hasMore: boolean
  /** At the end: what was older has been removed, because it need not be kept any more. */
  isCut: boolean
  isLoadingMore: boolean
  loadMore: () => void
  error: Error | null
  retry: () => void
}

/** The activity log, page by page, with what is new held back. */
export function useEntraAudit(filter: AuditFilter = {}): EntraAudit {
  const { queries, queryClient } = useWidget().core
  const enabled = useMay('integrations:read')
  const options = queries.audit(filter)
  const log = useInfiniteQuery(
    // What is new waits for a click, so nothing is read again behind the reader's back.
    {
      ...options,
      enabled,
      staleTime: Infinity,
      refetchOnMount: 'always',
      refetchOnReconnect: false,
      refetchOnWindowFocus: false,
    },
    queryClient,
  )
  const [held, setHeld] = useState({ filterKey: '', count: 0 })
  // Counted for one filter; another one starts at nought.
  const filterKey = JSON.stringify(filter)
  const waiting = held.filterKey === filterKey ? held.count : 0
  useLive(({ event, data }) => {
    if (event === 'audit' && isShown(data, filter) && matches(data, filter))
      setHeld((before) => ({ filterKey, count: before.filterKey === filterKey ? before.count + 1 : 1 }))
  })
  const entries = log.data?.pages.flatMap((page) => page.entries).filter((entry) => isShown(entry, filter))

  const { hasNextPage, isFetching, fetchNextPage } = log
  const isThin = entries !== undefined && entries.length < 10
  useEffect(() => {
    // A page may be nothing but announcements: read on until there is something to see.
    if (isThin && hasNextPage && !isFetching) void fetchNextPage()
  }, [isThin, hasNextPage, isFetching, fetchNextPage])

  return {
    entries,
    waiting,
    showWaiting: () => {
      setHeld({ filterKey, count: 0 })
      void queryClient.resetQueries({ queryKey: options.queryKey })
    },
    hasMore: log.hasNextPage,
    isCut: (log.data?.pages.at(-1)?.oldestKept ?? 1) > 1,
    isLoadingMore: log.isFetchingNextPage,
    loadMore: () => void (log.isFetching || log.fetchNextPage()),
    error: log.error,
    retry: () => void log.refetch(),
  }
}
