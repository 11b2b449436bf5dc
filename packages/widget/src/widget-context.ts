import type { Permission } from '@plumm/entra-shared'
import {
  type DefaultError,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { permissionsIn } from './api/session.ts'
import type { Core } from './core.ts'
import type { Formats } from './messages/formats.ts'
import type { Messages } from './messages/en-gb/en-gb.ts'
import type { LaterMessages } from './messages/en-gb/later.ts'
import type { Theme } from './options.ts'
import { useStylesIn } from './status/badge-context.ts'
import type { StyleRoot } from './theme/style-root.ts'

export interface Widget {
  core: Core
  messages: Messages
  formats: Formats
  theme: Theme | undefined
  /** What the host says is allowed; else the session token is read. */
  permissions: readonly Permission[] | undefined
  /** The document where absent; a server has none. */
  styleRoot: StyleRoot | undefined
  /** Where dialogs and cards are drawn; the end of the page where absent. */
  portal: Element | undefined
}

export const WidgetContext = createContext<Widget | undefined>(undefined)

export function useWidget(): Widget {
  const widget = useContext(WidgetContext)
  if (!widget) throw new Error('Put an <EntraProvider> around the parts of @plumm/entra-widget.')
  return widget
}

export const useMessages = (): Messages => useWidget().messages
/** Words that come with what is loaded later; undefined for the moment they take. */
export function useLaterMessages(): LaterMessages | undefined {
  const { later } = useMessages()
  const [words, setWords] = useState<LaterMessages>()
  useEffect(() => {
    let isHere = true
    void later().then((loaded) => isHere && setWords(loaded))
    return () => {
      isHere = false
    }
  }, [later])
  return words
}
export const useFormats = (): Formats => useWidget().formats

/** A query of this widget's own client, whichever provider the host has around us. */
export function useWidgetQuery<Data, Shown = Data, Key extends QueryKey = QueryKey>(
  options: UseQueryOptions<Data, DefaultError, Shown, Key>,
): UseQueryResult<Shown> {
  return useQuery(options, useWidget().core.queryClient)
}

/** Is the stream open? While it is not, queries poll. */
export function useIsLive(): boolean {
  const { live } = useWidget().core
  return useSyncExternalStore(live.subscribe, live.isOpen, () => false)
}

/** What the session allows, for display only: the BFF decides. Undefined until that is known, or why it is not. */
export function useSession(): { permissions: readonly Permission[] | undefined; error: Error | null } {
  const { core, permissions } = useWidget()
  const token = useWidgetQuery({ ...core.queries.session(core.getSessionToken), enabled: permissions === undefined })
  return useMemo(() => {
    if (permissions) return { permissions, error: null }
    if (token.data === undefined) return { permissions: undefined, error: token.error }
    // A token we cannot read is let through: the BFF refuses what is not allowed.
    const read = permissionsIn(token.data) ?? ['status:read', 'integrations:read', 'integrations:manage']
    return { permissions: read, error: null }
  }, [permissions, token.data, token.error])
}

export const usePermissions = (): readonly Permission[] | undefined => useSession().permissions

export function useMay(permission: Permission): boolean {
  return usePermissions()?.includes(permission) ?? false
}

/** Brings a part's stylesheet into the root it is drawn in. */
export function useStyles(...sheets: string[]): void {
  useStylesIn(useWidget().styleRoot, sheets)
}
