import type { Connection, ConnectAttempt } from '@plumm/entra-shared'
import { useEffect } from 'react'
import { useMay, useWidget, useWidgetQuery } from '../widget-context.ts'
import type { Connect } from './use-connect.ts'

/** A consent window on another origin cannot tell us that it is done, so the attempt is asked. */
const WATCH_MS = 1_500

/** Somebody else acts, within hours; the live stream tells of it sooner. */
const GLANCE_MS = 15_000

/**
 * The attempt that is under way, watched until Microsoft and the administrator are done with it; null where this session
 * may not see it, or it could not be read.
 */
export function useAttempt(
  { flow, finish }: Connect,
  connection: Connection | undefined,
): ConnectAttempt | null | undefined {
  const { queries, queryClient } = useWidget().core
  const mayWatch = useMay('integrations:manage')
  const attemptId =
    flow.is === 'watching' || flow.is === 'linked'
      ? flow.attemptId
      : flow.is === 'idle' && connection && 'attemptId' in connection
        ? connection.attemptId
        : null
  const { data, isError } = useWidgetQuery({
    ...queries.attempt(attemptId ?? ''),
    enabled: attemptId !== null && mayWatch,
    refetchInterval: ({ state }) => pauseFor(state.data),
  })
  const isConnected = data?.state === 'connected'
  useEffect(() => {
    if (!isConnected) return
    // First what is true now, then the panel that shows it: nothing older flashes up between.
    void queryClient.invalidateQueries({ queryKey: queries.connection().queryKey }).then(finish)
  }, [isConnected, finish, queries, queryClient])
  return mayWatch && !(isError && data === undefined) ? data : null
}

function pauseFor(attempt: ConnectAttempt | undefined): number | false {
  if (attempt === undefined) return WATCH_MS
  if (attempt.state === 'signing-in') return GLANCE_MS
  if (attempt.state === 'awaiting-consent') return attempt.link?.for === 'administrator' ? GLANCE_MS : WATCH_MS
  return false
}
