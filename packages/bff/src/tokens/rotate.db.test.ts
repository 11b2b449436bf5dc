import { createSecretKey } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseKinds, openTestDatabase } from '../../test/databases.ts'
import { ensureCompany } from '../connection/company.ts'
import type { Database } from '../db/database.ts'
import { inCompany } from '../db/tenancy.ts'
import { readKeyUse, rotateKeys } from './rotate.ts'
import { tokenCacheOf } from './token-cache.store.ts'
import { createVault } from './vault.ts'

const key = (id: string, fill: number) => ({ id, key: createSecretKey(Buffer.alloc(32, fill)) })
const [monday, tuesday, wednesday] = [key('monday', 1), key('tuesday', 2), key('wednesday', 3)]
const expiresAt = Date.now() + 3_600_000
const companies = ['fabrikam', 'northwind', 'tailspin']

describe.each(databaseKinds)('rotating keys, on %s', (kind) => {
  let database: Database
  const problems: string[] = []
  const cacheOf = (companyId: string, keys: Parameters<typeof createVault>[0]) =>
    tokenCacheOf(companyId, {
      vault: createVault(keys),
      inCompany: (work) => inCompany(database.db, companyId, work),
      now: Date.now,
      onUnreadable: ({ message }) => problems.push(message),
    })
  /** A replica with these keys keeps a token. */
  const keep = async (companyId: string, token: string, ...keys: Parameters<typeof createVault>[0]) => {
    const cache = cacheOf(companyId, keys)
    await cache.endTurn('tenant', (await cache.takeTurn()) ?? 0, { serialized: token, expiresAt })
  }
  const start = async () => {
    database = await openTestDatabase(kind)
    problems.length = 0
    for (const company of companies)
      await inCompany(database.db, company, (trx) => ensureCompany(trx, company, new Date()))
  }
  const rotate = (...keys: Parameters<typeof createVault>[0]) => rotateKeys(database.db, companies, createVault(keys))
  afterEach(() => database.close())

  it('seals everything with the first key and says which can go; a second time there is nothing to do', async () => {
    await start()
    await keep('northwind', 'a', monday)
    await keep('tailspin', 'b', monday)
    expect(await rotate(tuesday, monday, wednesday)).toEqual({
      resealed: 2,
      used: new Map([['tuesday', 2]]),
      unreadable: [],
      removable: ['monday', 'wednesday'],
    })
    expect(await rotate(tuesday, monday)).toMatchObject({ resealed: 0, removable: ['monday'] })
    expect(await cacheOf('northwind', [tuesday]).read('tenant')).toEqual({ serialized: 'a', expiresAt, turn: 1 })
    expect(await cacheOf('tailspin', [tuesday]).read('tenant')).toEqual({ serialized: 'b', expiresAt, turn: 1 })
  })

  it('goes on where it was stopped', async () => {
    await start()
    await keep('northwind', 'a', tuesday, monday)
    await keep('tailspin', 'b', monday)
    expect(await rotate(tuesday, monday)).toMatchObject({ resealed: 1, removable: ['monday'] })
  })

  it('leaves a token alone that a running replica keeps meanwhile, and counts what that one still seals with', async () => {
    await start()
    await keep('northwind', 'a', monday)
    const vault = createVault([tuesday, monday])
    // Between the look and the change, the other replica was quicker: it has not been given the new key yet.
    const slow = {
      ...vault,
      open: async (sealed: string, company: string) => {
        await keep('northwind', 'newer', monday)
        return vault.open(sealed, company)
      },
    }
    expect(await rotateKeys(database.db, companies, slow)).toMatchObject({
      resealed: 0,
      used: new Map([['monday', 1]]),
      removable: [],
    })
    expect(await cacheOf('northwind', [monday]).read('tenant')).toMatchObject({ serialized: 'newer' })
  })

  it('names what no configured key opens, seals the others, and that token is asked for anew', async () => {
    await start()
    await keep('northwind', 'a', wednesday)
    await keep('tailspin', 'b', monday)
    const unreadable = [{ companyId: 'northwind', why: 'the key "wednesday" is not configured' }]
    expect(await readKeyUse(database.db, companies, createVault([tuesday, monday]))).toEqual({
      used: new Map([
        ['wednesday', 1],
        ['monday', 1],
      ]),
      unreadable,
    })
    expect(await rotate(tuesday, monday)).toMatchObject({ resealed: 1, unreadable, removable: ['monday'] })
    expect(await cacheOf('northwind', [tuesday]).read('tenant')).toBeNull()
    expect(problems).toEqual([expect.stringContaining('"wednesday"')])
  })
})
