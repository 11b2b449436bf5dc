import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../test/databases.ts'
import { ensureCompany } from '../connection/company.ts'
import { writeConnected, writeState } from '../connection/connection.store.ts'
import type { Database } from '../db/database.ts'
import { inCompany } from '../db/tenancy.ts'
import { type RunningQueue, createQueue } from '../queue/queue.ts'
import { type PersonRecord, readPerson, recordPerson, upsertPeople } from './person.store.ts'

const COMPANY = 'northwind'
const now = new Date('2026-11-24T09:00:00Z')
const ana = (version: number) => ({ id: 'ana', version, email: 'ana@contoso.com', status: 'active' as const })
const inStep: Omit<PersonRecord, 'version'> = {
  syncStatus: 'synced',
  reason: null,
  actor: 'nobody',
  problems: [],
  syncedAt: now,
  nextLookAt: null,
  attempts: 0,
  createIntendedAt: null,
}

/** Only PostgreSQL has two transactions at once; PGlite cannot show this (design §3, lost wake-ups). */
describe('a change that is being stored while the worker reads, on postgres', () => {
  let database: Database
  let queue: RunningQueue
  beforeAll(async () => {
    database = await openTestDatabase('postgres')
    queue = createQueue({ database, onError: () => {}, fullPassCron: '0 2 * * *' })
    const nothing = () => Promise.resolve()
    await queue.start({
      person: nothing,
      preview: nothing,
      drift: nothing,
      fullPass: nothing,
      sweep: nothing,
      anchor: () => Promise.resolve(),
      retention: () => Promise.resolve(),
      nightly: nothing,
    })
    await inCompany(database.db, COMPANY, async (trx) => {
      await ensureCompany(trx, COMPANY, now)
      const tenant = {
        id: 't',
        name: 'Contoso',
        domain: 'contoso.com',
        initialDomain: 'contoso.onmicrosoft.com',
        verifiedDomains: ['contoso.com'],
      }
      await writeConnected(trx, COMPANY, {
        tenant,
        connectedBy: { name: 'A', signInName: 'a@contoso.com' },
        grantedRoles: [],
        isShared: false,
        now,
      })
      await writeState(trx, COMPANY, { state: 'active', now })
      await upsertPeople(trx, COMPANY, [ana(17)], now)
    })
  })
  afterAll(async () => {
    await queue.stop()
    await database.close()
  })

  it('is waited for: the job that runs sees the newer version, though its send found a job waiting', async () => {
    const stored = Promise.withResolvers<void>()
    const mayCommit = Promise.withResolvers<void>()
    const event = inCompany(database.db, COMPANY, async (trx) => {
      await upsertPeople(trx, COMPANY, [ana(18)], now)
      await queue.sendPeople(trx, COMPANY, ['ana'], { priority: 'change' })
      stored.resolve()
      await mayCommit.promise
    })
    await stored.promise
    const read = inCompany(database.db, COMPANY, (trx) => readPerson(trx, COMPANY, 'ana'))
    await untilSomebodyWaits(database)
    mayCommit.resolve()
    await event
    expect((await read)?.version).toBe(18)
  })

  it('that came after the read is seen by record, which says another job is owed and keeps the person pending', async () => {
    await inCompany(database.db, COMPANY, (trx) => upsertPeople(trx, COMPANY, [ana(19)], now))
    const { movedOn } = await inCompany(database.db, COMPANY, (trx) =>
      recordPerson(trx, COMPANY, 'ana', { ...inStep, version: 18 }),
    )
    expect(movedOn).toBe(true)
    const person = await inCompany(database.db, COMPANY, (trx) => readPerson(trx, COMPANY, 'ana'))
    expect(person).toMatchObject({ version: 19, recordedVersion: 18, syncStatus: 'pending' })
  })
})

async function untilSomebodyWaits(database: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: string }>`select count(*) as waiting from pg_locks where not granted`.execute(
      database.db,
    )
    if (Number(rows[0]?.waiting) > 0) return
  }
}
