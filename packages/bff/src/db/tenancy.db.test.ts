import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseKinds, openTestDatabase } from '../../test/databases.ts'
import { ensureCompany } from '../connection/company.ts'
import { upsertPeople } from '../sync/person.store.ts'
import type { Database } from './database.ts'
import { inCompany, inSystem } from './tenancy.ts'

const ana = { id: 'ana', version: 1, email: 'ana@northwind.example', status: 'active' as const }
const now = new Date('2026-11-24T09:00:00Z')

describe.each(databaseKinds)('two companies in one database, on %s', (kind) => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase(kind)
    for (const company of ['northwind', 'tailspin']) {
      await inCompany(database.db, company, async (trx) => {
        await ensureCompany(trx, company, now)
        await upsertPeople(trx, company, [{ ...ana, email: `ana@${company}.example` }], now)
      })
    }
  })
  afterAll(() => database.close())

  it('shows a company its own people and nothing of the other, whatever the query asks for', async () => {
    const emails = await inCompany(database.db, 'northwind', (trx) =>
      trx.selectFrom('person').select('email_key').execute(),
    )
    expect(emails).toEqual([{ email_key: 'ana@northwind.example' }])
    const others = await inCompany(database.db, 'northwind', (trx) =>
      trx.selectFrom('person').selectAll().where('company_id', '=', 'tailspin').execute(),
    )
    expect(others).toEqual([])
  })

  it('refuses to write into another company, or to move a row there', async () => {
    const intrude = inCompany(database.db, 'northwind', (trx) =>
      upsertPeople(trx, 'tailspin', [{ ...ana, id: 'eve' }], now),
    )
    await expect(intrude).rejects.toThrow(/row-level security/)
    const move = inCompany(database.db, 'northwind', (trx) =>
      trx.updateTable('person').set({ company_id: 'tailspin' }).execute(),
    )
    await expect(move).rejects.toThrow(/row-level security/)
    const touched = await inCompany(database.db, 'northwind', (trx) =>
      trx.updateTable('person').set({ attempts: 9 }).where('company_id', '=', 'tailspin').executeTakeFirst(),
    )
    expect(Number(touched.numUpdatedRows)).toBe(0)
  })

  it('shows nothing at all to the company role when no company is set', async () => {
    const rows = await database.db.transaction().execute(async (trx) => {
      await sql`set local role plumm_entra_company`.execute(trx)
      return trx.selectFrom('person').selectAll().execute()
    })
    expect(rows).toEqual([])
  })

  it('lets a sweep read across companies and write nowhere', async () => {
    const ids = await inSystem(database.db, 'find-due-people', (trx) =>
      trx.selectFrom('person').select('company_id').orderBy('company_id').execute(),
    )
    expect(ids.map((row) => row.company_id)).toEqual(['northwind', 'tailspin'])
    const write = inSystem(database.db, 'find-due-people', (trx) =>
      trx.updateTable('person').set({ attempts: 1 }).execute(),
    )
    await expect(write).rejects.toThrow(/permission denied/)
    const peek = inSystem(database.db, 'find-due-people', (trx) => trx.selectFrom('token_cache').selectAll().execute())
    await expect(peek).rejects.toThrow(/permission denied/)
  })

  it('refuses to change or delete what stands in the audit log', async () => {
    const attempts = ['update audit_entry set action = action', 'delete from audit_entry'].map((statement) =>
      inCompany(database.db, 'northwind', (trx) => sql.raw(statement).execute(trx)),
    )
    for (const attempt of await Promise.allSettled(attempts)) expect(attempt.status).toBe('rejected')
  })
})
