import type { Tenant } from '../tenant/tenant.ts'
import { type World, findTenant } from '../world.ts'
import { anyTenant } from './discovery.ts'
import { refusals } from './login-error.ts'
import type { Account } from './login-pages.ts'

/** Shown per tenant; everybody else types their name. */
const SHOWN_MAX = 3
const COOKIE = 'EMULATORSESSION'

/** The tenants one can sign in to under an authority. */
export function tenantsOf(world: World, authority: string): Tenant[] {
  if (anyTenant.includes(authority)) return [...world.tenants.values()]
  const tenant = findTenant(world, authority)
  if (!tenant) throw refusals.unknownTenant(authority)
  return [tenant]
}

/** Administrators first, then the oldest accounts; whoever the client hinted at, too. Guests only in a tenant that is named. */
export function accountsToShow(tenants: readonly Tenant[], hint?: string): Account[] {
  const shown = tenants.flatMap((tenant) => {
    const accounts = tenant.directory.recordsFrom(0).flatMap((record): Account[] => {
      const version = tenant.directory.newest(record.id)
      if (!version || version.deletedAt !== undefined) return []
      if (tenants.length > 1 && version.user.userType === 'Guest') return []
      return [{ tenant, user: version.user, roles: record.roles }]
    })
    return accounts.toSorted((a, b) => Number(b.roles.length > 0) - Number(a.roles.length > 0)).slice(0, SHOWN_MAX)
  })
  const hinted = hint === undefined ? undefined : accountNamed(tenants, hint)
  return hinted === undefined || shown.some(({ user }) => user.id === hinted.user.id) ? shown : [hinted, ...shown]
}

/** @param choice `tenantId/userId` */
export function chosenAccount(tenants: readonly Tenant[], choice: string): Account | undefined {
  const [tenantId, userId = ''] = choice.split('/')
  const tenant = tenants.find(({ id }) => id === tenantId)
  const version = tenant?.directory.newest(userId)
  if (!tenant || !version || version.deletedAt !== undefined) return undefined
  return { tenant, user: version.user, roles: tenant.directory.record(userId)?.roles ?? [] }
}

/** By sign-in name; a guest by the name at home, and only in a tenant that is named: elsewhere it leads home. */
export function accountNamed(tenants: readonly Tenant[], signInName: string): Account | undefined {
  const wanted = signInName.toLowerCase()
  for (const tenant of tenants)
    for (const id of tenant.directory.idsWithAddress(signInName)) {
      const account = chosenAccount(tenants, `${tenant.id}/${id}`)
      if (!account) continue
      const { userType, mail, userPrincipalName } = account.user
      const isGuest = userType === 'Guest'
      const name = isGuest && tenants.length === 1 && typeof mail === 'string' ? mail : userPrincipalName
      if (name.toLowerCase() === wanted && !(isGuest && tenants.length > 1)) return account
    }
  return undefined
}

/** `signInSessionsValidFromDateTime`, which every revocation of a person's sessions changes. */
export function sessionsValidFrom({ user }: Pick<Account, 'user'>): string | undefined {
  const { signInSessionsValidFromDateTime: moment } = user
  return typeof moment === 'string' ? moment : undefined
}

/** Who signed in last in this browser, unless the sessions were revoked since. */
export function sessionAccount(tenants: readonly Tenant[], request: Request): Account | undefined {
  const value = new RegExp(`${COOKIE}=([^;]+)`).exec(request.headers.get('cookie') ?? '')?.[1]
  if (value === undefined) return undefined
  const [tenantId = '', userId = '', validFrom = ''] = decodeURIComponent(value).split('/')
  const account = chosenAccount(tenants, `${tenantId}/${userId}`)
  return account && (sessionsValidFrom(account) ?? '') === validFrom ? account : undefined
}

/** Third-party frames need SameSite=None. */
export function sessionCookie(account: Account): string {
  const { tenant, user } = account
  const value = encodeURIComponent(`${tenant.id}/${user.id}/${sessionsValidFrom(account) ?? ''}`)
  return `${COOKIE}=${value}; Path=/; Secure; HttpOnly; SameSite=None`
}

export const endedSessionCookie = `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0`
