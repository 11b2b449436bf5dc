import { type DirectoryState, createDirectory } from './tenant/directory.ts'
import type { Replication } from './tenant/replication.ts'
import { directoryRoles } from './tenant/roles.ts'
import type { ServicePrincipal, Tenant } from './tenant/tenant.ts'
import type { AppRegistration } from './world.ts'

/** Fixed, so that a client's configuration outlives a restart. Nothing here opens anything real. */
export function seedApp(): AppRegistration {
  return {
    clientId: '3f2a9c1e-7b64-4d0a-9e58-1c6f0b7d2a44',
    clientSecret: 'emulator~only~secret~8Q2pX4vT7mZ1',
    name: 'Plumm for Microsoft Entra ID',
    redirectUris: [],
    requiredRoles: ['User.ReadWrite.All', 'User.Read.All', 'RoleManagement.Read.Directory'],
  }
}

/** A tenant as it is written to disk. */
export interface TenantState {
  id: string
  name: string
  domains: Tenant['domains']
  servicePrincipal?: ServicePrincipal
  directory: DirectoryState
}

/** Two tenants, each with one Global Administrator and one ordinary user. */
export function seedTenants(at: number): TenantState[] {
  return [
    seedTenant({
      id: 'c0a7050a-1111-4c0a-8c0a-000000000001',
      name: 'Contoso',
      domain: 'contoso.com',
      at,
      people: [
        { id: 'c0a7050a-aaaa-4c0a-8c0a-0000000000a1', name: 'Ada Min', local: 'admin', isAdmin: true },
        { id: 'c0a7050a-bbbb-4c0a-8c0a-0000000000b1', name: 'Uma Ser', local: 'user', isAdmin: false },
      ],
    }),
    seedTenant({
      id: 'fab71ca0-2222-4fab-8fab-000000000002',
      name: 'Fabrikam',
      domain: 'fabrikam.com',
      at,
      people: [
        { id: 'fab71ca0-aaaa-4fab-8fab-0000000000a2', name: 'Fred Head', local: 'admin', isAdmin: true },
        { id: 'fab71ca0-bbbb-4fab-8fab-0000000000b2', name: 'Olu Wright', local: 'user', isAdmin: false },
      ],
    }),
  ]
}

function seedTenant(seed: {
  id: string
  name: string
  domain: string
  at: number
  people: { id: string; name: string; local: string; isAdmin: boolean }[]
}): TenantState {
  const { id, name, domain, at } = seed
  const users = seed.people.map((person, ordinal) => ({
    id: person.id,
    ordinal,
    roles: person.isAdmin ? [directoryRoles['Global Administrator']] : [],
    isInRoleAssignableGroup: false,
    versions: [
      {
        // Long ago, so that no replication lag hides them.
        at: 0,
        user: {
          id: person.id,
          userPrincipalName: `${person.local}@${domain}`,
          displayName: person.name,
          accountEnabled: true,
          mailNickname: person.local,
          createdDateTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'),
          userType: 'Member' as const,
        },
      },
    ],
  }))
  const onMicrosoft = `${name.toLowerCase()}.onmicrosoft.com`
  return {
    id,
    name,
    domains: [
      { name: domain, isDefault: true, isInitial: false, isVerified: true },
      { name: onMicrosoft, isDefault: false, isInitial: true, isVerified: true },
    ],
    directory: { users, journal: [], lastSeq: 0 },
  }
}

export function openTenant(state: TenantState, options: { now: () => number; replication: Replication }): Tenant {
  const { servicePrincipal, directory, ...rest } = state
  return { ...rest, servicePrincipal, directory: createDirectory({ ...options, state: directory }) }
}

export function tenantState({ directory, servicePrincipal, ...tenant }: Tenant): TenantState {
  return { ...tenant, ...(servicePrincipal && { servicePrincipal }), directory: directory.state() }
}
