import { createContext, useContext, useInsertionEffect, useState } from 'react'
import type { BadgeWords } from '../messages/en-gb/badge.ts'
import type { Spoken } from '../messages/use-spoken.ts'
import type { Theme, WidgetOptions } from '../options.ts'
import { type StyleRoot, adoptStyles } from '../theme/style-root.ts'
import type { Statuses } from './statuses.ts'

/** All that a badge needs, so that a page of badges loads nothing else. */
export interface Badges {
  statuses: Statuses
  /** Undefined while the language is loading. */
  spoken: Spoken<BadgeWords> | undefined
  theme: Theme | undefined
  /** The document where absent; a server has none. */
  styleRoot: StyleRoot | undefined
  portal: Element | undefined
  /** What the rest of the widget is made of when a card opens; null where it is on the page already. */
  options: WidgetOptions | null
}

export const BadgeContext = createContext<Badges | undefined>(undefined)

export function useBadges(): Badges {
  const badges = useContext(BadgeContext)
  if (!badges) throw new Error('Put an <EntraProvider> around the parts of @plumm/entra-widget.')
  return badges
}

/** Brings stylesheets into a root before anything is painted, and takes them away with the last part that needs them. */
export function useStylesIn(styleRoot: StyleRoot | undefined, sheets: readonly string[]): void {
  // Which ones a part needs never changes, though their list is another one at every turn.
  const [needed] = useState(sheets)
  useInsertionEffect(() => {
    const release = needed.map((css) => adoptStyles(styleRoot ?? document, css))
    return () => release.forEach((call) => call())
  }, [styleRoot, needed])
}
