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

/** Administrators first, then the oldest accounts. */
export function accountsToShow(tenants: readonly Tenant[]): Account[] {
  return tenants.flatMap((tenant) => {
    const accounts = tenant.directory.recordsFrom(0).flatMap((record): Account[] => {
      const version = tenant.directory.newest(record.id)
      if (!version || version.deletedAt !== undefined) return []
      return [{ tenant, user: version.user, roles: record.roles }]
    })
    return accounts.toSorted((a, b) => Number(b.roles.length > 0) - Number(a.roles.length > 0)).slice(0, SHOWN_MAX)
  })
}

/** @param choice `tenantId/userId` */
export function chosenAccount(tenants: readonly Tenant[], choice: string): Account | undefined {
  const [tenantId, userId = ''] = choice.split('/')
  const tenant = tenants.find(({ id }) => id === tenantId)
  const version = tenant?.directory.newest(userId)
  if (!tenant || !version || version.deletedAt !== undefined) return undefined
  return { tenant, user: version.user, roles: tenant.directory.record(userId)?.roles ?? [] }
}

export function accountNamed(tenants: readonly Tenant[], signInName: string): Account | undefined {
  for (const tenant of tenants)
    for (const id of tenant.directory.idsWithAddress(signInName)) {
      const account = chosenAccount(tenants, `${tenant.id}/${id}`)
      if (account?.user.userPrincipalName.toLowerCase() === signInName.toLowerCase()) return account
    }
  return undefined
}

/** Who signed in last in this browser: what `prompt=none` goes by. */
export function sessionAccount(tenants: readonly Tenant[], request: Request): Account | undefined {
  const value = new RegExp(`${COOKIE}=([^;]+)`).exec(request.headers.get('cookie') ?? '')?.[1]
  return value === undefined ? undefined : chosenAccount(tenants, decodeURIComponent(value))
}

/** Third-party frames need SameSite=None. */
export function sessionCookie({ tenant, user }: Account): string {
  return `${COOKIE}=${encodeURIComponent(`${tenant.id}/${user.id}`)}; Path=/; Secure; HttpOnly; SameSite=None`
}

export const endedSessionCookie = `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0`
