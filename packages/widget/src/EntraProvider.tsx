import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { createCore } from './core.ts'
import { createHost, localeOf } from './host.ts'
import { catalogues, messagesIn } from './messages/catalogue.ts'
import { useSpoken } from './messages/use-spoken.ts'
import { type WidgetOptions, browserEnvironment } from './options.ts'
import { BadgeContext, type Badges } from './status/badge-context.ts'
import type { StyleRoot } from './theme/style-root.ts'
import { type Widget, WidgetContext } from './widget-context.ts'

export interface EntraProviderProps extends WidgetOptions {
  children?: ReactNode
  /** Where stylesheets go; the document, unless the widget is mounted into a shadow root. */
  styleRoot?: StyleRoot | undefined
  /** Where dialogs and cards are drawn; the end of the page, unless the widget is mounted into a shadow root. */
  portal?: Element | undefined
}

/** Put one around all parts that belong together: they share a session, what is known, and one live stream. */
export function EntraProvider({ children, ...options }: EntraProviderProps) {
  const { bffUrl, redirectBridgeUrl, theme, permissions, styleRoot, portal } = options
  const spoken = useSpoken(localeOf(options), catalogues)

  const [environment] = useState(() => ({ ...browserEnvironment, ...options.environment }))
  const [host] = useState(() => createHost(options))
  useEffect(() => host.meet(options))

  const core = useMemo(
    () => createCore({ bffUrl, redirectBridgeUrl, ...host.callbacks }, environment),
    [bffUrl, redirectBridgeUrl, host, environment],
  )
  const speech = useMemo(() => spoken && messagesIn(spoken, environment.now), [spoken, environment])
  const widget = useMemo<Widget>(
    () => ({ core, speech, theme, permissions, styleRoot, portal }),
    [core, speech, theme, permissions, styleRoot, portal],
  )
  const badges = useMemo<Badges>(() => {
    const inBadges = spoken && speech && { ...spoken, words: speech.messages.status }
    return { statuses: core.statuses, spoken: inBadges, theme, styleRoot, portal, options: null }
  }, [core, spoken, speech, theme, styleRoot, portal])

  return (
    <WidgetContext.Provider value={widget}>
      <BadgeContext.Provider value={badges}>{children}</BadgeContext.Provider>
    </WidgetContext.Provider>
  )
}
