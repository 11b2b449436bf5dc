/** For pages that show badges only: without the panel, the preview and the log. The card comes when one is opened. */
export {
  BadgeProvider as EntraProvider,
  type BadgeProviderProps as EntraProviderProps,
} from './status/BadgeProvider.tsx'
export { EntraStatusBadge, type EntraStatusBadgeProps } from './status/EntraStatusBadge.tsx'
export type { EntraStatus } from './status/statuses.ts'
export { useEntraStatus } from './status/use-entra-status.ts'
