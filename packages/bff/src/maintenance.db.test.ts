import { createSecretKey } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { configFor } from '../test/config-for.ts'
import { databaseKinds, openTestDatabase } from '../test/databases.ts'
import { type AuditRecord, appendAudit } from './audit/append.ts'
import { ensureCompany } from './connection/company.ts'
import type { Database } from './db/database.ts'
import { inCompany } from './db/tenancy.ts'
import { erase, keysInUse, rotate, verifyAll } from './maintenance.ts'
import { tokenCacheOf } from './tokens/token-cache.store.ts'
import { createVault } from './tokens/vault.ts'

const key = (id: string, fill: number) => ({ id, key: createSecretKey(Buffer.alloc(32, fill)) })
const [monday, tuesday] = [key('monday', 1), key('tuesday', 2)]
const ink = { now: () => new Date(), newSalt: () => 'salt' }

describe.each(databaseKinds)('what an operator runs, on %s', (kind) => {
  let database: Database
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const tell = (record: Partial<AuditRecord> = {}) =>
    inCompany(database.db, 'northwind', (trx) => {
      const base: AuditRecord = { action: 'user.updated', outcome: 'succeeded', actor: { kind: 'sync', name: null } }
      return appendAudit(trx, 'northwind', [{ ...base, ...record }], ink)
    })
  const start = async () => {
    said.length = 0
    database = await openTestDatabase(kind)
    await inCompany(database.db, 'northwind', (trx) => ensureCompany(trx, 'northwind', new Date()))
  }
  const keepTokenWith = async (...keys: Parameters<typeof createVault>[0]) => {
    const cache = tokenCacheOf('northwind', {
      vault: createVault(keys),
      inCompany: (work) => inCompany(database.db, 'northwind', work),
      now: Date.now,
      onUnreadable: () => {},
    })
    await cache.endTurn('tenant', (await cache.takeTurn()) ?? 0, {
      serialized: 'a token',
      expiresAt: Date.now() + 3_600_000,
    })
  }
  afterEach(() => database.close())

  it('audit verify: every company that ever did anything, connected or not', async () => {
    await start()
    expect(await verifyAll(database.db, say)).toBe(0)
    await tell()
    await tell({ personId: 'ana', personName: 'Ana Ruiz' })
    expect(await verifyAll(database.db, say)).toBe(0)
    await inCompany(database.db, 'northwind', (trx) =>
      trx
        .updateTable('audit_detail')
        .set({ details: JSON.stringify({ actor: { kind: 'sync', name: null }, personName: 'Eve', changes: [] }) })
        .where('seq', '=', 2)
        .execute(),
    )
    expect(await verifyAll(database.db, say)).toBe(1)
    expect(said).toEqual([
      'There is no company yet.',
      expect.stringMatching(/^whole {2}northwind: 2 entries, head [0-9a-f]{64}$/),
      expect.stringMatching(/^BROKEN northwind: 2 entries, head [0-9a-f]{64}, first wrong entry 2$/),
    ])
  })

  it('keys rotate: says how much, with what, and what can go', async () => {
    await start()
    await tell()
    await keepTokenWith(monday)
    expect(await keysInUse(database.db, [monday])).toBe('1 sealed with "monday"')
    expect(await rotate(database.db, [tuesday, monday], say)).toBe(0)
    expect(said).toEqual([
      '1 sealed anew with "tuesday".',
      '1 sealed with "tuesday".',
      'Can be removed from ENCRYPTION_KEYS, once every replica runs with the new one first: monday.',
    ])
  })

  it('keys rotate and doctor: name what no configured key opens', async () => {
    await start()
    await tell()
    await keepTokenWith(monday)
    await expect(keysInUse(database.db, [tuesday])).rejects.toThrow('northwind: the key "monday" is not configured')
    expect(await rotate(database.db, [tuesday], say)).toBe(1)
    expect(said.at(-1)).toBe('No key can be removed.')
  })

  it('person erase: before the first start, of somebody whom only the log knows, or says why not', async () => {
    await start()
    await tell({ personId: 'ana', personName: 'Ana Ruiz' })
    const config = configFor({ app: { clientId: 'app', clientSecret: 'a secret' } })
    expect(await erase(database, config, { companyId: 'northwind', personId: 'nobody' }, say)).toBe(1)
    expect(await erase(database, config, { companyId: 'northwind', personId: 'ana' }, say)).toBe(0)
    expect(said).toEqual([
      'Nobody with this id is known here.',
      'Erased ana: values of 1 audit entries, and everything that was kept beside ids.',
    ])
    expect(await verifyAll(database.db, say)).toBe(0)
    expect(said.at(-1)).toMatch(/2 entries, 1 with values erased/)
  })
})
