import { randomUUID } from 'node:crypto'
import { seedPeople } from './seed-people.ts'
import { type DirectoryState, createDirectory } from './tenant/directory.ts'
import type { Replication } from './tenant/replication.ts'
import type { AccessPass } from './tenant/access-pass.ts'
import type { GroupRecord } from './tenant/group.ts'
import { createGroups } from './tenant/groups.ts'
import { type DirectoryRoleName, directoryRoles } from './tenant/roles.ts'
import { type SubscribedSku, seedSkus } from './tenant/subscribed-sku.ts'
import type { ServicePrincipal, Tenant } from './tenant/tenant.ts'
import type { AppRegistration } from './world.ts'

/** Fixed, so that a client's configuration outlives a restart. Nothing here opens anything real. */
export function seedApp(
  kept: Partial<Pick<AppRegistration, 'redirectUris' | 'credentials' | 'requiredRoles'>> = {},
): AppRegistration {
  const {
    redirectUris = [],
    requiredRoles = ['User.ReadWrite.All', 'User.Read.All', 'RoleManagement.Read.Directory'],
    credentials = {
      secrets: [{ keyId: '5ec2e70a-0000-4e11-8e11-000000000001', secretText: 'emulator~only~secret~8Q2pX4vT7mZ1' }],
      certificates: [],
      federated: [],
    },
  } = kept
  return {
    clientId: '3f2a9c1e-7b64-4d0a-9e58-1c6f0b7d2a44',
    get clientSecret() {
      return credentials.secrets[0]?.secretText ?? ''
    },
    set clientSecret(secretText) {
      const { keyId = randomUUID() } = credentials.secrets[0] ?? {}
      credentials.secrets = [{ keyId, secretText }, ...credentials.secrets.slice(1)]
    },
    credentials,
    name: 'Plumm for Microsoft Entra ID',
    redirectUris,
    requiredRoles,
  }
}

/** A tenant as it is written to disk. */
export interface TenantState {
  id: string
  name: string
  domains: Tenant['domains']
  servicePrincipal?: ServicePrincipal
  directory: DirectoryState
  /** Absent in what an older version wrote, like those below. */
  groups?: GroupRecord[]
  skus?: SubscribedSku[]
  accessPasses?: AccessPass[]
}

export type Seed = 'default' | 'full' | 'empty'

/** Somebody who is there from the start. */
export interface SeedPerson {
  id: string
  name: string
  /** Before the `@`. */
  local: string
  role?: DirectoryRoleName
  /** The address at home of somebody from another company. */
  guestFrom?: string
  isBlocked?: boolean
}

/** Two tenants, each with one Global Administrator and one ordinary user; `full` adds one with everybody else. */
export function seedTenants(at: number, seed: Seed = 'default'): TenantState[] {
  if (seed === 'empty') return []
  const tenants = [
    seedTenant({
      id: 'c0a7050a-1111-4c0a-8c0a-000000000001',
      name: 'Contoso',
      domain: 'contoso.com',
      at,
      people: [
        { id: 'c0a7050a-aaaa-4c0a-8c0a-0000000000a1', name: 'Ada Min', local: 'admin', role: 'Global Administrator' },
        { id: 'c0a7050a-bbbb-4c0a-8c0a-0000000000b1', name: 'Uma Ser', local: 'user' },
      ],
    }),
    seedTenant({
      id: 'fab71ca0-2222-4fab-8fab-000000000002',
      name: 'Fabrikam',
      domain: 'fabrikam.com',
      at,
      people: [
        { id: 'fab71ca0-aaaa-4fab-8fab-0000000000a2', name: 'Fred Head', local: 'admin', role: 'Global Administrator' },
        { id: 'fab71ca0-bbbb-4fab-8fab-0000000000b2', name: 'Olu Wright', local: 'user' },
      ],
    }),
  ]
  if (seed === 'default') return tenants
  const northwind = { id: '90271114-3333-4907-8907-000000000003', name: 'Northwind', domain: 'northwind.com' }
  return [...tenants, seedTenant({ ...northwind, at, people: seedPeople() })]
}

function seedTenant(seed: { id: string; name: string; domain: string; at: number; people: SeedPerson[] }): TenantState {
  const { id, name, domain, at } = seed
  const onMicrosoft = `${name.toLowerCase()}.onmicrosoft.com`
  const users = seed.people.map((person, ordinal) => ({
    id: person.id,
    ordinal,
    roles: person.role === undefined ? [] : [directoryRoles[person.role]],
    versions: [
      {
        // Long ago, so that no replication lag hides them.
        at: 0,
        user: {
          id: person.id,
          userPrincipalName: signInName(person, domain, onMicrosoft),
          displayName: person.name,
          accountEnabled: person.isBlocked !== true,
          mailNickname: person.local,
          createdDateTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'),
          ...(person.guestFrom === undefined
            ? { userType: 'Member' as const }
            : { userType: 'Guest' as const, mail: person.guestFrom, externalUserState: 'Accepted' }),
        },
      },
    ],
  }))
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

/** A guest's is made of the address at home: `uma_contoso.com#EXT#@northwind.onmicrosoft.com` (graph-facts §4). */
function signInName({ local, guestFrom }: SeedPerson, domain: string, onMicrosoft: string): string {
  return guestFrom === undefined ? `${local}@${domain}` : `${guestFrom.replace('@', '_')}#EXT#@${onMicrosoft}`
}

export function openTenant(state: TenantState, options: { now: () => number; replication: Replication }): Tenant {
  const { servicePrincipal, directory, groups = [], skus = seedSkus(), accessPasses = [], ...rest } = state
  return {
    ...rest,
    servicePrincipal,
    directory: createDirectory({ ...options, state: directory }),
    groups: createGroups({ ...options, state: groups }),
    skus,
    accessPasses: new Map(accessPasses.map((pass) => [pass.userId, pass])),
  }
}

export function tenantState({ directory, servicePrincipal, groups, accessPasses, ...tenant }: Tenant): TenantState {
  return {
    ...tenant,
    ...(servicePrincipal && { servicePrincipal }),
    directory: directory.state(),
    groups: groups.state(),
    accessPasses: [...accessPasses.values()],
  }
}
