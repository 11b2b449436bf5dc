import { afterEach, describe, expect, it } from 'vitest'
import type { Person } from '@plumm/entra-shared'
import { inCompany } from '../../src/db/tenancy.ts'
import { checkedFile } from '../audit-file.ts'
import { answerOf } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { everythingStored } from '../tables.ts'
import { World } from '../world.ts'

const jo: Person = {
  id: 'jo',
  version: 1,
  status: 'active',
  email: 'johanna.quill@contoso.com',
  firstName: 'Johanna',
  lastName: 'Quill',
  role: 'Archivist',
}

describe.each(databaseKinds)('erasing a person, on %s', (kind) => {
  let world: World
  afterEach(() => world.close())
  /** Tom works for Johanna, and both are in step. */
  const start = async () => {
    world = await World.create(kind)
    for (const each of [jo, { ...tom, managerId: 'jo' }]) world.directory.northwind.set(each.id, each)
    await world.connect()
    await world.advanceUntil(() =>
      Promise.resolve(world.emulator.tenant('contoso.com').managerOf('tom.lee@contoso.com') ? true : null),
    )
    await world.untilNoJobs('sync-person')
  }
  const erase = (id = 'jo') => world.call('DELETE', `/api/people/${id}/data`)
  const leaves = async () => {
    await world.save({ id: 'tom', managerId: undefined })
    await world.untilVersion('tom', 2)
    await world.save({ id: 'jo', status: 'deactivated' })
    await world.untilStatus('jo', 'suspended')
    await world.untilNoJobs('sync-person')
  }
  const everything = () => everythingStored(world.database.db)
  const read = <T>(work: Parameters<typeof inCompany<T>>[2]) => inCompany(world.database.db, 'northwind', work)

  it('leaves nothing of them anywhere but ids, not in the log either, and every proof stays whole', async () => {
    await start()
    await leaves()
    expect(await everything()).toMatch(/Johanna|Quill|Archivist/i)
    const answer = await erase()
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ personId: 'jo', entries: expect.any(Number) })
    expect(await everything()).not.toMatch(/Johanna|Quill|Archivist/i)
    expect(await (await world.call('GET', '/api/audit/verify')).json()).toMatchObject({ ok: true, brokenAt: null })
    const file = await (await world.call('GET', '/api/audit/export?format=ndjson')).text()
    const verdict = await checkedFile(file)
    expect(verdict).toMatchObject({ ok: true })
    expect(verdict.ok && verdict.erased).toBeGreaterThan(5)
  })

  it('keeps who did what and when, and tells of the erasure without a name', async () => {
    await start()
    await leaves()
    const before = (await world.audit('&personId=jo')).map(({ seq, action, outcome, at }) => ({
      seq,
      action,
      outcome,
      at,
    }))
    await erase()
    const after = await world.audit('&personId=jo')
    expect(after.slice(0, -1)).toMatchObject(before)
    expect(after.at(-1)).toMatchObject({
      action: 'person.erased',
      actor: { kind: 'plumm-user', name: 'Jo Park' },
      personId: 'jo',
      personName: null,
    })
    expect(after.every(({ personName }) => personName === null)).toBe(true)
  })

  it('takes their name out of other people’s entries, and nothing else of those', async () => {
    await start()
    await leaves()
    await erase()
    const [set] = await world.audit('&personId=tom&action=user.reference-changed&outcome=succeeded')
    expect(set).toMatchObject({
      personName: 'Tom Lee',
      changes: [{ field: 'manager', before: null, after: null, isErased: true }],
    })
    expect((await world.audit('&personId=tom&action=user.created'))[0]).toMatchObject({ personName: 'Tom Lee' })
    expect((await world.audit('&personId=tom&action=user.created'))[0]?.changes.some(({ isErased }) => isErased)).toBe(
      false,
    )
    expect(await world.audit('&q=johanna')).toEqual([])
    expect((await world.audit('&q=tom%20lee')).length).toBeGreaterThan(0)
  })

  it('leaves Entra alone, and the link without an address', async () => {
    await start()
    await leaves()
    const since = world.emulator.requests().at(-1)?.id ?? 0
    await erase()
    const writes = world.emulator
      .requests({ since })
      .filter(({ method, path }) => method !== 'GET' && path.startsWith('/v1.0'))
    expect(writes).toEqual([])
    expect(world.account('johanna.quill@contoso.com')?.accountEnabled).toBe(false)
    expect(
      await read((trx) => trx.selectFrom('link').selectAll().where('person_id', '=', 'jo').execute()),
    ).toMatchObject([{ email: '', sign_in_name: '', written: {}, suspended_by_plumm: true }])
    expect(await world.status('jo')).toEqual({ personId: 'jo', status: 'not-connected', problems: [] })
  })

  it('lasts: neither the directory nor a late event brings them back', async () => {
    await start()
    await leaves()
    await erase()
    await world.call('POST', '/api/connection/sync')
    await world.untilNoJobs('full-pass', 'sync-person')
    // An event from before, delivered once more, under another id.
    const late = await world.deliver([jo])
    expect(await late.json()).toMatchObject({ accepted: 0 })
    await world.deliver([{ ...jo, version: 3, status: 'deleted' }])
    expect(await (await world.deliver([{ ...jo, version: 3 }])).json()).toMatchObject({ accepted: 0 })
    expect(await everything()).not.toMatch(/Johanna|Quill/i)
    expect(world.account('johanna.quill@contoso.com')?.accountEnabled).toBe(false)
  })

  it('ends when HR takes the same person on again: the same account, let in again', async () => {
    await start()
    await leaves()
    const account = world.account('johanna.quill@contoso.com')?.id
    await erase()
    await world.save({ id: 'jo', status: 'active' })
    await world.untilStatus('jo', 'synced')
    expect(world.account('johanna.quill@contoso.com')).toMatchObject({ id: account, accountEnabled: true })
    expect(await world.status('jo')).toMatchObject({ entraUserId: account })
    // Once in step the link knows the address again, and the next change of it renames.
    await world.save({ id: 'jo', role: 'Lead' })
    await world.untilVersion('jo', 4)
    await world.save({ id: 'jo', email: 'johanna.otis@contoso.com' })
    await world.untilVersion('jo', 5)
    expect(world.account('johanna.otis@contoso.com')?.id).toBe(account)
  })

  it('is refused for somebody employed, for somebody not locked out yet, and for nobody', async () => {
    await start()
    expect(await answerOf(await erase('jo'))).toBe('409 wrong-state')
    expect(await answerOf(await erase('nobody'))).toBe('404 not-found')
    const atTheRevoke = world.stopAt('POST /users/{id}/revokeSignInSessions')
    await world.save({ id: 'jo', status: 'deactivated' })
    await atTheRevoke
    expect(await answerOf(await erase('jo'))).toBe('409 wrong-state')
    expect((await world.audit('&action=person.erased')).length).toBe(0)
  })

  it('twice changes nothing more', async () => {
    await start()
    await leaves()
    await erase()
    const log = await world.wholeAudit()
    expect(await (await erase()).json()).toEqual({ personId: 'jo', entries: 0 })
    // Only the export in between.
    expect((await world.wholeAudit()).length).toBe(log.length + 1)
  })

  it('after Disconnect may be anybody, whoever is employed comes back when the company connects again', async () => {
    await start()
    await world.call('DELETE', '/api/connection')
    expect((await erase()).status).toBe(200)
    expect(await everything()).not.toMatch(/Johanna|Quill/i)
    expect(await (await world.call('GET', '/api/audit/verify')).json()).toMatchObject({ ok: true })
    await world.connect()
    expect((await world.status('jo')).status).toBe('synced')
    expect(world.emulator.requests({ pattern: 'POST /users' })).toHaveLength(2)
  })
})
