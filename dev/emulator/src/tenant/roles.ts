/** Directory roles by template id, the same in every tenant (graph-facts §6.1). */
export const directoryRoles = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Privileged Authentication Administrator': '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Authentication Administrator': 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Reports Reader': '4a5d8f65-41da-4de4-8968-e035b65339cf',
} as const
export type DirectoryRoleName = keyof typeof directoryRoles

/** What everybody without a role carries in `wids`, so that a `wids` claim alone proves nothing. */
export const ORDINARY_USER_WID = 'b79fbf4d-3ef9-4689-8143-76b194e85509'

/** May grant Microsoft Graph's application permissions to an app (graph-facts §6.1). */
const consentingRoles: string[] = [
  directoryRoles['Global Administrator'],
  directoryRoles['Privileged Role Administrator'],
]

/** Their holders are not protected: an Authentication Administrator may touch them (graph-facts §2.2, table). */
const unprivilegedRoles: string[] = [directoryRoles['Directory Readers'], directoryRoles['Reports Reader']]

export function mayConsent(roles: readonly string[]): boolean {
  return roles.some((role) => consentingRoles.includes(role))
}

export function isPrivileged(role: string): boolean {
  return !unprivilegedRoles.includes(role)
}

/** Accepts a role's name or template id. */
export function roleId(nameOrId: string): string {
  for (const [name, id] of Object.entries(directoryRoles)) if (name === nameOrId || id === nameOrId) return id
  throw new Error(`No directory role is called “${nameOrId}”. Known: ${Object.keys(directoryRoles).join(', ')}.`)
}

export function roleName(id: string): string {
  return Object.entries(directoryRoles).find(([, roleId]) => roleId === id)?.[0] ?? id
}
