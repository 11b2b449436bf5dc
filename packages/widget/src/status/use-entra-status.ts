import type { PersonStatusReport } from '@plumm/entra-shared'
import type { UseQueryResult } from '@tanstack/react-query'
import { useLive } from '../use-live.ts'
import { useIsLive, useWidget, useWidgetQuery } from '../widget-context.ts'

const STATUS_POLL_MS = 15_000

/** One person's status, moving by itself. Any number of these on a page cost one request. */
export function useEntraStatus(personId: string): UseQueryResult<PersonStatusReport> {
  const { queries } = useWidget().core
  useLive()
  const isLive = useIsLive()
  return useWidgetQuery({ ...queries.status(personId), refetchInterval: isLive ? false : STATUS_POLL_MS })
}
