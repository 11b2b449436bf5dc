/** For pages that show badges only: without the panel, the preview and the log. */
export { EntraProvider, type EntraProviderProps } from './EntraProvider.tsx'
export { EntraStatusBadge, type EntraStatusBadgeProps } from './status/EntraStatusBadge.tsx'
export { useEntraStatus } from './status/use-entra-status.ts'
