import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseKinds, openAgain, openTestDatabase } from '../../test/databases.ts'
import { ensureCompany } from '../connection/company.ts'
import type { Database } from '../db/database.ts'
import { inCompany } from '../db/tenancy.ts'
import { type AuditRecord, appendAudit } from './append.ts'
import { verifyAudit } from './verify.ts'

const COMPANY = 'northwind'
let salts = 0
const ink = { now: () => new Date(), newSalt: () => `salt-${(salts += 1)}` }
const record = (personId: string): AuditRecord => ({
  action: 'user.updated',
  outcome: 'succeeded',
  actor: { kind: 'sync', name: null },
  personId,
})

describe.each(databaseKinds)('many who write to one log at once, on %s', (kind) => {
  let database: Database
  const others: Database[] = []
  beforeAll(async () => {
    database = await openTestDatabase(kind)
    await inCompany(database.db, COMPANY, (trx) => ensureCompany(trx, COMPANY, ink.now()))
    if (kind === 'postgres') others.push(await openAgain(database))
  })
  afterAll(async () => {
    for (const other of others) await other.close()
    await database.close()
  })

  it('wait for each other: every entry gets a place of its own, and the chain is whole', async () => {
    const writers = [database, ...others].flatMap(({ db }) =>
      Array.from({ length: 100 }, async (_, index) => {
        const records = Array.from({ length: 1 + (index % 3) }, () => record(`p-${index}`))
        return inCompany(db, COMPANY, (trx) => appendAudit(trx, COMPANY, records, ink))
      }),
    )
    const places = await Promise.all(writers)
    const entries = (1 + others.length) * 199
    expect(new Set(places).size).toBe(places.length)
    expect(Math.max(...places)).toBe(entries)
    expect(await verifyAudit(database.db, COMPANY)).toMatchObject({ ok: true, entries, brokenAt: null })
  })

  it('leave no gap where one of them gives up', async () => {
    const before = await verifyAudit(database.db, COMPANY)
    const all = [database, ...others, database].map(({ db }, index) =>
      inCompany(db, COMPANY, async (trx) => {
        await appendAudit(trx, COMPANY, [record('p-1')], ink)
        if (index === 0) throw new Error('changed its mind')
      }),
    )
    const results = await Promise.allSettled(all)
    const kept = results.filter(({ status }) => status === 'fulfilled').length
    expect(kept).toBe(all.length - 1)
    expect(await verifyAudit(database.db, COMPANY)).toMatchObject({ ok: true, entries: before.entries + kept })
  })
})
