import { describe, expect, it } from 'vitest'
import { newUser, testWorld } from '../testing/graph-client.ts'

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
