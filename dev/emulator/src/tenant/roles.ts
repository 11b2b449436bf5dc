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
  'License Administrator': '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'Guest Inviter': '95e79109-95c0-4d8e-aee3-d01accf2d47b',
  'Message Center Reader': '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
  'Password Administrator': '966707d0-3269-4727-9be2-8c3a10f19b9d',
  'Reports Reader': '4a5d8f65-41da-4de4-8968-e035b65339cf',
  'Usage Summary Reports Reader': '75934031-6c7e-415a-99d7-48dbd49e875e',
} as const
export type DirectoryRoleName = keyof typeof directoryRoles

/** What every member carries in `wids`, so that a `wids` claim alone proves nothing; guests carry one of their own. */
export const MEMBER_WID = 'b79fbf4d-3ef9-4689-8143-76b194e85509'
export const GUEST_WID = '13bd1c72-6f4a-4dcf-985f-18d3b80f208a'

/** May grant Microsoft Graph's application permissions to an app (graph-facts §6.1). */
const consentingRoles: string[] = [
  directoryRoles['Global Administrator'],
  directoryRoles['Privileged Role Administrator'],
]

/** Their holders are not protected: an app with Graph permissions alone may touch them (graph-facts §2.2, table). */
const unprivilegedRoles: string[] = [
  directoryRoles['Directory Readers'],
  directoryRoles['Guest Inviter'],
  directoryRoles['Message Center Reader'],
  directoryRoles['Reports Reader'],
  directoryRoles['Usage Summary Reports Reader'],
]

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
