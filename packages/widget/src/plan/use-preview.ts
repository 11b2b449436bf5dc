import type { Preview } from '@plumm/entra-shared'
import type { UseQueryResult } from '@tanstack/react-query'
import { useWidget, useWidgetQuery } from '../widget-context.ts'

const PLANNING_POLL_MS = 1_000

/** How the newest preview stands, with the first few of its people; it is asked for by itself while it is being made. */
export function usePreview(limit: number, enabled = true): UseQueryResult<Preview> {
  const { queries } = useWidget().core
  return useWidgetQuery({
    ...queries.preview(limit),
    enabled,
    refetchInterval: ({ state }) => (state.data?.state === 'planning' ? PLANNING_POLL_MS : false),
  })
}
