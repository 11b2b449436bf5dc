import { randomUUID } from 'node:crypto'
import type { Json } from '../json.ts'
import { type World, ensureServicePrincipal } from '../world.ts'
import { grantRoles, withdrawRoles } from './consent.ts'
import type { UserVersion } from './directory.ts'
import { type EmulatedGroups, emulatedGroups } from './emulated-groups.ts'
import { type DirectoryUser, recalculateAddresses } from './directory-user.ts'
import { isPrivileged, roleId } from './roles.ts'
import { type Tenant, defaultDomain, initialDomain } from './tenant.ts'

export interface NewUser {
  userPrincipalName: string
  /** Names or template ids of directory roles. */
  roles?: string[]
  /** Puts the user into a role-assignable group, whose members are protected like role holders (graph-facts §2.2). */
  isInRoleAssignableGroup?: boolean
  managerId?: string
  [property: string]: Json | undefined
}

/** A tenant as its own administrator has it in hand: no permissions, no lag, every change shows in delta. */
export interface EmulatedTenant extends EmulatedGroups {
  id: string
  name: string
  domain: string
  initialDomain: string
  /** Living users, in order of creation. */
  users: () => DirectoryUser[]
  /** Living user by object id or sign-in name. */
  user: (idOrUpn: string) => DirectoryUser | undefined
  deletedUsers: () => DirectoryUser[]
  admins: () => DirectoryUser[]
  rolesOf: (idOrUpn: string) => string[]
  managerOf: (idOrUpn: string) => DirectoryUser | undefined
  addUser: (user: NewUser) => DirectoryUser
  /** null clears. `manager` is an object id or sign-in name. */
  editUser: (idOrUpn: string, patch: Record<string, Json>) => DirectoryUser
  /** Into the recycle bin, as in Entra; `forever` empties it. */
  deleteUser: (idOrUpn: string, options?: { forever?: boolean }) => void
  restoreUser: (id: string) => DirectoryUser
  assignRole: (idOrUpn: string, role: string) => void
  removeRole: (idOrUpn: string, role: string) => void
  addDomain: (name: string, options?: { isVerified?: boolean; isFederated?: boolean }) => void
  /** Grants all that the app asks for, or just these. */
  grantConsent: (roles?: string[]) => void
  /** Takes back everything, or just these; tokens given out keep what they carry until they expire. */
  withdrawConsent: (roles?: string[]) => void
  grantedRoles: () => string[]
  isAppInstalled: () => boolean
  /** Deletes the enterprise application: AADSTS7000229. */
  removeApp: () => void
  /** “Enabled for users to sign in: no” on the enterprise application: AADSTS7000112. */
  disableApp: () => void
  enableApp: () => void
  /** Delta tokens given out so far are refused: as too old, or with the address to start over at, as after maintenance. */
  forgetDeltaTokens: (told?: 'expired' | 'moved') => void
  /** A directory role for the app itself, by name or template id: what it needs for passwords and protected people. */
  assignAppRole: (role: string) => void
  removeAppRole: (role: string) => void
  /** Makes the app an owner of its enterprise application, so that `Application.ReadWrite.OwnedBy` reaches it. */
  makeAppItsOwner: () => void
}

/** @throws when the person is not there: a test that plays administrator means somebody who exists */
export function emulatedTenant(world: World, tenant: Tenant): EmulatedTenant {
  const { directory } = tenant

  function* living(): Generator<UserVersion> {
    for (const { id } of directory.recordsFrom(0)) {
      const version = directory.newest(id)
      if (version && version.deletedAt === undefined) yield version
    }
  }
  const find = (idOrUpn: string): UserVersion | undefined => {
    const candidates = [idOrUpn, ...directory.idsWithAddress(idOrUpn)].map((id) => directory.newest(id))
    return candidates.find(
      (version) =>
        version?.deletedAt === undefined &&
        [version?.user.id, version?.user.userPrincipalName].some((key) => key?.toLowerCase() === idOrUpn.toLowerCase()),
    )
  }
  const get = (idOrUpn: string): UserVersion => {
    const version = find(idOrUpn)
    if (!version) throw new Error(`${tenant.name} has no user ${idOrUpn}.`)
    return version
  }
  const recordOf = (idOrUpn: string) => {
    const record = directory.record(get(idOrUpn).user.id)
    if (!record) throw new Error(`${tenant.name} has no user ${idOrUpn}.`)
    return record
  }

  const groups = emulatedGroups(world, tenant, (idOrUpn) => get(idOrUpn).user)

  return {
    ...groups,
    id: tenant.id,
    name: tenant.name,
    domain: defaultDomain(tenant),
    initialDomain: initialDomain(tenant),
    users: () => [...living()].map(({ user }) => user),
    user: (idOrUpn) => find(idOrUpn)?.user,
    deletedUsers: () =>
      directory
        .recordsFrom(0)
        .map(({ id }) => directory.newest(id))
        .flatMap((version) => (version?.deletedAt === undefined ? [] : [version.user])),
    admins: () =>
      [...living()].map(({ user }) => user).filter(({ id }) => directory.record(id)?.roles.some(isPrivileged)),
    rolesOf: (idOrUpn) => [...recordOf(idOrUpn).roles],
    managerOf: (idOrUpn) => {
      const { managerId } = get(idOrUpn)
      return managerId === undefined ? undefined : find(managerId)?.user
    },
    addUser({ roles = [], isInRoleAssignableGroup = false, managerId, ...input }) {
      const local = input.userPrincipalName.split('@')[0] ?? ''
      const user: DirectoryUser = recalculateAddresses(undefined, {
        id: randomUUID(),
        displayName: local,
        accountEnabled: true,
        mailNickname: local,
        createdDateTime: new Date(world.now()).toISOString().replace(/\.\d+Z/, 'Z'),
        userType: 'Member',
        ...defined(input),
        userPrincipalName: input.userPrincipalName,
      })
      if (find(user.userPrincipalName)) throw new Error(`${user.userPrincipalName} exists already.`)
      directory.commit(
        { user, ...(managerId !== undefined && { managerId: get(managerId).user.id }) },
        'created',
        'admin',
      )
      recordOf(user.id).roles.push(...roles.map(roleId))
      if (isInRoleAssignableGroup)
        groups.addGroup({ displayName: `Role for ${local}`, isAssignableToRole: true, members: [user.id] })
      world.touch()
      return user
    },
    editUser(idOrUpn, { manager, ...patch }) {
      const { managerId, ...before } = get(idOrUpn)
      const user = recalculateAddresses(before.user, { ...before.user, ...patch, id: before.user.id })
      const newManager =
        manager === undefined ? managerId : typeof manager === 'string' ? get(manager).user.id : undefined
      directory.commit({ user, ...(newManager !== undefined && { managerId: newManager }) }, 'changed', 'admin')
      world.touch()
      return user
    },
    deleteUser(idOrUpn, { forever = false } = {}) {
      const version = find(idOrUpn) ?? directory.newest(idOrUpn)
      if (!version) throw new Error(`${tenant.name} has no user ${idOrUpn}.`)
      const deleted = { ...version, deletedAt: version.deletedAt ?? world.now() }
      directory.commit(forever ? { ...deleted, isPurged: true } : deleted, forever ? 'purged' : 'deleted', 'admin')
      world.touch()
    },
    restoreUser(id) {
      const version = directory.newest(id)
      if (version?.deletedAt === undefined) throw new Error(`${id} is not in the recycle bin of ${tenant.name}.`)
      const { deletedAt: _, ...restored } = version
      world.touch()
      return directory.commit(restored, 'restored', 'admin').user
    },
    assignRole(idOrUpn, role) {
      const { roles } = recordOf(idOrUpn)
      if (!roles.includes(roleId(role))) roles.push(roleId(role))
      world.touch()
    },
    removeRole(idOrUpn, role) {
      const record = recordOf(idOrUpn)
      record.roles = record.roles.filter((id) => id !== roleId(role))
      world.touch()
    },
    addDomain(name, { isVerified = true, isFederated = false } = {}) {
      tenant.domains.push({
        name: name.toLowerCase(),
        isDefault: false,
        isInitial: false,
        isVerified,
        ...(isFederated && { authenticationType: 'Federated' }),
      })
      world.touch()
    },
    grantConsent: (roles = world.app.requiredRoles) => grantRoles(world, tenant, roles),
    withdrawConsent: (roles) => withdrawRoles(world, tenant, roles),
    grantedRoles: () => [...(tenant.servicePrincipal?.grantedRoles ?? [])],
    isAppInstalled: () => tenant.servicePrincipal !== undefined,
    removeApp() {
      tenant.servicePrincipal = undefined
      world.touch()
    },
    disableApp() {
      ensureServicePrincipal(world, tenant).isEnabled = false
    },
    enableApp() {
      ensureServicePrincipal(world, tenant).isEnabled = true
    },
    forgetDeltaTokens(told = 'expired') {
      directory.forgetDeltaTokens(told)
      world.touch()
    },
    assignAppRole(role) {
      const principal = ensureServicePrincipal(world, tenant)
      principal.directoryRoles = [...new Set([...(principal.directoryRoles ?? []), roleId(role)])]
    },
    removeAppRole(role) {
      const principal = ensureServicePrincipal(world, tenant)
      principal.directoryRoles = (principal.directoryRoles ?? []).filter((id) => id !== roleId(role))
    },
    makeAppItsOwner() {
      ensureServicePrincipal(world, tenant).isOwnedByItself = true
    },
  }
}

function defined(input: Record<string, Json | undefined>): Record<string, Json> {
  const result: Record<string, Json> = {}
  for (const [key, value] of Object.entries(input)) if (value !== undefined) result[key] = value
  return result
}
