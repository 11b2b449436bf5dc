import type { AccessPass } from './access-pass.ts'
import type { Directory } from './directory.ts'
import type { Groups } from './groups.ts'
import type { SubscribedSku } from './subscribed-sku.ts'

/** A domain of a tenant, as in `organization.verifiedDomains` (graph-facts §2.3). */
export interface Domain {
  name: string
  isDefault: boolean
  isInitial: boolean
  isVerified: boolean
  /** Absent: Managed. In a federated domain people sign in elsewhere. */
  authenticationType?: 'Managed' | 'Federated'
}

/** What a tenant knows about our app: its enterprise application, and what was granted to it. */
export interface ServicePrincipal {
  id: string
  /** The customer can switch sign-in off: AADSTS7000112. */
  isEnabled: boolean
  /** Values of Graph application permissions, such as `User.Read.All`. */
  grantedRoles: string[]
  /** Consent that has not reached the token endpoint: these roles are missing from tokens until then (ms). */
  settling?: { until: number; roles: string[]; isNew: boolean }
  /** Template ids of directory roles that an administrator gave the app, on top of its permissions. */
  directoryRoles?: string[]
  /** `Application.ReadWrite.OwnedBy` reaches what the app owns; consent alone makes no owner (graph-facts §6.4). */
  isOwnedByItself?: boolean
}

export interface Tenant {
  id: string
  name: string
  domains: Domain[]
  directory: Directory
  groups: Groups
  skus: SubscribedSku[]
  /** By the id of the user. */
  accessPasses: Map<string, AccessPass>
  /** Absent until somebody signs in to the app or consents, and again once the customer removes it (AADSTS7000229). */
  servicePrincipal: ServicePrincipal | undefined
}

export function defaultDomain(tenant: Tenant): string {
  return tenant.domains.find((domain) => domain.isDefault)?.name ?? initialDomain(tenant)
}

export function initialDomain(tenant: Tenant): string {
  return tenant.domains.find((domain) => domain.isInitial)?.name ?? ''
}
