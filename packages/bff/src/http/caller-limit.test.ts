import { expect, it } from 'vitest'
import { createCallerLimit } from './caller-limit.ts'
import { HttpProblem } from './problem.ts'

const jo = { companyId: 'northwind', userId: 'jo' }
const cheap = { isCostly: false }

it('lets a caller ask so often a minute, then says when to come back', async () => {
  const limit = createCallerLimit({ perMinute: 3 })
  for (let call = 0; call < 3; call += 1) await limit(jo, cheap)
  const refusal = await limit(jo, cheap).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(HttpProblem)
  expect(refusal).toMatchObject({ status: 429, code: 'too-many-requests' })
  const { retryAfterSeconds } = refusal instanceof HttpProblem ? refusal.options : {}
  expect(retryAfterSeconds).toBeGreaterThan(0)
  expect(retryAfterSeconds).toBeLessThanOrEqual(60)
})

it('counts nobody for somebody else: not a colleague, nor the same name in another company', async () => {
  const limit = createCallerLimit({ perMinute: 1 })
  await limit(jo, cheap)
  await limit({ ...jo, userId: 'kim' }, cheap)
  await limit({ ...jo, companyId: 'tailspin' }, cheap)
  await expect(limit(jo, cheap)).rejects.toThrow('too-many-requests')
})

it('lets nobody be taken for another by a name with a separator in it', async () => {
  const limit = createCallerLimit({ perMinute: 1 })
  await limit({ companyId: 'a', userId: 'b","c' }, cheap)
  await expect(limit({ companyId: 'a","b', userId: 'c' }, cheap)).resolves.toBeUndefined()
})

it('counts what reads everything for many', async () => {
  const limit = createCallerLimit({ perMinute: 100 })
  await limit(jo, { isCostly: true })
  await limit(jo, { isCostly: true })
  await expect(limit(jo, cheap)).rejects.toThrow('too-many-requests')
})
