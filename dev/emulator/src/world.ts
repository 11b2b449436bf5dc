import { randomUUID } from 'node:crypto'
import type { Beliefs } from './beliefs.ts'
import type { AppCredentials } from './login/credentials.ts'
import type { Grants } from './login/grants.ts'
import type { SigningKeys } from './login/signing-keys.ts'
import type { ConsentDelay } from './tenant/consent.ts'
import type { SubscriptionStore } from './subscriptions/subscription-store.ts'
import type { Replication } from './tenant/replication.ts'
import type { Tenant } from './tenant/tenant.ts'

/** The app as it is registered with Microsoft, in its publisher's tenant. */
export interface AppRegistration {
  clientId: string
  /** The first of its secrets; setting it replaces that one. */
  clientSecret: string
  credentials: AppCredentials
  name: string
  redirectUris: string[]
  /** The application permissions that `.default` asks for. */
  requiredRoles: string[]
}

/** Limits of client assertions that Microsoft does not document, for tests that want them. */
export interface StrictAssertions {
  /** How long an assertion may be good for. */
  maxLifeSeconds?: number
  /** Whether a `jti` works once only. */
  refuseReplay?: boolean
}

/** Everything that exists, and the clock. Handed to every handler. */
export interface World {
  now: () => number
  /** 0 ≤ n < 1 */
  random: () => number
  loginOrigin: string
  graphOrigin: string
  replication: Replication
  /** Delta answers come in any order, with repetitions; the same for the same seed. Absent: in order, once. */
  deltaSeed: number | undefined
  quotaScale: number
  quotaTimeScale: number
  quotaRefusal: 'all' | 'share'
  pageSize: number
  beliefs: Beliefs
  app: AppRegistration
  strictAssertions: StrictAssertions
  consentDelay: ConsentDelay
  keys: SigningKeys
  grants: Grants
  tenants: Map<string, Tenant>
  subscriptions: SubscriptionStore
  /** How endpoints of subscriptions are reached. */
  notificationFetch: typeof globalThis.fetch
  /** Something changed that outlives a restart. */
  touch: () => void
}

/** A tenant by id or by any of its domains. */
export function findTenant(world: World, key: string): Tenant | undefined {
  const wanted = key.toLowerCase()
  return (
    world.tenants.get(wanted) ??
    [...world.tenants.values()].find((tenant) => tenant.domains.some(({ name }) => name === wanted))
  )
}

/** Signing in to the app, or consenting, creates its enterprise application in the tenant. */
export function ensureServicePrincipal(world: World, tenant: Tenant) {
  tenant.servicePrincipal ??= { id: randomUUID(), isEnabled: true, grantedRoles: [] }
  world.touch()
  return tenant.servicePrincipal
}
