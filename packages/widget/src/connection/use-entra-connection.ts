import type { Connection } from '@plumm/entra-shared'
import { POLL_MS, useLive } from '../use-live.ts'
import { useIsLive, useMay, useWidget, useWidgetQuery } from '../widget-context.ts'

export interface EntraConnectionState {
  /** Undefined until it is known; the last that was heard when something goes wrong afterwards. */
  data: Connection | undefined
  /** Why it could not be read lately; null when it could. */
  error: Error | null
  refetch: () => Promise<unknown>
}

/**
 * The connection as the BFF sees it, kept up by the live stream. Without the permission `integrations:read` nothing is
 * asked and `data` stays undefined.
 */
export function useEntraConnection(): EntraConnectionState {
  const { queries } = useWidget().core
  useLive()
  const isLive = useIsLive()
  const enabled = useMay('integrations:read')
  return useWidgetQuery({
    ...queries.connection(),
    enabled,
    // A progress bar must move although its stream is quiet, so even a live panel looks now and then.
    refetchInterval: ({ state }) => (isLive ? (isMoving(state.data) ? 2 * POLL_MS : false) : POLL_MS),
  })
}

function isMoving(connection: Connection | undefined): boolean {
  return connection !== undefined && 'progress' in connection && connection.progress !== null
}
