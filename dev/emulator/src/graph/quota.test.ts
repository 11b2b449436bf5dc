import { describe, expect, it } from 'vitest'
import { openTenant } from '../seed.ts'
import { createReplication } from '../tenant/replication.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { CONTOSO, newUser, testWorld } from '../testing/graph-client.ts'
import { type QuotaCall, costOf, isWrite } from './quota-costs.ts'
import { type QuotaOptions, createQuota } from './quota.ts'

describe('throttling (graph-facts §1.1, §1.2)', () => {
  it('takes 3,000 writes in 150 s, warns from 80 %, then says when to come back', async () => {
    // Scaled to three writes.
    const { graph, clock } = await testWorld({ quotaScale: 0.001 })
    clock.now += 1000
    const send = () => graph('POST', '/users/nobody@contoso.com/revokeSignInSessions')
    expect((await send()).headers.get('x-ms-throttle-limit-percentage')).toBeNull()
    clock.now += 20_000
    await send()
    clock.now += 20_000
    expect((await send()).headers.get('x-ms-throttle-limit-percentage')).toBe('1.00')
    const throttled = await send()
    expect(throttled).toMatchObject({ status: 429, code: 'TooManyRequests', message: 'Please retry again later.' })
    expect(throttled.body.error).toMatchObject({
      innerError: { code: '429', message: 'Please retry after', status: '429' },
    })
    expect(throttled.headers.get('x-ms-throttle-information')).toBe('WriteLimitExceeded')
    expect(throttled.headers.get('x-ms-throttle-scope')).toMatch(/^Tenant_Application\/Write\//)
    clock.now += Number(throttled.headers.get('retry-after')) * 1000
    expect(await send()).toMatchObject({ status: 404 })
  })

  it('counts refused calls too, so that calling early prolongs the wait', async () => {
    const { graph } = await testWorld({ quotaScale: 0.001 })
    const waits: number[] = []
    for (let calls = 0; calls < 6; calls += 1) {
      const { headers } = await graph('POST', '/users', newUser('a'))
      waits.push(Number(headers.get('retry-after')))
    }
    expect(waits).toEqual([0, 0, 0, 150, 150, 150])
  })

  it('does not let reads use up the writes', async () => {
    const { graph } = await testWorld({ quotaScale: 0.003 })
    for (let reads = 0; reads < 9; reads += 1)
      expect(await graph('GET', '/users/nobody')).toMatchObject({ status: 404 })
    expect(await graph('POST', '/users', newUser('a'))).toMatchObject({ status: 201 })
  })
})

describe('costs (graph-facts §1.1)', () => {
  const call = (method: string, pattern: string, more: Partial<QuotaCall> = {}): QuotaCall => ({
    method,
    pattern,
    hasSelect: false,
    hasExpand: false,
    hasSmallTop: false,
    priority: 'Normal',
    ...more,
  })

  it.each([
    [call('GET', '/users'), 2],
    [call('GET', '/users', { hasSelect: true }), 1],
    [call('GET', '/users', { hasSelect: true, hasSmallTop: true }), 1],
    [call('GET', '/users', { hasExpand: true }), 3],
    [call('GET', '/users/{id}'), 1],
    [call('GET', '/groups/{id}/members'), 3],
    [call('GET', '/groups/{groupId}/transitiveMembers'), 5],
    [call('GET', '/subscribedSkus'), 3],
    [call('POST', '/directoryObjects/getByIds'), 5],
    [call('POST', '/directoryObjects/getByIds', { hasSelect: true }), 2],
    [call('PATCH', '/users/{id}'), 1],
  ])('counts %j as %i', (quotaCall, units) => {
    expect(costOf(quotaCall)).toBe(units)
  })

  it('tells writes from questions that are posted', () => {
    expect(isWrite(call('POST', '/users'))).toBe(true)
    expect(isWrite(call('PUT', '/users/{id}/manager/$ref'))).toBe(true)
    expect(isWrite(call('POST', '/users/{id}/checkMemberGroups'))).toBe(false)
    expect(isWrite(call('GET', '/users'))).toBe(false)
  })
})

describe('several limits at once (graph-facts §1.1)', () => {
  const read: QuotaCall = {
    method: 'GET',
    pattern: '/users/{id}',
    hasSelect: false,
    hasExpand: false,
    hasSmallTop: false,
    priority: 'Normal',
  }
  const write: QuotaCall = { ...read, method: 'PATCH' }

  async function quotaWorld(options: Partial<QuotaOptions> = {}) {
    const { emulator } = await testWorld()
    const tenantOf = (key: string): Tenant =>
      openTenant(
        { id: emulator.tenant(key).id, name: key, domains: [], directory: { users: [], journal: [], lastSeq: 0 } },
        { now: () => 0, replication: createReplication({ lagMs: 0 }) },
      )
    const quota = createQuota({ scale: 1, timeScale: 1, refusal: 'all', random: () => 0.5, ...options })
    return { quota, contoso: tenantOf(CONTOSO), fabrikam: tenantOf('fabrikam.com') }
  }

  it('throttles a tenant for all apps, and an app in all tenants', async () => {
    const { quota, contoso } = await quotaWorld()
    const scopes: (string | undefined)[] = []
    // Seven apps, each within its own 3,000: together more than the tenant's 18,000.
    for (let app = 1; app <= 7; app += 1)
      for (let calls = 0; calls < 2800; calls += 1) {
        const { isThrottled, headers } = quota.spend(contoso, `app-${app}`, write, app * 20_000)
        if (isThrottled) scopes.push(headers['x-ms-throttle-scope']?.split('/')[0])
      }
    expect(new Set(scopes)).toEqual(new Set(['Tenant']))
    expect(scopes).toHaveLength(7 * 2800 - 18_000)
  })

  it('lets one tenant’s writes be no other tenant’s business', async () => {
    const { quota, contoso, fabrikam } = await quotaWorld({ scale: 0.001 })
    for (let calls = 0; calls < 5; calls += 1) quota.spend(contoso, 'app', write, 0)
    expect(quota.spend(contoso, 'app', write, 0).isThrottled).toBe(true)
    expect(quota.spend(fabrikam, 'app', write, 0).isThrottled).toBe(false)
  })

  it('makes whoever comes back early wait longer', async () => {
    const { quota, contoso } = await quotaWorld({ scale: 0.001 })
    const waitAt = (now: number) => Number(quota.spend(contoso, 'app', write, now).headers['Retry-After'] ?? 0)
    for (let calls = 0; calls < 3; calls += 1) waitAt(0)
    expect(waitAt(0)).toBe(150)
    expect(waitAt(100_000)).toBe(51)
    expect(waitAt(140_000)).toBe(12)
    expect(waitAt(152_000)).toBe(0)
  })

  it('shrinks its windows on demand, with as many calls in them', async () => {
    const { quota, contoso } = await quotaWorld({ timeScale: 0.01 })
    const count = (now: number) => {
      let passed = 0
      for (let calls = 0; calls < 3100; calls += 1)
        if (!quota.spend(contoso, 'app', write, now).isThrottled) passed += 1
      return passed
    }
    expect(count(0)).toBe(3000)
    expect(count(1600)).toBe(3000)
  })

  it('refuses only the documented share when asked to, less urgent calls first', async () => {
    const { quota, contoso } = await quotaWorld({ scale: 0.01, refusal: 'share', random: () => 0.3 })
    const spend = (priority: QuotaCall['priority']) =>
      quota.spend(contoso, 'app', { ...write, priority }, 0).isThrottled
    for (let calls = 0; calls < 35; calls += 1) spend('Normal')
    // 120 % now.
    expect([spend('Normal'), spend('High'), spend('Low')]).toEqual([false, false, true])
  })

  it('shows how much is used up', async () => {
    const { quota, contoso } = await quotaWorld()
    quota.spend(contoso, 'app', read, 0)
    expect(quota.gauges(0)).toMatchObject([
      { tenantId: contoso.id, name: 'resource units', used: 1, max: 3500 },
      { name: 'resource units of the app', used: 1, max: 150_000 },
    ])
    expect(quota.gauges(10_001)).toMatchObject([{ used: 0 }, { used: 1 }])
  })

  it('never throttles at an infinite scale', async () => {
    const { quota, contoso } = await quotaWorld({ scale: Infinity })
    for (let calls = 0; calls < 4000; calls += 1)
      expect(quota.spend(contoso, 'app', write, 0).headers).toEqual({ 'x-ms-resource-unit': '1' })
  })
})
