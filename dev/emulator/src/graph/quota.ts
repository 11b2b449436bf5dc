import type { Tenant } from '../tenant/tenant.ts'
import { type QuotaCall, costOf, isSubscriptionCall, isWrite } from './quota-costs.ts'
import { type SlidingBudget, createSlidingBudget } from './sliding-budget.ts'

/** Units per 10 s by tenant size: under 50 users, up to 500, above (graph-facts §1.1). */
function unitsMax(users: number): number {
  return users < 50 ? 3500 : users <= 500 ? 5000 : 8000
}

export interface QuotaOptions {
  /** 1 is what Microsoft documents; 0.001 throttles after three writes. */
  scale: number
  /** Windows are that much shorter or longer: 0.01 makes 150 s into 1.5 s, with the same number of calls in it. */
  timeScale: number
  /** Past the limit every call is refused, or the documented share of them. */
  refusal: 'all' | 'share'
  random: () => number
}

export interface QuotaVerdict {
  isThrottled: boolean
  resourceUnits: number
  headers: Record<string, string>
}

/** How much of a limit is used up, for people to look at. */
export interface QuotaGauge {
  appId: string
  /** Absent where a limit is about the app in all tenants. */
  tenantId?: string
  name: string
  used: number
  max: number
  windowMs: number
  /** ms since 1970; 0 when nobody was told to wait. */
  throttledUntil: number
}

export interface Quota {
  spend: (tenant: Tenant, appId: string, call: QuotaCall, now: number) => QuotaVerdict
  gauges: (now: number) => QuotaGauge[]
  reset: () => void
}

interface Limit {
  name: string
  scope: 'Tenant_Application' | 'Application' | 'Tenant'
  kind: 'Write' | 'ReadWrite'
  max: number
  windowMs: number
  cost: number
}

interface Kept {
  limit: Limit
  appId: string
  tenantId: string | undefined
  budget: SlidingBudget
}

/** Calls that were under way when the first refusal came are not early callers. */
const GRACE_MS = 1000
/** What a call adds to the wait when it comes before the wait is over. */
const EARLY_CALL_MS = 1000

/**
 * The limits of the identity service per application and tenant, application, and tenant (graph-facts §1.1). Refused
 * calls count too: "all requests accrue against your usage limits" (graph-facts §1.2), and whoever comes back early
 * waits longer (graph-facts §1.3).
 */
export function createQuota({ scale, timeScale, refusal, random }: QuotaOptions): Quota {
  const kept = new Map<string, Kept>()

  function keptFor(limit: Limit, appId: string, tenant: Tenant): Kept {
    const isAppWide = limit.scope === 'Application'
    const key = `${limit.name}/${limit.scope === 'Tenant' ? '' : appId}/${isAppWide ? '' : tenant.id}`
    const found = kept.get(key)
    if (found) {
      found.limit = limit
      return found
    }
    const made = {
      limit,
      appId,
      tenantId: isAppWide ? undefined : tenant.id,
      budget: createSlidingBudget(limit.windowMs),
    }
    kept.set(key, made)
    return made
  }

  /** Between 1.0 and 1.8 that share of calls is refused, less urgent ones first (graph-facts §1.1, headers). */
  function isRefused(share: number, priority: QuotaCall['priority']): boolean {
    if (share <= 1) return false
    if (refusal === 'all') return true
    const weight = priority === 'Low' ? 2 : priority === 'High' ? 0.5 : 1
    return random() < Math.min(0.8, share - 1) * weight
  }

  function limitsFor(tenant: Tenant, call: QuotaCall, units: number): Limit[] {
    const limit = (
      name: string,
      scope: Limit['scope'],
      kind: Limit['kind'],
      [max, windowMs, cost]: [number, number, number],
    ): Limit => ({ name, scope, kind, max: max * scale, windowMs: windowMs * timeScale, cost })
    // Its numbers were not found (graph-facts §1.1, last paragraph): a lenient belief.
    if (isSubscriptionCall(call)) return [limit('subscriptions', 'Tenant_Application', 'ReadWrite', [1000, 20_000, 1])]
    const users = tenant.directory.size()
    return [
      limit('resource units', 'Tenant_Application', 'ReadWrite', [unitsMax(users), 10_000, units]),
      limit('resource units of the app', 'Application', 'ReadWrite', [150_000, 20_000, units]),
      ...(isWrite(call)
        ? [
            limit('writes', 'Tenant_Application', 'Write', [3000, 150_000, 1]),
            limit('writes of the app', 'Application', 'Write', [35_000, 300_000, 1]),
            limit('writes in the tenant', 'Tenant', 'Write', [18_000, 300_000, 1]),
          ]
        : []),
    ]
  }

  function waitMs({ budget, limit }: Kept, now: number): number {
    const untilMs = now + budget.msUntilBelow(limit.max, now)
    const isEarly = budget.penaltyUntil > now && now - budget.penaltySince > GRACE_MS * timeScale
    if (budget.penaltyUntil <= now) budget.penaltySince = now
    budget.penaltyUntil = Math.max(untilMs, budget.penaltyUntil + (isEarly ? EARLY_CALL_MS * timeScale : 0))
    return budget.penaltyUntil - now
  }

  return {
    reset: () => kept.clear(),
    spend(tenant, appId, call, now) {
      const resourceUnits = costOf(call)
      const headers: Record<string, string> = { 'x-ms-resource-unit': String(resourceUnits) }
      if (scale === Infinity) return { isThrottled: false, resourceUnits, headers }

      let worst: { kept: Kept; share: number } | undefined
      let highest = 0
      for (const limit of limitsFor(tenant, call, resourceUnits)) {
        const mine = keptFor(limit, appId, tenant)
        const share = mine.budget.charge(now, limit.cost) / limit.max
        highest = Math.max(highest, share)
        // Whoever was told to wait and did not is refused, even when there is room again.
        const isEarly = refusal === 'all' && mine.budget.penaltyUntil > now
        if ((isEarly || isRefused(share, call.priority)) && (!worst || share > worst.share))
          worst = { kept: mine, share }
      }
      // Only past 0.8, at most 1.8 (graph-facts §1.1).
      if (highest > 0.8) headers['x-ms-throttle-limit-percentage'] = Math.min(1.8, highest).toFixed(2)
      if (!worst) return { isThrottled: false, resourceUnits, headers }

      const { limit } = worst.kept
      headers['Retry-After'] = String(Math.max(1, Math.ceil(waitMs(worst.kept, now) / 1000)))
      headers['x-ms-throttle-scope'] = `${limit.scope}/${limit.kind}/${appId}/${tenant.id}`
      headers['x-ms-throttle-information'] = limit.kind === 'Write' ? 'WriteLimitExceeded' : 'ResourceUnitLimitExceeded'
      return { isThrottled: true, resourceUnits, headers }
    },
    gauges: (now) =>
      [...kept.values()].map(({ limit, appId, tenantId, budget }) => ({
        appId,
        ...(tenantId !== undefined && { tenantId }),
        name: limit.name,
        used: budget.spent(now),
        max: limit.max,
        windowMs: limit.windowMs,
        throttledUntil: budget.penaltyUntil > now ? budget.penaltyUntil : 0,
      })),
  }
}
