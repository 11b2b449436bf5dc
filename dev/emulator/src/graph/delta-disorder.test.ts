import { describe, expect, it } from 'vitest'
import { type JsonObject, isObject, textOf } from '../json.ts'
import { type Answer, CONTOSO, testWorld } from '../testing/graph-client.ts'
import type { EmulatorOptions } from '../emulator.ts'

const GRAPH = 'https://graph.microsoft.com/v1.0'

async function deltaWorld(options: EmulatorOptions = {}) {
  const world = await testWorld(options)
  const tenant = world.emulator.tenant(CONTOSO)
  const addUsers = (...names: string[]) =>
    names.map((name) => tenant.addUser({ userPrincipalName: `${name}@contoso.com` }).id)
  const itemsOf = ({ body }: Answer) => (Array.isArray(body.value) ? body.value.filter(isObject) : [])
  const linkOf = ({ body }: Answer) => textOf(body['@odata.nextLink'] ?? body['@odata.deltaLink']) ?? ''
  const open = (link: string) => world.graph('GET', link.slice(GRAPH.length))

  /** A client that goes through a round and keeps the last it saw of each user, as it should. */
  async function round(link: string, seen = new Map<string, JsonObject>()) {
    const pages: string[][] = []
    let answer = await open(link)
    for (;;) {
      const items = itemsOf(answer)
      pages.push(items.map(({ id }) => textOf(id) ?? ''))
      for (const item of items) seen.set(textOf(item.id) ?? '', item)
      if ('@odata.deltaLink' in answer.body) return { pages, seen, link: linkOf(answer) }
      answer = await open(linkOf(answer))
    }
  }
  return { ...world, tenant, addUsers, itemsOf, linkOf, open, round }
}

const letters = 'a b c d e f g h i j k l m n o p'.split(' ')

describe('delta as it may come (graph-facts §5.1)', () => {
  it('repeats users in any order across pages, the same for the same seed', async () => {
    const rounds = async (deltaSeed: number) => {
      const { addUsers, round, tenant } = await deltaWorld({ deltaSeed, pageSize: 4 })
      addUsers(...letters)
      const { pages, seen, link } = await round(`${GRAPH}/users/delta`)
      const names = (ids: string[]) => ids.map((id) => tenant.user(id)?.displayName)
      return { pages: pages.map(names), seen, link, users: tenant.users() }
    }
    const { pages, seen, users } = await rounds(3)
    const given = pages.flat()
    expect(new Set(seen.keys())).toEqual(new Set(users.map(({ id }) => id)))
    expect(given.length).toBeGreaterThan(users.length)
    expect(given).not.toEqual(given.toSorted((a = '', b = '') => a.localeCompare(b)))
    expect((await rounds(3)).pages).toEqual(pages)
    expect((await rounds(4)).pages).not.toEqual(pages)
  })

  it('loses nothing for all that, over many rounds, with lag', async () => {
    const { addUsers, round, tenant, clock } = await deltaWorld({ deltaSeed: 5, lagSeed: 6, lagMs: 5000, pageSize: 3 })
    const ids = addUsers(...letters)
    let { seen, link } = await round(`${GRAPH}/users/delta`)
    for (let turn = 0; turn < 12; turn += 1) {
      for (const id of ids.filter((_, index) => index % 4 === turn % 4))
        tenant.editUser(id, { jobTitle: `turn ${turn}` })
      clock.now += 1000
      ;({ seen, link } = await round(link, seen))
    }
    tenant.deleteUser(ids[0] ?? '')
    clock.now += 6000
    ;({ seen, link } = await round(link, seen))
    expect(seen.get(ids[0] ?? '')).toMatchObject({ '@removed': { reason: 'changed' } })
    for (const id of ids.slice(1)) expect(seen.get(id)).toMatchObject({ jobTitle: tenant.user(id)?.jobTitle })
  })

  it('tells of a change between two pages in the next round, also of a user on the first', async () => {
    const { addUsers, open, linkOf, itemsOf, round, tenant } = await deltaWorld({ pageSize: 2 })
    const start = linkOf(await open(`${GRAPH}/users/delta?$deltatoken=latest`))
    const [first = ''] = addUsers('a', 'b', 'c')
    const page = await open(start)
    expect(itemsOf(page)[0]).toMatchObject({ id: first })
    tenant.editUser(first, { jobTitle: 'Clerk' })
    const { link } = await round(linkOf(page))
    expect((await round(link)).seen.get(first)).toMatchObject({ jobTitle: 'Clerk' })
  })

  it('is about up to fifty users by id where it is filtered so, and takes no other filter', async () => {
    const { addUsers, round, graph, tenant } = await deltaWorld()
    const [a = '', b = '', c = ''] = addUsers('a', 'b', 'c')
    const filtered = await round(`${GRAPH}/users/delta?$filter=id eq '${a}' or id eq '${b}'`)
    expect([...filtered.seen.keys()]).toEqual([a, b])
    tenant.editUser(b, { jobTitle: 'Clerk' })
    tenant.editUser(c, { jobTitle: 'Clerk' })
    expect([...(await round(filtered.link)).seen.keys()]).toEqual([b])
    for (const filter of ["startsWith(displayName,'a')", `${`id eq '${a}' or `.repeat(50)}id eq '${a}'`])
      expect(await graph('GET', `/users/delta?$filter=${filter}`)).toMatchObject({ status: 400 })
  })
})

describe('a delta token that is no longer good (graph-facts §5.1)', () => {
  it('is 410 after maintenance, with the address to start over at', async () => {
    const { open, linkOf, round, tenant } = await deltaWorld()
    const link = linkOf(await open(`${GRAPH}/users/delta?$deltatoken=latest&$select=displayName`))
    tenant.forgetDeltaTokens('moved')
    const answer = await open(link)
    expect(answer).toMatchObject({ status: 410, code: 'resyncRequired' })
    const location = answer.headers.get('location') ?? ''
    expect(location).toBe(`${GRAPH}/users/delta?$deltatoken=&$select=displayName`)
    const again = await round(location)
    expect(again.seen.size).toBe(tenant.users().length)
    expect(await open(again.link)).toMatchObject({ status: 200 })
  })

  it('is 410 without one when it is too old', async () => {
    const { open, linkOf, tenant } = await deltaWorld()
    const link = linkOf(await open(`${GRAPH}/users/delta?$deltatoken=latest`))
    tenant.forgetDeltaTokens()
    const answer = await open(link)
    expect(answer).toMatchObject({ status: 410, code: 'SyncStateNotFound' })
    expect(answer.headers.get('location')).toBeNull()
  })
})

describe('replicas (graph-facts §3)', () => {
  it('are each as far behind as the seed says, never more than the lag', async () => {
    const titles = async (lagSeed: number) => {
      const { addUsers, graph, tenant, clock } = await deltaWorld({ lagMs: 5000, lagSeed })
      const [id = ''] = addUsers('adele')
      clock.now += 6000
      for (const jobTitle of ['one', 'two', 'three', 'four']) {
        tenant.editUser(id, { jobTitle })
        clock.now += 1000
      }
      const seen: unknown[] = []
      for (let reads = 0; reads < 20; reads += 1) seen.push((await graph('GET', `/users/${id}`)).body.jobTitle)
      clock.now += 5000
      expect((await graph('GET', `/users/${id}`)).body.jobTitle).toBe('four')
      return seen
    }
    const seen = await titles(1)
    expect(new Set(seen).size).toBeGreaterThan(2)
    expect(await titles(1)).toEqual(seen)
    expect(await titles(2)).not.toEqual(seen)
  })

  it('may not know a new user when it is written to, where that is asked for', async () => {
    const { addUsers, graph, clock } = await deltaWorld({ lagMs: 5000, lagHidesFromWrites: true })
    const [id = ''] = addUsers('adele')
    const patch = () => graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk' })
    expect(await patch()).toMatchObject({ status: 404, code: 'Request_ResourceNotFound' })
    clock.now += 5000
    expect(await patch()).toMatchObject({ status: 204 })
  })
})
