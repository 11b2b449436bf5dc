import type { Json } from '../json.ts'

/** A user as Graph stores it: what was never set is absent. Properties as in Graph's user resource. */
export interface DirectoryUser {
  id: string
  userPrincipalName: string
  displayName: string
  accountEnabled: boolean
  mailNickname: string
  /** ISO 8601 with Z. */
  createdDateTime: string
  userType: 'Member' | 'Guest'
  [property: string]: Json
}

/** The smtp addresses of a user, lower-cased and without `smtp:`; what may not be used twice in a tenant. */
export function addressesOf(user: DirectoryUser): string[] {
  const addresses = new Set<string>()
  if (typeof user.mail === 'string') addresses.add(user.mail.toLowerCase())
  if (Array.isArray(user.proxyAddresses))
    for (const address of user.proxyAddresses)
      if (typeof address === 'string') addresses.add(address.toLowerCase().replace(/^smtp:/, ''))
  return [...addresses]
}

/** The user without one of the addresses, as `mail` and as an alias. */
export function withoutAddress(user: DirectoryUser, address: string): DirectoryUser {
  const next = { ...user }
  const isOther = (item: Json) => typeof item !== 'string' || item.toLowerCase().replace(/^smtp:/, '') !== address
  if (next.mail !== undefined && !isOther(next.mail)) delete next.mail
  if (Array.isArray(next.proxyAddresses)) next.proxyAddresses = next.proxyAddresses.filter(isOther)
  return next
}

/** What finds a user in the index: sign-in name, addresses, and the immutable id, which is unique as well. */
export function uniqueKeysOf(user: DirectoryUser): string[] {
  const { userPrincipalName, onPremisesImmutableId } = user
  const keys = [userPrincipalName.toLowerCase(), ...addressesOf(user)]
  return typeof onPremisesImmutableId === 'string' ? [...keys, immutableIdKey(onPremisesImmutableId)] : keys
}

/** A key that no address can be. */
export function immutableIdKey(id: string): string {
  return `immutable-id ${id.toLowerCase()}`
}

/**
 * `proxyAddresses` after a change of `mail` or `userPrincipalName`: the new mail is the primary address, the old primary
 * and a new sign-in name stay or come as secondary ones (graph-facts §2.3 "mail", §2.4).
 */
export function recalculateAddresses(before: DirectoryUser | undefined, after: DirectoryUser): DirectoryUser {
  const mail = typeof after.mail === 'string' ? after.mail : undefined
  const hadAddresses = Array.isArray(before?.proxyAddresses) && before.proxyAddresses.length > 0
  const isRenamed = before !== undefined && before.userPrincipalName !== after.userPrincipalName
  const isMailChanged = mail !== undefined && mail !== before?.mail
  if (!isMailChanged && !(isRenamed && hadAddresses)) return after

  const kept = Array.isArray(after.proxyAddresses)
    ? after.proxyAddresses.filter((item) => typeof item === 'string')
    : []
  const addresses = isMailChanged ? kept.map((item) => item.replace(/^SMTP:/, 'smtp:')) : [...kept]
  const add = (address: string, prefix: 'SMTP:' | 'smtp:') => {
    const index = addresses.findIndex((item) => item.toLowerCase() === `smtp:${address.toLowerCase()}`)
    if (index >= 0 && prefix === 'smtp:') return
    if (index >= 0) addresses.splice(index, 1)
    if (prefix === 'SMTP:') addresses.unshift(prefix + address)
    else addresses.push(prefix + address)
  }
  if (isMailChanged) add(mail, 'SMTP:')
  if (isRenamed || isMailChanged) add(after.userPrincipalName, 'smtp:')
  return { ...after, proxyAddresses: addresses }
}
