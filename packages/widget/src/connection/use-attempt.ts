import type { Connection, ConnectAttempt } from '@plumm/entra-shared'
import { useEffect } from 'react'
import { useMay, useWidget, useWidgetQuery } from '../widget-context.ts'
import type { Connect } from './use-connect.ts'

/** A consent window on another origin cannot tell us that it is done, so the attempt is asked. */
const WATCH_MS = 1_500

/** The attempt that is under way, watched until Microsoft and the administrator are done with it. */
export function useAttempt({ flow, finish }: Connect, connection: Connection | undefined): ConnectAttempt | undefined {
  const { queries, queryClient } = useWidget().core
  const mayWatch = useMay('integrations:manage')
  const attemptId =
    flow.is === 'watching' ? flow.attemptId : connection?.state === 'awaiting-consent' ? connection.attemptId : null
  const { data } = useWidgetQuery({
    ...queries.attempt(attemptId ?? ''),
    enabled: attemptId !== null && mayWatch,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? WATCH_MS : false),
  })
  const isConnected = data?.state === 'connected'
  useEffect(() => {
    if (!isConnected) return
    // First what is true now, then the panel that shows it: nothing older flashes up between.
    void queryClient.invalidateQueries({ queryKey: queries.connection().queryKey }).then(finish)
  }, [isConnected, finish, queries, queryClient])
  return data
}

function isUnderWay(attempt: ConnectAttempt | undefined): boolean {
  return attempt === undefined || attempt.state === 'awaiting-consent' || attempt.state === 'signing-in'
}
