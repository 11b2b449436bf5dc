import type { StreamEvent } from '@plumm/entra-shared'
import { useEffect, useRef } from 'react'
import { useWidget } from './widget-context.ts'

/** Keeps the stream open while this component is on the page, and hands its events on. */
export function useLive(onEvent?: (event: StreamEvent) => void): void {
  const { live } = useWidget().core
  const newest = useRef(onEvent)
  useEffect(() => {
    newest.current = onEvent
  })
  useEffect(() => live.listen((event) => newest.current?.(event)), [live])
}

/** How often a query asks by itself while there is no stream. */
export const POLL_MS = 5_000

/** For a query that the stream keeps up: it asks by itself while there is no stream, and while it has no answer. */
export function pollUnless(isLive: boolean) {
  return ({ state }: { state: { error: unknown } }): number | false =>
    isLive && state.error === null ? false : POLL_MS
}
