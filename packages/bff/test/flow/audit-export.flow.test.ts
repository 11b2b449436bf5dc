import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditVerification } from '@plumm/entra-shared'
import { appendAudit } from '../../src/audit/append.ts'
import { ensureCompany } from '../../src/connection/company.ts'
import { inCompany } from '../../src/db/tenancy.ts'
import { checkedFile } from '../audit-file.ts'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

const DAY_MS = 86_400_000
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

describe.each(databaseKinds)('an exported log, on %s', (kind) => {
  let world: World
  const exported = async (query = '') => (await world.call('GET', `/api/audit/export?format=ndjson${query}`)).text()
  const linesOf = (file: string) => file.trimEnd().split('\n')
  /** The file with one of its lines changed, told by what is in it. */
  const change = (file: string, where: string, to: (line: string) => string | null) => {
    const at = linesOf(file).findIndex((line) => line.includes(where))
    if (at < 0) throw new Error(`No line has ${where}.`)
    return linesOf(file)
      .flatMap((line, index) => (index === at ? (to(line) ?? []) : line))
      .join('\n')
  }

  beforeAll(async () => {
    world = await World.create(kind, { AUDIT_RETENTION_DAYS: '100', LOG_LEVEL: 'info' })
    // A log that began long ago.
    await inCompany(world.database.db, 'northwind', async (trx) => {
      await ensureCompany(trx, 'northwind', new Date())
      for (const days of [300, 200, 150]) {
        const ink = { now: () => new Date(world.clock.now() - days * DAY_MS), newSalt: () => `salt-${days}` }
        const old = {
          action: 'sync.paused',
          outcome: 'succeeded',
          actor: { kind: 'plumm-user', name: 'Old Hand' },
        } as const
        await appendAudit(trx, 'northwind', [old], ink)
      }
    })
    world.directory.northwind.set('tom', tom)
    await world.connect()
    await world.save({ ...ana, firstName: '=1+1', lastName: 'Ruíz "✓"\u2028' })
    await world.untilStatus('ana', 'synced')
  })
  afterAll(() => world.close())

  it('proves itself with nothing but the file, intents and the export itself included', async () => {
    const file = await exported()
    const lines = linesOf(file)
    const verdict = await checkedFile(file)
    expect(verdict).toMatchObject({
      ok: true,
      erased: 0,
      head: { contents: 'whole', companyId: 'northwind', start: { seq: 0 } },
      end: { entries: lines.length - 2, head: { seq: lines.length - 2 } },
    })
    expect(file).toContain('"outcome":"intended"')
    expect(lines.at(-2)).toContain('"action":"audit.exported"')
    const { head } = AuditVerification.parse(await (await world.call('GET', '/api/audit/verify')).json())
    expect(JSON.parse(lines.at(-1) ?? '').head.hash).toBe(head)
  })

  it('holds a place that was written down elsewhere, or does not', async () => {
    const file = await exported()
    const { seq, hash } = JSON.parse(linesOf(file)[3] ?? '')
    expect(await checkedFile(file, { seq, hash })).toMatchObject({ ok: true, hasAnchor: true })
    expect(await checkedFile(file, { seq: seq + 1, hash })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('written down elsewhere'),
    })
  })

  it.each<[what: string, forge: (file: string) => string, problem: RegExp]>([
    [
      'a name',
      (file) => file.replace('"personName":"Tom Lee"', '"personName":"Tim Lee"'),
      /does not say what its proof/,
    ],
    ['an actor', (file) => file.replace('"name":"Jo Park"', '"name":"Jo Bark"'), /does not say what its proof/],
    ['an outcome', (file) => file.replace('"outcome":"succeeded"', '"outcome":"failed"'), /does not say what its/],
    ['a time', (file) => change(file, '"seq":5,', (line) => line.replace(/"at":"\d{4}/, '"at":"2001')), /does not say/],
    [
      'a hash',
      (file) => change(file, '"seq":5,', (line) => line.replace(/"hash":"[0-9a-f]{4}/, '"hash":"0000')),
      /does not say/,
    ],
    ['an entry less', (file) => change(file, '"seq":5,', () => null), /broken at entry 5|entries where/],
    [
      'an entry twice',
      (file) => change(file, '"seq":5,', (line) => `${line}\n${line}`),
      /broken at entry 6|entries where/,
    ],
    ['the last entries less', (file) => linesOf(file).toSpliced(-3, 2).join('\n'), /entries where it says/],
    ['no end', (file) => linesOf(file).slice(0, -1).join('\n'), /broken off/],
    ['no beginning', (file) => linesOf(file).slice(1).join('\n'), /first line/],
    [
      'another company',
      (file) => file.replace('"companyId":"northwind"', '"companyId":"tailspin"'),
      /broken at entry 1/,
    ],
    [
      'values taken out',
      (file) =>
        change(file, '"personName":"Tom Lee"', (line) => {
          const entry = JSON.parse(line)
          return JSON.stringify({ ...entry, personName: null, changes: [], proof: { ...entry.proof, parts: null } })
        }),
      /broken at entry/,
    ],
  ])('is broken with %s changed', async (_what, forge, problem) => {
    const file = await exported()
    const forged = forge(file)
    expect(forged).not.toBe(file)
    const verdict = await checkedFile(forged)
    expect(verdict.ok ? 'ok' : verdict.problem).toMatch(problem)
  })

  it('of a part says so, and every entry proves itself', async () => {
    const file = await exported('&personId=ana')
    expect(await checkedFile(file)).toMatchObject({
      ok: true,
      head: { contents: 'selection', filter: { personId: 'ana' } },
    })
    expect(linesOf(file).length).toBeGreaterThan(3)
    expect(await checkedFile(file.replace('"jobTitle"', '"jobName"'))).toMatchObject({ ok: false })
  })

  it('of one kind holds all of that kind and nothing else, in the drawer too', async () => {
    const kinds = new Set((await world.audit('&kind=accounts')).map(({ action }) => action))
    expect(kinds).toEqual(new Set(['user.created']))
    const [, ...lines] = linesOf(await exported('&kind=sync'))
    const actions = new Set(lines.slice(0, -1).map((line) => JSON.parse(line).action))
    expect(actions).toEqual(new Set(['sync.paused', 'preview.ready', 'sync.approved']))
  })

  it('for a spreadsheet runs no formula', async () => {
    const csv = await (await world.call('GET', '/api/audit/export?format=csv')).text()
    expect(csv).toContain("'=1+1")
    expect(csv).not.toMatch(/,=|^=/m)
  })

  it('tells who took what with them, but not what they searched for', async () => {
    await exported('&q=Secret%20Name&outcome=failed')
    const [entry] = (await world.audit('&action=audit.exported')).slice(-1)
    expect(entry).toMatchObject({
      actor: { kind: 'plumm-user', name: 'Jo Park' },
      changes: [
        { field: 'format', after: 'ndjson' },
        { field: 'filters', after: 'outcome, q' },
      ],
    })
  })

  it('is checked by a command that needs no setting and no database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumm-audit-'))
    const file = join(folder, 'entra-audit.ndjson')
    const run = (...rest: string[]) =>
      spawnSync(process.execPath, [main, 'audit', 'verify-file', ...rest], { env: {}, encoding: 'utf8' })
    try {
      const text = await exported()
      writeFileSync(file, text)
      const end = JSON.parse(linesOf(text).at(-1) ?? '')
      const whole = run(file, `${end.head.seq}:${end.head.hash}`)
      expect(whole).toMatchObject({ status: 0, stdout: expect.stringContaining('northwind: ') })
      writeFileSync(file, text.replace('"personName":"Tom Lee"', '"personName":"Tim Lee"'))
      expect(run(file)).toMatchObject({ status: 1, stdout: expect.stringContaining('BROKEN') })
      expect(run(join(folder, 'none'))).toMatchObject({ status: 66 })
      expect(run()).toMatchObject({ status: 64 })
      expect(run(file, 'last tuesday')).toMatchObject({ status: 64 })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  /** The moment comes, and the queue's clock with it. */
  const comesTo = async (hours: number | null, minutes: number) => {
    const at = new Date(world.clock.now())
    at.setUTCMinutes(minutes, -5, 0)
    if (hours !== null) at.setUTCHours(hours)
    const stepMs = hours === null ? 3_600_000 : DAY_MS
    while (at.getTime() <= world.clock.now()) at.setTime(at.getTime() + stepMs)
    await world.sleep(at.getTime() - world.clock.now())
    await world.advance(20_000)
  }

  it('where each log ends is written down every hour, where nobody with the database reaches', async () => {
    await comesTo(null, 7)
    const anchors = world.logLines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'audit_head')
    const of = (companyId: string) => anchors.filter((line) => line.companyId === companyId)
    expect(of('northwind')).toHaveLength(1)
    const [{ seq, hash }] = of('northwind')
    expect(await checkedFile(await exported(), { seq, hash })).toMatchObject({ ok: true, hasAnchor: true })
  })

  it('of which retention cut the beginning proves itself from its seal', async () => {
    await comesTo(3, 41)
    await world.until(async () => ((await world.audit('&action=audit.sealed')).length > 0 ? true : null))
    // So that a reader who has come to the end is not told that this is where it began.
    expect(await (await world.call('GET', '/api/audit?limit=200')).json()).toMatchObject({ oldestKept: 4 })
    const file = await exported()
    expect(file).not.toContain('Old Hand')
    const verdict = await checkedFile(file)
    expect(verdict).toMatchObject({ ok: true, head: { start: { seq: 3 } } })
    const [, first] = linesOf(file)
    const further = change(file, first ?? '', () => null)
    expect(await checkedFile(further.replace(/"entries":(\d+)\}$/, (_, n) => `"entries":${n - 1}}`))).toMatchObject({
      ok: false,
    })
    expect(await (await world.call('GET', '/api/audit/verify')).json()).toMatchObject({ ok: true, sealed: { seq: 3 } })
  })
})
