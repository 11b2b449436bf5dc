import type { ReactNode } from 'react'
import { useStyles, useWidget } from '../widget-context.ts'
import base from './base.css?inline'
import parts from './parts.css?inline'
import tokens from './tokens.css?inline'

/** The class that everything of ours hangs under; portals carry it, too. */
export function useThemeClass(): string {
  const { theme } = useWidget()
  useStyles(tokens, base, parts)
  return theme === undefined ? 'plumm-entra' : `plumm-entra pe-theme-${theme}`
}

export function ThemeRoot({ children, className = '' }: { children: ReactNode; className?: string }) {
  const { formats } = useWidget()
  return (
    <div className={`${useThemeClass()} ${className}`} lang={formats.locale}>
      {children}
    </div>
  )
}
