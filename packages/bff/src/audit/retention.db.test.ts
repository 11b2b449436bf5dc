import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds, openTestDatabase } from '../../test/databases.ts'
import { ensureCompany } from '../connection/company.ts'
import type { Database } from '../db/database.ts'
import { inCompany } from '../db/tenancy.ts'
import { createLog } from '../log.ts'
import { type AuditRecord, appendAudit } from './append.ts'
import { readChain } from './audit.store.ts'
import { retainAudit } from './retention.ts'
import { verifyAudit } from './verify.ts'

const DAY_MS = 86_400_000
const today = new Date()
const daysAgo = (days: number) => new Date(today.getTime() - days * DAY_MS)

describe.each(databaseKinds)('keeping the log for a limited time, on %s', (kind) => {
  let database: Database
  const start = async () => {
    database = await openTestDatabase(kind)
    for (const company of ['northwind', 'tailspin'])
      await inCompany(database.db, company, (trx) => ensureCompany(trx, company, today))
  }
  afterEach(() => database.close())

  /** Entries that were written so many days ago. */
  const write = (days: number, more: Partial<AuditRecord> = {}, company = 'northwind') => {
    const ink = { now: () => daysAgo(days), newSalt: () => `salt-${days}` }
    const record: AuditRecord = { action: 'user.updated', outcome: 'succeeded', actor: { kind: 'sync', name: null } }
    return inCompany(database.db, company, (trx) => appendAudit(trx, company, [{ ...record, ...more }], ink))
  }
  const retain = (retentionDays: number | null, now = today) =>
    retainAudit({
      db: database.db,
      ink: { now: () => now, newSalt: () => 'salt' },
      now: () => now,
      log: createLog('silent'),
      retentionDays,
    })
  const log = (company = 'northwind') =>
    inCompany(database.db, company, (trx) => readChain(trx, company, { after: 0, limit: 100 }))
  const told = async () => (await log()).map(({ read }) => `${read().seq} ${read().action}`)
  const verify = (company = 'northwind') => verifyAudit(database.db, company)

  it('seals what is older, removes it with everything beside it, and the rest is whole from there', async () => {
    await start()
    for (const days of [400, 200, 120, 80, 1]) await write(days, { personId: 'ana', personName: 'Ana Ruiz' })
    await write(400, {}, 'tailspin')
    const [, , third] = await log()
    await retain(100)
    expect(await told()).toEqual(['4 user.updated', '5 user.updated', '6 audit.sealed'])
    expect(await verify()).toMatchObject({
      ok: true,
      entries: 3,
      sealed: { seq: 3, hash: third?.proof.hash },
      brokenAt: null,
    })
    const sealing = JSON.parse((await log()).at(-1)?.proof.canonical ?? '')
    expect(sealing.sealed).toEqual({
      seq: 3,
      hash: third?.proof.hash,
      entries: 3,
      at: daysAgo(120).toISOString(),
    })
    const left = await inCompany(database.db, 'northwind', (trx) =>
      trx.selectFrom('audit_detail').select('seq').orderBy('seq').execute(),
    )
    expect(left.map(({ seq }) => Number(seq))).toEqual([4, 5, 6])
    expect(await verify('tailspin')).toMatchObject({ ok: true, entries: 1, sealed: { seq: 1 } })
  })

  it('goes on from one seal to the next, and a quiet log is left alone', async () => {
    await start()
    await write(300)
    await write(150)
    await retain(200)
    await retain(200)
    expect(await told()).toEqual(['2 user.updated', '3 audit.sealed'])
    await write(0)
    await retain(100)
    expect(await told()).toEqual(['3 audit.sealed', '4 user.updated', '5 audit.sealed'])
    expect(await verify()).toMatchObject({ ok: true, entries: 3, sealed: { seq: 2 } })
    // Only the two seals are old by then, and the entry that stays.
    await retain(100, new Date(today.getTime() + DAY_MS))
    expect(await told()).toHaveLength(3)
  })

  it('keeps everything for ever unless somebody chose otherwise', async () => {
    await start()
    await write(5_000)
    await retain(null)
    expect(await told()).toEqual(['1 user.updated'])
  })

  it('keeps an intent whose outcome is open, and whatever came after it', async () => {
    await start()
    await write(300)
    await write(290, { outcome: 'intended', personId: 'ana' })
    await write(280)
    await retain(100)
    expect(await told()).toEqual(['2 user.updated', '3 user.updated', '4 audit.sealed'])
    expect(await verify()).toMatchObject({ ok: true })
  })

  describe('the door in the append-only rule', () => {
    const cut = (sealedBy: number, company = 'northwind') =>
      inCompany(database.db, company, (trx) => sql`select cut_audit_log(${sealedBy}::bigint)`.execute(trx))
    const run = (statement: string) => inCompany(database.db, 'northwind', (trx) => sql.raw(statement).execute(trx))
    const hashOf = async (seq: number) => (await log())[seq - 1]?.proof.hash ?? ''
    const seal = async (seq: number, hash?: string) =>
      write(1, {
        action: 'audit.sealed',
        sealed: { seq, hash: hash ?? (await hashOf(seq)), entries: seq, at: today.toISOString() },
      })
    const expectAllThere = async (entries: number) =>
      expect(await verify()).toMatchObject({ ok: true, entries, sealed: null })

    it('opens for a seal in the chain, and for what it names', async () => {
      await start()
      await write(300)
      await write(200)
      await cut(await seal(1))
      expect(await told()).toEqual(['2 user.updated', '3 audit.sealed'])
      expect(await verify()).toMatchObject({ ok: true, entries: 2, sealed: { seq: 1 } })
    })

    it('stays shut without a seal', async () => {
      await start()
      await write(300)
      await write(200)
      for (const sealedBy of [0, 1, 2, 3]) await expect(cut(sealedBy)).rejects.toThrow(/at a sealed checkpoint only/)
      await expectAllThere(2)
    })

    it('stays shut for a seal that names another hash, itself, or what is not there', async () => {
      await start()
      await write(300)
      await expect(cut(await seal(1, 'f'.repeat(64)))).rejects.toThrow(/at a sealed checkpoint only/)
      await expect(cut(await seal(3, await hashOf(2)))).rejects.toThrow(/at a sealed checkpoint only/)
      await expect(cut(await seal(9))).rejects.toThrow(/at a sealed checkpoint only/)
      await expectAllThere(4)
    })

    it('stays shut for what is younger than 90 days, whatever the seal says', async () => {
      await start()
      await write(300)
      await write(60)
      await expect(cut(await seal(2))).rejects.toThrow(/younger than 90 days/)
      await expectAllThere(3)
    })

    it('stays shut for an intent without its outcome', async () => {
      await start()
      await write(300, { outcome: 'intended', personId: 'ana' })
      await expect(cut(await seal(1))).rejects.toThrow(/without its outcome/)
      await expectAllThere(2)
    })

    it('reaches nobody else’s log', async () => {
      await start()
      await write(300)
      await write(300, {}, 'tailspin')
      const sealedBy = await seal(1)
      await expect(cut(sealedBy, 'tailspin')).rejects.toThrow(/at a sealed checkpoint only/)
      await cut(sealedBy)
      expect(await verify('tailspin')).toMatchObject({ ok: true, entries: 1 })
    })

    it('is the only one: no other statement removes or changes an entry, seal or not', async () => {
      await start()
      await write(300)
      await write(200)
      await seal(1)
      for (const statement of [
        'delete from audit_entry where seq = 1',
        'update audit_entry set hash = hash',
        'truncate audit_entry',
        'alter table audit_entry disable trigger all',
        'create or replace function refuse_to_rewrite_the_audit_log() returns trigger language plpgsql as $$ begin return old; end $$',
      ])
        await expect(run(statement), statement).rejects.toThrow(/permission denied|append-only|must be owner/)
      await expectAllThere(3)
    })
  })
})
