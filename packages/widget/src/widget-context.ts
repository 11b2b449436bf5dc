import type { Permission } from '@plumm/entra-shared'
import {
  type DefaultError,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query'
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import { permissionsIn } from './api/session.ts'
import type { Core } from './core.ts'
import type { Messages } from './messages/catalogue.ts'
import { type Deferred, useDeferred } from './messages/deferred.ts'
import type { ConnectingMessages } from './messages/en-gb/connecting.ts'
import type { LaterMessages } from './messages/en-gb/later.ts'
import type { Formats } from './messages/formats.ts'
import type { Theme } from './options.ts'
import { useStylesIn } from './status/badge-context.ts'
import type { StyleRoot } from './theme/style-root.ts'

export interface Widget {
  core: Core
  /** Undefined while its language is loading: parts are skeletons then (ui/Spoken.tsx). */
  speech: Speech | undefined
  theme: Theme | undefined
  /** What the host says is allowed; else the session token is read. */
  permissions: readonly Permission[] | undefined
  /** The document where absent; a server has none. */
  styleRoot: StyleRoot | undefined
  /** Where dialogs and cards are drawn; the end of the page where absent. */
  portal: Element | undefined
}

export interface Speech {
  messages: Messages
  formats: Formats
}

export const WidgetContext = createContext<Widget | undefined>(undefined)

export function useWidget(): Widget {
  const widget = useContext(WidgetContext)
  if (!widget) throw new Error('Put an <EntraProvider> around the parts of @plumm/entra-widget.')
  return widget
}

/** What a part speaks. */
function useSpeech(): Speech {
  const { speech } = useWidget()
  if (!speech) throw new Error('A part spoke before its language was loaded: put <Spoken> around it.')
  return speech
}
export const useMessages = (): Messages => useSpeech().messages
export const useFormats = (): Formats => useSpeech().formats

/** Words that come with what is loaded later; undefined for the moment they take. */
export const useLaterMessages = (): LaterMessages | undefined => useOnceHere(useMessages().later)
/** Words of the steps of connecting; undefined for the moment they take. */
export const useConnectingMessages = (): ConnectingMessages | undefined => useOnceHere(useMessages().connecting)

function useOnceHere<T>(words: Deferred<T>): T | undefined {
  const { value, isLost } = useDeferred(words)
  // As for any other chunk that is not there: the nearest Guard says what to do.
  if (isLost) throw new Error('Words could not be loaded.')
  return value
}

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
