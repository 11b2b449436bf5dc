import type { ReactNode } from 'react'
import { Spoken } from '../ui/Spoken.tsx'
import { useStyles, useWidget } from '../widget-context.ts'
import base from './base.css?inline'
import parts from './parts.css?inline'
import root from './root.css?inline'
import { classOf } from './theme-class.ts'
import tokens from './tokens.css?inline'

/** The class that everything of ours hangs under; portals carry it, too. */
export function useThemeClass(): string {
  const { theme } = useWidget()
  useStyles(tokens, root, base, parts)
  return classOf(theme)
}

/** A part's outermost element: its theme, its language, and which way that is written, whatever the page's own is. */
export function ThemeRoot({
  children,
  className = '',
  meanwhile = null,
}: {
  children: ReactNode
  className?: string
  /** While the language is loading. */
  meanwhile?: ReactNode
}) {
  const { speech } = useWidget()
  return (
    <div className={`${useThemeClass()} ${className}`} lang={speech?.formats.locale} dir={speech?.formats.dir}>
      <Spoken meanwhile={meanwhile}>{children}</Spoken>
    </div>
  )
}
