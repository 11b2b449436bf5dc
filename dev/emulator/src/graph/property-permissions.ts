import { refuse } from './graph-refusal.ts'

/** Permissions that allow an update of certain properties only (graph-facts §2.1, per-property). */
const propertiesByPermission: Record<string, readonly string[]> = {
  'User-Mail.ReadWrite.All': ['otherMails'],
  'User-PasswordProfile.ReadWrite.All': ['passwordProfile'],
  'User-Phone.ReadWrite.All': ['businessPhones', 'mobilePhone'],
  'User.EnableDisableAccount.All': ['accountEnabled'],
  'User.ManageIdentities.All': ['identities'],
}

const broad = ['User.ReadWrite.All', 'Directory.ReadWrite.All']

/** An update with narrow permissions touches only what they name; all or nothing. */
export function checkNarrowPermission(roles: readonly string[], properties: readonly string[]): void {
  if (roles.some((role) => broad.includes(role))) return
  const allowed = roles.flatMap((role) => propertiesByPermission[role] ?? [])
  if (properties.some((name) => !allowed.includes(name))) throw refuse.denied()
  // "User.EnableDisableAccount.All + User.Read.All"
  if (properties.includes('accountEnabled') && !roles.includes('User.Read.All')) throw refuse.denied()
}
