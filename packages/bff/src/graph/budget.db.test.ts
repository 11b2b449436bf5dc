import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseKinds, openTestDatabase } from '../../test/databases.ts'
import { ensureCompany } from '../connection/company.ts'
import type { Database } from '../db/database.ts'
import { inCompany } from '../db/tenancy.ts'
import { WRITES_MAX, WRITE_WINDOW_MS } from './budget.ts'
import { CLOSED_CHANNEL, ClosedNotice, settleBudget } from './budget.store.ts'
import { createThrottle } from './throttle.ts'

const START = Date.parse('2026-11-24T09:00:00Z')

describe.each(databaseKinds)('two replicas and one tenant, on %s', (kind) => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase(kind)
    await inCompany(database.db, 'northwind', (trx) => ensureCompany(trx, 'northwind', new Date(START)))
  })
  afterAll(() => database.close())

  /** A replica's throttle, with the account in the database; sleeping moves the clock on for all. */
  function replica(clock: { now: number }, tenantId: string) {
    return createThrottle({
      settle: (wish) =>
        inCompany(database.db, 'northwind', (trx) =>
          settleBudget(trx, { companyId: 'northwind', tenantId }, wish, clock.now),
        ),
      now: () => clock.now,
      random: () => 0,
      sleep: (ms) => {
        clock.now += ms
        return Promise.resolve()
      },
    })
  }

  it('together never write more than 3,000 times in any 150 s, and use nearly all of it', async () => {
    const clock = { now: START }
    const replicas = [replica(clock, 'tenant'), replica(clock, 'tenant')]
    const went: number[] = []
    while (went.length < 7_000) {
      clock.now += 10
      const waits = await Promise.all(replicas.map((throttle) => throttle.write('person')))
      for (const wait of waits) if (!wait) went.push(clock.now)
      if (waits.every((wait) => wait)) clock.now += Math.min(...waits.map((wait) => wait?.retryAfterMs ?? 0))
    }
    let from = 0
    const most = went.reduce((max, at, to) => {
      while ((went[from] ?? 0) <= at - WRITE_WINDOW_MS) from += 1
      return Math.max(max, to - from + 1)
    }, 0)
    expect(most).toBeLessThanOrEqual(WRITES_MAX)
    expect(most).toBeGreaterThan(WRITES_MAX * 0.99)
  })

  it('stop both when one is asked to, and the other hears of it at once', async () => {
    const clock = { now: START }
    const [one, other] = [replica(clock, 'busy'), replica(clock, 'busy')]
    const { promise: told, resolve } = Promise.withResolvers<ClosedNotice>()
    const stop = await database.listen(CLOSED_CHANNEL, (payload) => resolve(ClosedNotice.parse(JSON.parse(payload))))
    await one.leave({ status: 429, headers: new Headers(), retryAfterMs: 40_000, sentAt: null })
    expect(await told).toEqual({ companyId: 'northwind', tenantId: 'busy', until: START + 40_000 })
    await stop()
    // It has not heard anything, and asks for a lease: the account says it too.
    expect(await other.write('person')).toEqual({ retryAfterMs: 40_000 })
    expect(await other.read('person')).toEqual({ retryAfterMs: 40_000 })
  })
})
