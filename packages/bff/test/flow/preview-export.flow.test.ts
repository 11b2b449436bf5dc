import { afterEach, describe, expect, it } from 'vitest'
import type { PreviewRow } from '@plumm/entra-shared'
import { inCompany } from '../../src/db/tenancy.ts'
import { insertPreviewRows } from '../../src/sync/preview.store.ts'
import type { Fingerprint } from '../../src/sync/vocabulary.ts'
import { answerOf } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

const EXPORT = '/api/connection/preview/export?format=csv'

describe.each(databaseKinds)('a preview taken away, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    world.directory.northwind.set('ana', { ...tom, ...ana, firstName: '=1+1', lastName: 'Ruíz, "A"' })
    world.directory.northwind.set('odd', { ...tom, id: 'odd', email: 'odd+1@contoso.com', firstName: 'Odd' })
    return world.connectToPreview()
  }
  /** Its cells, without the mark at the beginning. */
  const sheet = async (query = '') => {
    const text = await (await world.call('GET', `${EXPORT}${query}`)).text()
    return text.trimEnd().split('\n')
  }
  /** As many more people as it takes for several pages. */
  const fill = (previewId: string, count: number) =>
    inCompany(world.database.db, 'northwind', (trx) => {
      const rows = Array.from({ length: count }, (_, index): PreviewRow => ({
        personId: `p-${index}`,
        name: `Person ${String(index).padStart(5, '0')}`,
        email: `p-${index}@contoso.com`,
        role: null,
        kind: 'none',
        reason: null,
        actor: 'nobody',
        changes: [],
        problems: [],
        entraUserId: null,
        signInName: null,
      }))
      const fingerprint: Fingerprint = { kind: 'none', entraUserId: null, email: '', writes: [] }
      return insertPreviewRows(
        trx,
        'northwind',
        previewId,
        rows.map((row) => ({ row, fingerprint })),
      )
    })
  afterEach(() => world.close())

  it('has a line for each field of each person, the risky first, in words that anybody reads', async () => {
    await start()
    const response = await world.call('GET', EXPORT)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="entra-preview.csv"')
    const bytes = new Uint8Array(await response.arrayBuffer())
    // Without this mark Excel takes UTF-8 for something else.
    expect(bytes.slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf))
    const [columns, first, ...rest] = new TextDecoder().decode(bytes).trimEnd().split('\n')
    expect(columns).toBe('Person,Email,What happens,Field,Before,After,Reason,Who acts')
    expect(first).toMatch(/^Odd Lee,odd\+1@contoso\.com,Cannot be synced yet,.*Needs HR$/)
    expect(rest).toContain('Tom Lee,tom.lee@contoso.com,New account,Name,,Tom Lee,,')
  })

  it('runs no formula in the spreadsheet that opens it', async () => {
    await start()
    const lines = await sheet()
    expect(lines.filter((line) => line.startsWith(`"'=1+1 Ruíz, ""A""",`)).length).toBeGreaterThan(0)
    expect(lines.filter((line) => /(^|,)"?=/.test(line))).toEqual([])
  })

  it('holds what is filtered, and nobody else', async () => {
    await start()
    const names = async (query: string) => new Set((await sheet(query)).slice(1).map((line) => line.split(',')[1]))
    expect(await names('&filter=block')).toEqual(new Set(['odd+1@contoso.com']))
    expect(await names('&q=TOM')).toEqual(new Set(['tom.lee@contoso.com']))
    expect(await names('&filter=suspend')).toEqual(new Set())
  })

  it('holds everyone, however many pages that takes', async () => {
    const { previewId } = await start()
    await fill(previewId, 1_234)
    const lines = await sheet('&filter=none')
    expect(lines).toHaveLength(1_235)
    expect(lines.at(-1)).toMatch(/^Person 01233,/)
  })

  it('is broken off, and does not pass for a whole one, when another preview takes its place meanwhile', async () => {
    const { previewId } = await start()
    await fill(previewId, 4_000)
    const reader = (await world.call('GET', EXPORT)).body?.getReader()
    await reader?.read()
    expect((await world.call('POST', '/api/connection/preview', { body: {} })).status).toBe(202)
    const readOn = async () => {
      for (let part = await reader?.read(); part?.done === false;) part = await reader?.read()
    }
    await expect(readOn()).rejects.toThrow(/replaced meanwhile/)
  })

  it('is not there for another company, nor for whoever sees statuses only, nor without a preview', async () => {
    await start()
    expect(await answerOf(await world.call('GET', EXPORT, { as: 'tailspin' }))).toBe('404 not-found')
    expect(await answerOf(await world.call('GET', EXPORT, { permissions: ['status:read'] }))).toBe(
      '403 permission-missing',
    )
    expect(await answerOf(await world.call('GET', '/api/connection/preview/export'))).toBe('400 contract-broken')
    await world.call('DELETE', '/api/connection')
    expect(await answerOf(await world.call('GET', EXPORT))).toBe('404 not-found')
  })
})
