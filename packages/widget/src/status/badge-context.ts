import { createContext, useContext, useInsertionEffect } from 'react'
import type { BadgeWords } from '../messages/en-gb/badge.ts'
import type { Theme, WidgetOptions } from '../options.ts'
import { type StyleRoot, adoptStyles } from '../theme/style-root.ts'
import type { Statuses } from './statuses.ts'

/** All that a badge needs, so that a page of badges loads nothing else. */
export interface Badges {
  statuses: Statuses
  words: BadgeWords
  locale: string
  theme: Theme | undefined
  styleRoot: StyleRoot
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

/** Brings stylesheets into a root, once each, before anything is painted. */
export function useStylesIn(styleRoot: StyleRoot, sheets: readonly string[]): void {
  useInsertionEffect(() => {
    for (const css of sheets) adoptStyles(styleRoot, css)
  })
}
