import { useCallback, useSyncExternalStore } from 'react'
import { useBadges } from './badge-context.ts'
import type { EntraStatus } from './statuses.ts'

/** One person's status, moving by itself. Any number of these on a page cost one request. */
export function useEntraStatus(personId: string): EntraStatus {
  const { statuses } = useBadges()
  const watch = useCallback((onChange: () => void) => statuses.watch(personId, onChange), [statuses, personId])
  const get = useCallback(() => statuses.get(personId), [statuses, personId])
  return useSyncExternalStore(watch, get, get)
}
