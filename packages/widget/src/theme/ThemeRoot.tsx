import type { ReactNode } from 'react'
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

export function ThemeRoot({ children, className = '' }: { children: ReactNode; className?: string }) {
  const { formats } = useWidget()
  return (
    <div className={`${useThemeClass()} ${className}`} lang={formats.locale}>
      {children}
    </div>
  )
}
