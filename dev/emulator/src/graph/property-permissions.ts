import { directoryRoles } from '../tenant/roles.ts'
import type { GraphCall } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'

/** Permissions that allow an update of certain properties only (graph-facts §2.1, per-property). */
const propertiesByPermission: Record<string, readonly string[]> = {
  'User-LifeCycleInfo.ReadWrite.All': ['employeeLeaveDateTime'],
  'User-Mail.ReadWrite.All': ['otherMails'],
  'User-PasswordProfile.ReadWrite.All': ['passwordProfile'],
  'User-Phone.ReadWrite.All': ['businessPhones', 'mobilePhone'],
  'User.EnableDisableAccount.All': ['accountEnabled'],
  'User.ManageIdentities.All': ['identities'],
}

/** These are not covered by a broad permission: "required" on the page of the update. */
const ownPermission: Record<string, string> = {
  customSecurityAttributes: 'CustomSecAttributeAssignment.ReadWrite.All',
  employeeLeaveDateTime: 'User-LifeCycleInfo.ReadWrite.All',
  identities: 'User.ManageIdentities.All',
}

/** "User.EnableDisableAccount.All + User.Read.All", and so for the date of leaving. */
const alsoNeedUserRead = ['accountEnabled', 'employeeLeaveDateTime']

const broad = ['User.ReadWrite.All', 'Directory.ReadWrite.All']

/** At least User Administrator, for the app itself (graph-facts §2.1, passwordProfile). */
const passwordRoles: readonly string[] = [
  directoryRoles['User Administrator'],
  directoryRoles['Privileged Authentication Administrator'],
  directoryRoles['Global Administrator'],
]

/** What an update may touch with the permissions at hand; all or nothing (graph-facts §2.1, per-property). */
export function checkPropertyPermissions({ roles, tenant, world }: GraphCall, properties: readonly string[]): void {
  for (const name of properties) {
    const needed = Object.hasOwn(ownPermission, name) ? ownPermission[name] : undefined
    if (needed !== undefined && !roles.includes(needed)) throw refuse.denied()
  }
  if (properties.includes('passwordProfile') && !holdsPasswordRole(tenant.servicePrincipal?.directoryRoles))
    throw refuse.denied()
  if (roles.some((role) => broad.includes(role))) return
  if (world.beliefs.knowsUserCreate && roles.includes('User.ReadUpdate.All')) return
  const allowed = roles.flatMap((role) => propertiesByPermission[role] ?? [])
  const own = roles.includes('CustomSecAttributeAssignment.ReadWrite.All') ? ['customSecurityAttributes'] : []
  if (properties.some((name) => !allowed.includes(name) && !own.includes(name))) throw refuse.denied()
  if (properties.some((name) => alsoNeedUserRead.includes(name)) && !roles.includes('User.Read.All'))
    throw refuse.denied()
}

function holdsPasswordRole(held: readonly string[] = []): boolean {
  return held.some((role) => passwordRoles.includes(role))
}
