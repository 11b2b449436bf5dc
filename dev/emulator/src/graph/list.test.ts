import { describe, expect, it } from 'vitest'
import { type JsonObject, isObject, textOf } from '../json.ts'
import { type Answer, CONTOSO, testWorld } from '../testing/graph-client.ts'

const eventual = { ConsistencyLevel: 'eventual' }
const GRAPH = 'https://graph.microsoft.com/v1.0'

function itemsOf({ body }: Answer): JsonObject[] {
  return Array.isArray(body.value) ? body.value.filter((item) => isObject(item)) : []
}

async function peopleWorld(options: { pageSize?: number } = {}) {
  const world = await testWorld(options)
  const tenant = world.emulator.tenant(CONTOSO)
  tenant.addUser({ userPrincipalName: 'adele@contoso.com', mail: 'adele@contoso.com', employeeId: '17', city: 'Leeds' })
  tenant.addUser({ userPrincipalName: "pat.o'brien@contoso.com", employeeId: '18', department: 'R&D' })
  tenant.addUser({ userPrincipalName: 'nick@contoso.com', mail: 'nick.new@contoso.com', accountEnabled: false })
  const names = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await world.graph('GET', `/users?$select=userPrincipalName&${query}`, undefined, headers)
    if (answer.status !== 200) return answer.code
    return itemsOf(answer).map(({ userPrincipalName }) => textOf(userPrincipalName)?.split('@')[0])
  }
  const filter = (text: string, headers?: Record<string, string>, more = '') =>
    names(`$filter=${encodeURIComponent(text)}${more}`, headers)
  return { ...world, tenant, names, filter }
}

describe('listing users (graph-facts §4)', () => {
  it('gives the default properties, and accountEnabled or employeeId only when selected', async () => {
    const { graph } = await peopleWorld()
    const [first] = itemsOf(await graph('GET', '/users?$top=1'))
    expect(Object.keys(first ?? {})).toHaveLength(11)
    expect(first).not.toHaveProperty('accountEnabled')
    const selected = itemsOf(await graph('GET', '/users?$select=accountEnabled,employeeId&$top=1'))
    expect(selected).toEqual([{ accountEnabled: true, employeeId: null }])
  })

  it('refuses to select what does not exist', async () => {
    const { graph } = await peopleWorld()
    expect(await graph('GET', '/users?$select=shoeSize')).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  it('pages with links on Graph’s own host, to be followed as they are', async () => {
    const { graph } = await peopleWorld({ pageSize: 2 })
    const seen: unknown[] = []
    let path: string | undefined = '/users?$select=userPrincipalName'
    for (let pages = 0; path !== undefined && pages < 9; pages += 1) {
      const answer: Answer = await graph('GET', path)
      seen.push(...itemsOf(answer))
      const link = textOf(answer.body['@odata.nextLink'])
      expect(link === undefined || link.startsWith(`${GRAPH}/users?`)).toBe(true)
      path = link?.slice(GRAPH.length)
    }
    expect(seen).toHaveLength(5)
  })

  it.each(['0', '1000', 'many'])('refuses $top=%s', async (top) => {
    const { graph } = await peopleWorld()
    expect(await graph('GET', `/users?$top=${top}`)).toMatchObject({ status: 400 })
  })

  it('refuses $skip, counts only with ConsistencyLevel (§3), and silently ignores $count without it', async () => {
    const { graph } = await peopleWorld()
    expect(await graph('GET', '/users?$skip=2')).toMatchObject({ status: 400 })
    expect((await graph('GET', '/users?$count=true')).body).not.toHaveProperty('@odata.count')
    expect((await graph('GET', '/users?$count=true', undefined, eventual)).body['@odata.count']).toBe(5)
    expect(await graph('GET', '/users/$count')).toMatchObject({ status: 400 })
    expect(await graph('GET', '/users/$count', undefined, eventual)).toMatchObject({ status: 200 })
  })
})

describe('filtering (graph-facts §3, §4)', () => {
  it.each([
    ["userPrincipalName eq 'ADELE@contoso.com'", ['adele']],
    ["mail eq 'nick.new@contoso.com'", ['nick']],
    ["employeeId eq '18'", ["pat.o'brien"]],
    ["userPrincipalName eq 'pat.o''brien@contoso.com'", ["pat.o'brien"]],
    ["employeeId in ('17', '18')", ['adele', "pat.o'brien"]],
    ["startsWith(userPrincipalName, 'nic')", ['nick']],
    ["proxyAddresses/any(p:p eq 'smtp:nick.new@contoso.com')", ['nick']],
    ["proxyAddresses/any(p:p eq 'SMTP:nick@contoso.com')", ['nick']],
    ["userPrincipalName eq 'adele@contoso.com' or mail eq 'nick.new@contoso.com'", ['adele', 'nick']],
    ["(employeeId eq '17' or employeeId eq '18') and city eq 'Leeds'", ['adele']],
    ['accountEnabled eq false', ['nick']],
    ["department eq 'R&D'", ["pat.o'brien"]],
    ["userPrincipalName eq 'nobody@contoso.com'", []],
  ])('%s', async (text, expected) => {
    const { filter } = await peopleWorld()
    expect(await filter(text)).toEqual(expected)
  })

  it.each([
    ["endsWith(mail, '@contoso.com')", ['adele', 'nick']],
    ["employeeId ne '17' and startsWith(userPrincipalName, 'a')", ['admin']],
    ["not(startsWith(userPrincipalName, 'a'))", ['user', "pat.o'brien", 'nick']],
  ])('%s needs ConsistencyLevel and $count', async (text, expected) => {
    const { filter } = await peopleWorld()
    expect(await filter(text)).toBe('Request_UnsupportedQuery')
    expect(await filter(text, eventual)).toBe('Request_UnsupportedQuery')
    expect(await filter(text, eventual, '&$count=true')).toEqual(expected)
  })

  it.each([
    ["userPrincipalName eq 'o'brien@contoso.com'", 'BadRequest'],
    ['userPrincipalName eq', 'BadRequest'],
    ["userPrincipalName like 'a'", 'BadRequest'],
    ["shoeSize eq '44'", 'BadRequest'],
    ["officeLocation eq 'Leeds'", 'Request_UnsupportedQuery'],
    ["contains(displayName, 'a')", 'Request_UnsupportedQuery'],
    ["proxyAddresses eq 'smtp:a@contoso.com'", 'Request_UnsupportedQuery'],
    ["aboutMe eq 'x'", 'Request_UnsupportedQuery'],
  ])('refuses %s', async (text, code) => {
    const { filter } = await peopleWorld()
    expect(await filter(text)).toBe(code)
  })

  it('reads a raw + as a blank, and takes the encoded one (§4)', async () => {
    const { names } = await peopleWorld()
    expect(await names("$filter=userPrincipalName+eq+'adele@contoso.com'")).toEqual(['adele'])
  })

  it('refuses more than 15 alternatives (microsoft-graph-docs#21098)', async () => {
    const { filter } = await peopleWorld()
    const ids = (count: number) =>
      `employeeId in (${Array.from({ length: count }, (_, index) => `'${index}'`).join(',')})`
    expect(await filter(ids(15))).toEqual([])
    expect(await filter(ids(16))).toBe('Request_UnsupportedQuery')
    expect(await filter(ids(18), eventual, '&$count=true')).toEqual(['adele'])
  })
})

describe('searching and sorting (graph-facts §3; https://learn.microsoft.com/graph/search-query-parameter)', () => {
  async function searchWorld() {
    const world = await peopleWorld()
    world.tenant.addUser({
      userPrincipalName: 'amy@contoso.com',
      displayName: 'Amy Ann O’Neil',
      mail: 'aon@contoso.com',
    })
    world.tenant.addUser({ userPrincipalName: 'ann@contoso.com', displayName: 'Ann Other' })
    const search = (text: string, more = '', headers: Record<string, string> = eventual) =>
      world.names(`$search=${encodeURIComponent(text)}${more}`, headers)
    return { ...world, search }
  }

  it.each([
    ['"displayName:ann"', ['amy', 'ann']],
    ['"displayName:ann am"', ['amy']],
    ['"mail:aon"', ['amy']],
    ['"mail:on@"', []],
    ['"displayName:ann" AND "mail:aon"', ['amy']],
    ['"displayName:other" OR "userPrincipalName:nick"', ['nick', 'ann']],
  ])('finds %s', async (text, expected) => {
    const { search } = await searchWorld()
    expect(await search(text)).toEqual(expected)
  })

  it('needs ConsistencyLevel, double quotes and a property that can be searched', async () => {
    const { search } = await searchWorld()
    expect(await search('"displayName:ann"', '', {})).toBe('Request_UnsupportedQuery')
    expect(await search('displayName:ann')).toBe('BadRequest')
    expect(await search('"officeLocation:leeds"')).toBe('Request_UnsupportedQuery')
  })

  it('sorts by itself, and with a filter or search only as an advanced query', async () => {
    const { names, search } = await searchWorld()
    expect(await names('$orderby=displayName desc&$top=2')).toEqual(['user', "pat.o'brien"])
    const both = `$filter=${encodeURIComponent("startsWith(displayName,'a')")}&$orderby=displayName`
    expect(await names(both)).toBe('Request_UnsupportedQuery')
    expect(await names(`${both}&$count=true`, eventual)).toEqual(['admin', 'adele', 'amy', 'ann'])
    expect(await search('"displayName:ann"', '&$orderby=displayName desc&$count=true')).toEqual(['ann', 'amy'])
    expect(await names('$orderby=city')).toBe('Request_UnsupportedQuery')
    expect(await names('$orderby=displayName sideways')).toBe('BadRequest')
  })
})
