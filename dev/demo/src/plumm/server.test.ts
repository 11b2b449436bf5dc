import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedPeople } from '../seed/people.ts'
import { z } from 'zod'
import { type PeopleStore, openPeopleStore } from './people-store.ts'
import { createPlummServer } from './server.ts'
import { createSessionTokens, createSigningKey } from './session-tokens.ts'

let folder = ''
let app: ReturnType<typeof createPlummServer>
let people: PeopleStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumm-server-'))
  const now = () => new Date()
  people = await openPeopleStore({
    file: join(folder, 'plumm.json'),
    seed: () => seedPeople({ now: now() }),
    now,
    onChange: () => {},
  })
  app = createPlummServer({
    people,
    tokens: await createSessionTokens('https://plumm.test', await createSigningKey()),
    directoryToken: 'directory-token',
  })
})
afterEach(async () => {
  await people.flush()
  await rm(folder, { recursive: true })
})

const Page = z.object({ people: z.array(z.object({ id: z.string() })), nextCursor: z.string().nullish() })

async function tokenOf(companyId: string, userId: string): Promise<string> {
  const reply = await app.request('/plumm-api/session', { method: 'POST', body: JSON.stringify({ companyId, userId }) })
  return z.object({ token: z.string() }).parse(await reply.json()).token
}
const as = (token: string) => ({ authorization: `Bearer ${token}` })

async function changeAccess(userId: string, body: unknown) {
  const companyId = userId === 'alex-kim' ? 'tailspin' : 'northwind'
  const headers = as(await tokenOf(companyId, userId))
  return app.request('/plumm-api/people/access', { method: 'POST', headers, body: JSON.stringify(body) })
}

describe('access', () => {
  const ids = ['nw-002', 'nw-003']
  const schedule = { endDate: '2026-12-24', endReason: 'Redundancy' }
  const leaving = () => people.list('northwind').filter(({ endDate }) => endDate === schedule.endDate)

  it('ends for several people on one day, and does not when that is cancelled', async () => {
    const scheduled = await changeAccess('jo-park', { ids, change: schedule })
    expect(Page.parse(await scheduled.json()).people.map(({ id }) => id)).toEqual(ids)
    expect(leaving()).toHaveLength(2)
    await changeAccess('jo-park', { ids, change: { endDate: null } })
    expect(leaving()).toEqual([])
  })

  it('is for administrators to change', async () => {
    expect((await changeAccess('sam-reed', { ids, change: schedule })).status).toBe(403)
    expect(leaving()).toEqual([])
  })

  it.each([
    ['a day that is none', { ids, change: { ...schedule, endDate: '2026-13-01' } }],
    ['no reason', { ids, change: { endDate: schedule.endDate } }],
    ['nobody', { ids: [], change: schedule }],
    ['a status that is none', { ids, change: { status: 'deleted' } }],
  ])('is not changed by %s', async (_, body) => {
    expect((await changeAccess('jo-park', body)).status).toBe(422)
    expect(people.untold('northwind')).toEqual([])
  })

  it('ends for a reason that only administrators are told', async () => {
    await changeAccess('jo-park', { ids, change: schedule })
    const list = async (userId: string) => {
      const reply = await app.request('/plumm-api/people', { headers: as(await tokenOf('northwind', userId)) })
      return reply.text()
    }
    const directory = await app.request('/plumm-directory/companies/northwind/people?limit=500', {
      headers: as('directory-token'),
    })
    expect(await list('jo-park')).toContain(schedule.endReason)
    expect(await list('sam-reed')).not.toContain(schedule.endReason)
    expect(await directory.text()).not.toContain(schedule.endReason)
  })
})

describe('Plumm’s sessions', () => {
  it('are tokens that the BFF can check with the published key', async () => {
    const fetchKeys = async () => app.request('/plumm-api/jwks.json')
    const keys = createRemoteJWKSet(new URL('https://plumm.test/plumm-api/jwks.json'), { [customFetch]: fetchKeys })
    const { payload } = await jwtVerify(await tokenOf('northwind', 'jo-park'), keys, {
      issuer: 'https://plumm.test',
      audience: 'plumm-entra',
    })
    expect(payload).toMatchObject({
      sub: 'jo-park',
      name: 'Jo Park',
      companyId: 'northwind',
      permissions: ['status:read', 'integrations:read', 'integrations:manage'],
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(15 * 60)
  })

  it('show a company its own people only', async () => {
    const reply = await app.request('/plumm-api/people', { headers: as(await tokenOf('tailspin', 'alex-kim')) })
    expect(Page.parse(await reply.json()).people).toHaveLength(12)
    const northwind = await changeAccess('alex-kim', { ids: ['nw-001'], change: { status: 'deactivated' } })
    expect(northwind.status).toBe(404)
  })

  it('let viewers look and not change', async () => {
    const headers = as(await tokenOf('northwind', 'sam-reed'))
    expect((await app.request('/plumm-api/people', { headers })).status).toBe(200)
    expect((await app.request('/plumm-api/people', { method: 'POST', headers, body: '{}' })).status).toBe(403)
  })
})

describe('Plumm’s directory', () => {
  it('hands out everyone once, page by page', async () => {
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query = `limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`
      const reply = await app.request(`/plumm-directory/companies/northwind/people?${query}`, {
        headers: as('directory-token'),
      })
      const page: z.output<typeof Page> = Page.parse(await reply.json())
      ids.push(...page.people.map(({ id }) => id))
      cursor = page.nextCursor ?? null
    }
    expect(ids).toHaveLength(40)
    expect(new Set(ids).size).toBe(40)
  })

  it('is closed to anyone without the token', async () => {
    const reply = await app.request('/plumm-directory/companies/northwind/people', { headers: as('guess') })
    expect(reply.status).toBe(401)
  })
})
