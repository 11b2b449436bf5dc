import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '@plumm/entra-shared'
import { answerOf } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { inCompany } from '../../src/db/tenancy.ts'
import type { CompanyName } from '../companies.ts'
import { World } from '../world.ts'
import { BFF } from '../config-for.ts'

const MiB = 1024 * 1024
const OTHER_SECRET = `whsec_${Buffer.from('another secret of thirty-two by.').toString('base64')}`

/** A person as Plumm sends one; everything can be overridden, also with what breaks the contract. */
const person = (id: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  version: 1,
  status: 'active',
  email: `${id}@contoso.com`,
  firstName: id,
  lastName: 'Ruiz',
  role: 'Engineer',
  ...changes,
})

describe.each(databaseKinds)('Plumm’s webhook, on %s', (kind) => {
  let world: World
  beforeAll(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', {
      id: 'tom',
      version: 1,
      status: 'active',
      email: 'tom@contoso.com',
      firstName: 'Tom',
      lastName: 'Lee',
    })
    await world.connect()
  })
  afterAll(() => world.close())

  const stored = (as: CompanyName = 'northwind') =>
    inCompany(world.database.db, as, async (trx) => {
      const rows = await trx
        .selectFrom('person')
        .select(['id', 'data'])
        .where('company_id', '=', as)
        .orderBy('id')
        .execute()
      return new Map(rows.map((row) => [row.id, row.data]))
    })
  /** The answer, once it is clear that it left no trace. */
  const refusalOf = async (delivered: Promise<Response>) => {
    const before = await stored()
    const answer = await answerOf(await delivered)
    if (!isDeepStrictEqual(await stored(), before)) throw new Error(`${answer}, and yet something was stored.`)
    return answer
  }
  const post = (request: RequestInit) =>
    Promise.resolve(world.app.request(`${BFF}/webhooks/plumm`, { method: 'POST', ...request }))

  describe('refuses, and keeps nothing of it', () => {
    it('a signature of another secret: 401', async () => {
      const delivered = world.deliver([person('eva')], { secret: OTHER_SECRET })
      expect(await refusalOf(delivered)).toBe('401 signature-invalid')
    })

    it('a body changed after it was signed: 401', async () => {
      const { body, headers } = world.signed([person('eva')])
      expect(await refusalOf(post({ headers, body: body.replace('eva', 'eve') }))).toBe('401 signature-invalid')
    })

    it('no signature at all: 401', async () => {
      expect(await refusalOf(post({ body: '{}' }))).toBe('401 signature-invalid')
    })

    it.each([-6, 6])('a timestamp %i minutes from now: 401', async (minutes) => {
      const delivered = world.deliver([person('eva')], { at: new Date(Date.now() + minutes * 60_000) })
      expect(await refusalOf(delivered)).toBe('401 signature-invalid')
    })

    it('signed, but not JSON: 400', async () => {
      expect(await refusalOf(world.deliver([], { raw: '<people/>' }))).toBe('400 bad-request')
    })

    it('a broken contract: 422, and the answer names the place of each break', async () => {
      const people = [
        person('eva'),
        person('fay', { version: '7' }),
        person('gus', { status: 'gone', email: undefined }),
      ]
      const before = await stored()
      const response = await world.deliver(people)
      const problem = Problem.parse(await response.json())
      expect(problem).toMatchObject({ status: 422, code: 'contract-broken' })
      expect(problem.issues?.map(({ path }) => path).sort()).toEqual([
        'data.people.1.version',
        'data.people.2.email',
        'data.people.2.status',
      ])
      expect(problem.detail).toContain('data.people.1.version')
      expect(await stored()).toEqual(before)
    })

    it.each([
      ['nobody', []],
      ['an id of 65 characters', [person('x'.repeat(65))]],
      ['an id with a character no database keeps', [person('e\u0000va')]],
      ['a negative version', [person('eva', { version: -1 })]],
      ['a version of one and a half', [person('eva', { version: 1.5 })]],
    ])('%s: 422', async (_, people) => {
      expect(await refusalOf(world.deliver(people))).toBe('422 contract-broken')
    })

    it('1,001 people: 422', async () => {
      const people = Array.from({ length: 1_001 }, (_, index) => person(`p${index}`))
      expect(await refusalOf(world.deliver(people))).toBe('422 contract-broken')
    })

    it('more than a mebibyte: 413, though it is signed', async () => {
      const people = [person('eva', { about: 'x'.repeat(MiB) })]
      expect(await refusalOf(world.deliver(people))).toBe('413 too-large')
    })

    it('a body without end: 413, and it is not read to its end', async () => {
      let sent = 0
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 64 * 1024
          if (sent > 64 * MiB) throw new Error('It was read far past the limit.')
          controller.enqueue(new Uint8Array(64 * 1024).fill(32))
        },
      })
      const request = new Request(`${BFF}/webhooks/plumm`, { method: 'POST', body: endless, duplex: 'half' })
      expect(await answerOf(await world.app.request(request))).toBe('413 too-large')
      expect(sent).toBeLessThan(2 * MiB)
    })
  })

  describe('takes what can be used', () => {
    it('an unusable value blocks its own field of its own person, with a reason, and everyone else is in step', async () => {
      const reply = await world.deliver([
        person('ana'),
        person('bob', { email: 'not an address' }),
        person('cyd', { location: { office: 'Lisbon', country: 'Portugal' } }),
        person('dee', { role: 'x'.repeat(129), department: 'Platform' }),
        person('eli', { firstName: { given: 'Eli' }, displayName: 'Eli Ruiz', phone: 'call me' }),
        person('fin', { role: 'Engi\u0000neer', department: 'Half a pair: \ud83d' }),
        person('guy', { email: `${randomText(20_000)}@contoso.com`, displayName: randomText(20_000) }),
      ])
      expect([reply.status, await reply.json()]).toEqual([202, { accepted: 7, unchanged: 0, ignored: 0 }])

      await world.untilStatus('ana', 'synced')
      expect(await problemsOf('bob')).toEqual(['mail bad-email', 'userPrincipalName bad-email'])
      expect(await problemsOf('cyd')).toEqual(['usageLocation bad-country'])
      expect(world.account('cyd@contoso.com')).toMatchObject({
        officeLocation: 'Lisbon',
        country: 'Portugal',
        jobTitle: 'Engineer',
      })
      expect(await problemsOf('dee')).toEqual(['jobTitle too-long'])
      expect(world.account('dee@contoso.com')).toMatchObject({ department: 'Platform' })
      expect(await problemsOf('eli')).toEqual(['givenName not-text', 'mobilePhone bad-phone'])
      expect(world.account('eli@contoso.com')).toMatchObject({ displayName: 'Eli Ruiz', surname: 'Ruiz' })
      expect(await problemsOf('fin')).toEqual(['department bad-characters', 'jobTitle bad-characters'])
      expect(world.account('fin@contoso.com')).toMatchObject({ givenName: 'fin' })
      expect(await problemsOf('guy')).toEqual([
        'displayName too-long',
        'mail too-long',
        'mailNickname too-long',
        'userPrincipalName too-long',
      ])
      const accounts = world.emulator.tenant('contoso.com').users()
      const names = accounts.map(({ userPrincipalName }) => userPrincipalName.split('@')[0] ?? '')
      expect(names.toSorted()).toEqual(['admin', 'ana', 'cyd', 'dee', 'eli', 'fin', 'tom', 'user'])
    })

    it('a corrected value brings the person into step', async () => {
      await world.deliver([person('bob', { version: 2 })])
      await world.untilStatus('bob', 'synced')
      expect(world.account('bob@contoso.com')).toBeDefined()
    })

    it('a value that went bad leaves what stands in Entra', async () => {
      await world.deliver([person('bob', { version: 3, role: 'x'.repeat(129), department: 'Sales' })])
      await world.untilVersion('bob', 3)
      expect(world.account('bob@contoso.com')).toMatchObject({ jobTitle: 'Engineer', department: 'Sales' })
    })

    it('properties nobody knows are kept as they came', async () => {
      await world.deliver([person('hal', { pronouns: 'he/him', badge: { colour: 'teal', numbers: [1, 2] } })])
      await world.untilStatus('hal', 'synced')
      expect((await stored()).get('hal')).toEqual(
        person('hal', { pronouns: 'he/him', badge: { colour: 'teal', numbers: [1, 2] } }),
      )
    })

    it('a thousand people in one delivery', async () => {
      const thousand = Array.from({ length: 1_000 }, (_, index) => person(`q${index}`))
      const reply = await world.deliver(thousand, { as: 'tailspin' })
      expect(await reply.json(), 'nobody is connected there').toEqual({ accepted: 0, unchanged: 0, ignored: 1_000 })
    })
  })

  describe('keeps the newest, in any order of arrival', () => {
    const replyTo = async (people: unknown[], id?: string) =>
      (await world.deliver(people, id === undefined ? {} : { id })).json()

    it('an older version changes nothing', async () => {
      await replyTo([person('ida', { version: 5, role: 'Lead' })])
      expect(await replyTo([person('ida', { version: 4, role: 'Trainee' })])).toEqual({
        accepted: 0,
        unchanged: 1,
        ignored: 0,
      })
      await world.untilVersion('ida', 5)
      expect(world.account('ida@contoso.com')?.jobTitle).toBe('Lead')
    })

    it('the same version with other content changes nothing: the first is kept', async () => {
      expect(await replyTo([person('ida', { version: 5, role: 'Chair' })])).toEqual({
        accepted: 0,
        unchanged: 1,
        ignored: 0,
      })
      expect((await stored()).get('ida')).toMatchObject({ version: 5, role: 'Lead' })
    })

    it('a delivery that is repeated changes nothing and asks Entra nothing', async () => {
      expect(await replyTo([person('jan')], 'msg_twice')).toEqual({ accepted: 1, unchanged: 0, ignored: 0 })
      await world.untilStatus('jan', 'synced')
      const asked = world.emulator.requests().length
      expect(await replyTo([person('jan')], 'msg_twice')).toEqual({ accepted: 0, unchanged: 1, ignored: 0 })
      await world.advance(2_000)
      expect(world.emulator.requests()).toHaveLength(asked)
    })

    it('one person twice in a delivery: the newer counts, in whatever order', async () => {
      expect(await replyTo([person('kim', { version: 9, role: 'Lead' }), person('kim', { version: 8 })])).toEqual({
        accepted: 1,
        unchanged: 1,
        ignored: 0,
      })
      await world.untilVersion('kim', 9)
      expect(world.account('kim@contoso.com')?.jobTitle).toBe('Lead')
    })
  })

  it('a company without a connection: answered, and nothing of its people is kept', async () => {
    const asked = world.emulator.requests().length
    const reply = await world.deliver([person('ana'), person('bob')], { as: 'tailspin' })
    expect([reply.status, await reply.json()]).toEqual([202, { accepted: 0, unchanged: 0, ignored: 2 }])
    expect(await stored('tailspin')).toEqual(new Map())
    expect(world.emulator.requests()).toHaveLength(asked)
  })

  /** Once the person is blocked: each field and what is wrong with it. */
  async function problemsOf(id: string): Promise<string[]> {
    const report = await world.untilStatus(id, 'blocked')
    return report.problems.map(({ field, code }) => `${field} ${code}`).sort()
  }
})

/** Text that does not compress, so that a database cannot hide its length. */
function randomText(length: number): string {
  let seed = 1
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return (seed % 36).toString(36)
  }
  return Array.from({ length }, next).join('')
}
