import type { Connection } from '@plumm/entra-shared'
import { POLL_MS, pollUnless, useLive } from '../use-live.ts'
import { useIsLive, useSession, useWidget, useWidgetQuery } from '../widget-context.ts'

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
  const session = useSession()
  const { data, error, refetch } = useWidgetQuery({
    ...queries.connection(),
    enabled: session.permissions?.includes('integrations:read') ?? false,
    // A progress bar must move although its stream is quiet, so even a live panel looks now and then.
    refetchInterval: (query) => pollUnless(isLive)(query) || (isMoving(query.state.data) ? 2 * POLL_MS : false),
  })
  return { data, error: session.error ?? error, refetch }
}

function isMoving(connection: Connection | undefined): boolean {
  return connection !== undefined && 'progress' in connection && connection.progress !== null
}
