import type { Tenant } from '../tenant/tenant.ts'

const WRITE_WINDOW_MS = 150_000
const WRITES_MAX = 3000
const UNIT_WINDOW_MS = 10_000

/** Units per 10 s by tenant size: under 50 users, up to 500, above (graph-facts §1.1). */
function unitsMax(users: number): number {
  return users < 50 ? 3500 : users <= 500 ? 5000 : 8000
}

/** What calls have cost lately, oldest first. */
interface Window {
  spent: { at: number; cost: number }[]
  sum: number
}

export interface QuotaVerdict {
  isThrottled: boolean
  headers: Record<string, string>
}

export interface Quota {
  spend: (tenant: Tenant, appId: string, call: QuotaCall, now: number) => QuotaVerdict
  reset: () => void
}

export interface QuotaCall {
  method: string
  pattern: string
  hasSelect: boolean
  hasExpand: boolean
  /** `$top` below 20 */
  hasSmallTop: boolean
}

/** Resource units of a call (graph-facts §1.1, cost table and modifiers); never below 1. */
function costOf({ method, pattern, hasSelect, hasExpand, hasSmallTop }: QuotaCall): number {
  const base = method === 'GET' && pattern === '/users' ? 2 : 1
  return Math.max(1, base - (hasSelect ? 1 : 0) - (hasSmallTop ? 1 : 0) + (hasExpand ? 1 : 0))
}

/**
 * The quota of an application in a tenant: 3,000 writes in any 150 s, and resource units in any 10 s. Refused calls
 * count too: "all requests accrue against your usage limits" (graph-facts §1.1, §1.2).
 */
export function createQuota(scale: number): Quota {
  const windows = new Map<string, Window>()

  function windowOf(key: string): Window {
    const found = windows.get(key)
    if (found) return found
    const made = { spent: [], sum: 0 }
    windows.set(key, made)
    return made
  }

  return {
    reset: () => windows.clear(),
    spend(tenant, appId, call, now) {
      const key = `${appId}/${tenant.id}`
      const isWrite = call.method !== 'GET'
      const cost = costOf(call)
      const units = charge(windowOf(`units/${key}`), now, UNIT_WINDOW_MS, cost)
      const unitShare = units / (unitsMax(tenant.directory.size()) * scale)
      const writes = isWrite ? charge(windowOf(`writes/${key}`), now, WRITE_WINDOW_MS, 1) : 0
      const writeShare = writes / (WRITES_MAX * scale)
      const share = Math.max(unitShare, writeShare)
      const headers: Record<string, string> = { 'x-ms-resource-unit': String(cost) }
      // Only past 0.8, at most 1.8 (graph-facts §1.1).
      if (share > 0.8) headers['x-ms-throttle-limit-percentage'] = Math.min(1.8, share).toFixed(2)
      if (share <= 1) return { isThrottled: false, headers }

      const isWriteLimit = writeShare > 1
      const window = windowOf(`${isWriteLimit ? 'writes' : 'units'}/${key}`)
      const max = (isWriteLimit ? WRITES_MAX : unitsMax(tenant.directory.size())) * scale
      const waitMs = msUntilBelow(window, max, now, isWriteLimit ? WRITE_WINDOW_MS : UNIT_WINDOW_MS)
      headers['Retry-After'] = String(Math.max(1, Math.ceil(waitMs / 1000)))
      headers['x-ms-throttle-scope'] =
        `Tenant_Application/${isWriteLimit ? 'Write' : 'ReadWrite'}/${appId}/${tenant.id}`
      headers['x-ms-throttle-information'] = isWriteLimit ? 'WriteLimitExceeded' : 'ResourceUnitLimitExceeded'
      return { isThrottled: true, headers }
    },
  }
}

/** @returns what was spent in the window, this call included */
function charge(window: Window, now: number, lengthMs: number, cost: number): number {
  let gone = 0
  while (gone < window.spent.length && (window.spent[gone]?.at ?? now) <= now - lengthMs) {
    window.sum -= window.spent[gone]?.cost ?? 0
    gone += 1
  }
  if (gone > 0) window.spent.splice(0, gone)
  window.spent.push({ at: now, cost })
  window.sum += cost
  return window.sum
}

/** How long until one more call of cost 1 fits. */
function msUntilBelow(window: Window, max: number, now: number, lengthMs: number): number {
  let sum = window.sum
  for (const { at, cost } of window.spent) {
    sum -= cost
    if (sum < max) return at + lengthMs - now
  }
  return lengthMs
}
