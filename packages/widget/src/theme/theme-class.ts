import type { Theme } from '../options.ts'

/** The class of a root of ours, in a theme. */
export function classOf(theme: Theme | undefined): string {
  return theme === undefined ? 'plumm-entra' : `plumm-entra pe-theme-${theme}`
}
