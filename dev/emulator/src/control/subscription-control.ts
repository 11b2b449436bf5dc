import { Hono } from 'hono'
import type { createGraph } from '../graph/graph.ts'
import { type JsonObject, isObject, parseJson } from '../json.ts'
import type { Delivery } from '../subscriptions/delivery.ts'
import { presentSubscription } from '../subscriptions/subscription.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'
import { ControlError } from './control-error.ts'

export interface SubscriptionControlDeps {
  world: World
  graph: ReturnType<typeof createGraph>
  delivery: Delivery
  /** @throws ControlError 404 */
  tenantOf: (key: string) => Tenant
}

/** JSON control of what happens in time: subscriptions and their delivery, delta tokens, quotas. */
export function createSubscriptionControl({ world, graph, delivery, tenantOf }: SubscriptionControlDeps): Hono {
  const control = new Hono()
  const ofTenant = (key: string) => {
    const { id } = tenantOf(key)
    return world.subscriptions.live(world.now()).filter(({ tenantId }) => tenantId === id)
  }

  control.get('/quotas', (context) => context.json(graph.gauges()))
  control.get('/tenants/:tenant/subscriptions', (context) =>
    context.json(
      ofTenant(context.req.param('tenant')).map((subscription) => ({
        ...presentSubscription(subscription),
        endpointState: delivery.endpointState(subscription.notificationUrl),
        waiting: delivery.waitingFor(subscription.id),
      })),
    ),
  )
  /** Loses it: nobody is told, as it happens for users. */
  control.delete('/tenants/:tenant/subscriptions/:id', (context) => {
    const { tenant, id } = context.req.param()
    const found = ofTenant(tenant).find((subscription) => subscription.id === id)
    if (!found) throw new ControlError(404, `There is no subscription “${id}”.`)
    world.subscriptions.remove(id)
    world.touch()
    return context.body(null, 204)
  })
  control.get('/notifications', (context) => context.json({ habits: delivery.habits, deliveries: delivery.records() }))
  control.patch('/notifications', async (context) => {
    Object.assign(delivery.habits, habitsIn(parseJson(await context.req.text())))
    return context.json(delivery.habits)
  })
  control.post('/notifications/deliver', async (context) => context.json(await delivery.deliver()))
  control.post('/tenants/:tenant/forget-delta-tokens', (context) => {
    const told = context.req.query('told') ?? 'expired'
    if (told !== 'expired' && told !== 'moved') throw new ControlError(400, '“told” is expired or moved.')
    tenantOf(context.req.param('tenant')).directory.forgetDeltaTokens(told)
    world.touch()
    return context.body(null, 204)
  })
  return control
}

const numbers = { delayMs: [0, Infinity], repeatRate: [0, 1], batchMax: [1, Infinity] } as const

function habitsIn(body: ReturnType<typeof parseJson>): JsonObject {
  if (!isObject(body)) throw new ControlError(400, 'The body must be a JSON object.')
  for (const [name, value] of Object.entries(body)) {
    if (name === 'lapsesUnwarned') {
      if (typeof value !== 'boolean') throw new ControlError(400, '“lapsesUnwarned” must be a boolean.')
    } else if (name === 'delayMs' || name === 'repeatRate' || name === 'batchMax') {
      const [min, max] = numbers[name]
      if (typeof value !== 'number' || value < min || value > max)
        throw new ControlError(400, `“${name}” must be a number from ${min}${max === Infinity ? '' : ` to ${max}`}.`)
    } else throw new ControlError(400, `There is no habit “${name}”: delayMs, repeatRate, batchMax, lapsesUnwarned.`)
  }
  return body
}
