import type { World } from '../world.ts'
import { type Delivery, type NotificationHabits, createDelivery } from './delivery.ts'

/** At once, once, and in bundles: unkindness is asked for. */
const kind: NotificationHabits = { delayMs: 0, repeatRate: 0, batchMax: 50, lapsesUnwarned: false }

/** Delivery for all tenants of a world. */
export function createWorldDelivery(
  world: World,
  { seed = 1, ...habits }: Partial<NotificationHabits> & { seed?: number } = {},
): Delivery {
  return createDelivery({
    fetch: (input, init) => world.notificationFetch(input, init),
    now: world.now,
    subscriptions: world.subscriptions,
    directoryOf: (tenantId) => world.tenants.get(tenantId)?.directory,
    mayRead({ tenantId }) {
      const principal = world.tenants.get(tenantId)?.servicePrincipal
      return principal?.isEnabled === true && principal.grantedRoles.includes('User.Read.All')
    },
    seed,
    habits: { ...kind, ...habits },
  })
}
