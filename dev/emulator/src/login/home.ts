import type { DirectoryUser } from '../tenant/directory-user.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type World, findTenant } from '../world.ts'

/** Where a person belongs: a guest's own company, where it exists here, else the tenant itself. */
export interface Home {
  tenant: Tenant
  /** Object id at home. */
  userId: string
  /** What the person types to sign in: never the `#EXT#` name. */
  signInName: string
}

export function homeOf(world: World, tenant: Tenant, user: DirectoryUser): Home {
  const here = { tenant, userId: user.id, signInName: user.userPrincipalName }
  if (user.userType !== 'Guest' || typeof user.mail !== 'string') return here
  const signInName = user.mail
  const home = findTenant(world, signInName.slice(signInName.indexOf('@') + 1))
  const atHome = home?.directory
    .idsWithAddress(signInName)
    .map((id) => home.directory.newest(id))
    .find((version) => version?.user.userPrincipalName.toLowerCase() === signInName.toLowerCase())
  return home && atHome ? { tenant: home, userId: atHome.user.id, signInName } : { ...here, signInName }
}
