import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Json, isObject, parseJson } from '../json.ts'
import { CONTOSO, type TestWorld, newUser, testWorld } from '../testing/graph-client.ts'
import { permissionsFor } from './access.ts'
import { graphRoutes } from './graph.ts'
import { groupResource } from './group-properties.ts'
import { userProperties } from './user-properties.ts'

/** Nobody's request: whatever is thrown at a route, the answer is one that Graph could give. */
let world: TestWorld
let token: string
let ids: string[]

beforeAll(async () => {
  world = await testWorld({ isConsented: false, quotaScale: 1000 })
  const everything = graphRoutes.flatMap(({ method, pattern }) => [...permissionsFor(method, pattern)])
  const more = ['RoleManagement.ReadWrite.Directory', 'User.ManageIdentities.All']
  world.emulator.tenant(CONTOSO).grantConsent([...everything, ...more])
  token = await world.appToken()
})

/** Back to somebody in every role a key can play: garbage sometimes deletes. */
function refill(): void {
  world.emulator.reset()
  const tenant = world.emulator.tenant(CONTOSO)
  tenant.grantConsent()
  tenant.assignAppRole('Global Administrator')
  tenant.makeAppItsOwner()
  const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com', usageLocation: 'GB' })
  const gone = tenant.addUser({ userPrincipalName: 'gone@contoso.com' })
  tenant.deleteUser(gone.id)
  const group = tenant.addGroup({ displayName: 'Staff', members: [id], owners: [id] })
  ids = [id, gone.id, group.id, 'adele@contoso.com', tenant.id, world.emulator.app.clientId]
}

async function answerTo(
  url: string,
  init: { method: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; body: Json | undefined }> {
  const response = await world.emulator.fetch(url, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
  })
  return { status: response.status, body: parseJson(await response.text()) }
}

/** @returns undefined for a success, or a 4xx in Graph's own shape */
function complaintAbout({ status, body }: { status: number; body: Json | undefined }): string | undefined {
  if (status < 200 || status > 499) return `status ${status}`
  if (status < 400) return undefined
  const { code, message, innerError } = isObject(body) && isObject(body.error) ? body.error : {}
  const ids = isObject(innerError) ? [innerError.date, innerError['request-id'], innerError['client-request-id']] : []
  const isGraphs = [code, message, ...ids].every((text) => typeof text === 'string') && ids.length === 3
  return isGraphs ? undefined : `not Graph's: ${JSON.stringify(body)}`
}

const anything = fc.string({ unit: 'binary', maxLength: 40 })
const literal = fc.oneof(
  anything,
  fc.constantFrom("'a'", "''", 'null', 'true', '1', '(', ')', "'o'", 'eq', 'ne', 'and', 'or', 'not', 'in', 'any'),
)
const property = fc.constantFrom(...Object.keys(userProperties), 'manager', 'constructor', '__proto__', 'members')
const clause = fc.array(fc.oneof(property, literal), { maxLength: 8 }).map((words) => words.join(' '))
const goodOption = fc.constantFrom<[string, string]>(
  ['$select', 'id,displayName'],
  ['$top', '3'],
  ['$count', 'true'],
  ['$expand', 'manager'],
  ['$filter', "displayName ne 'a'"],
  ['$orderby', 'displayName desc'],
)
const badOption = fc.tuple<[string, string]>(
  fc.constantFrom(
    '$filter',
    '$select',
    '$top',
    '$orderby',
    '$expand',
    '$search',
    '$count',
    '$skiptoken',
    '$skip',
    '$x',
  ),
  fc.oneof(
    clause,
    anything,
    fc.integer().map(String),
    fc.constantFrom('true', 'manager($select=id)', '"displayName:a"'),
  ),
)
const queryOption = fc.oneof(goodOption, badOption)
const bodyNames = [...Object.keys(userProperties), ...Object.keys(groupResource.properties)]
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<Json>('a', true, false, null, ['a'], {}, [], 'Member', 'GB', 'x@contoso.com'),
  fc.string({ minLength: 200, maxLength: 2000 }),
)
const names = fc.constantFrom(
  ...bodyNames,
  '@odata.id',
  'members@odata.bind',
  'owners@odata.bind',
  '__proto__',
  'constructor',
  'addLicenses',
  'removeLicenses',
  'groupIds',
  'ids',
  'types',
  'securityEnabledOnly',
  'lifetimeInMinutes',
  'startDateTime',
  'isUsableOnce',
)
const object = fc.dictionary(names, value, { maxKeys: 6 })
const jsonBody = fc.oneof(
  object,
  object.map((more) => ({ ...newUser('someone'), ...more })),
  object.map((more) => ({ displayName: 'G', mailEnabled: false, mailNickname: 'g', securityEnabled: true, ...more })),
  fc.jsonValue({ maxDepth: 4 }),
)
/** Stands for a body that nests 20,000 deep, which a report of a failure had better not show. */
const DEEP = 'deep'
const bodyText = fc.oneof(
  jsonBody.map((body) => JSON.stringify(body)),
  fc.constantFrom('', '{', '[]', 'null', '"text"', '{"a":1e999}', DEEP),
)
const key = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 1, arbitrary: anything },
  { weight: 1, arbitrary: fc.constantFrom('%', '%E0%A4%A', "('x')", '..', '#', '$ref', 'microsoft.graph.user') },
)

describe('garbage (issue “Bad input”)', () => {
  it('at any route gets an answer of Graph’s, never a 500', async () => {
    const route = fc.constantFrom(...graphRoutes)
    const request = fc.record({
      route,
      method: fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE') },
      ),
      keys: fc.array(key, { minLength: 3, maxLength: 3 }),
      query: fc.array(queryOption, { maxLength: 3 }),
      isEventual: fc.boolean(),
      body: bodyText,
    })
    let [runs, successes] = [0, 0]
    await fc.assert(
      fc.asyncProperty(request, async ({ route: { method: own, pattern }, method = own, keys, query, ...rest }) => {
        if (runs % 25 === 0) refill()
        runs += 1
        const left = [...keys]
        const path = pattern.replaceAll(/\{\w+\}/g, () => {
          const next = left.shift() ?? 0
          return typeof next === 'number' ? encodeURIComponent(ids[next] ?? '') : next.replaceAll('?', '')
        })
        const parameters = query.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`)
        const answer = await answerTo(`https://graph.microsoft.com/v1.0${path}?${parameters.join('&')}`, {
          method,
          headers: rest.isEventual ? { ConsistencyLevel: 'eventual' } : {},
          ...(method !== 'GET' && { body: rest.body === DEEP ? '['.repeat(20_000) + ']'.repeat(20_000) : rest.body }),
        })
        // A key such as `..` can lead out of /v1.0, where there is no Graph to answer.
        const isOutside = answer.status === 404 && answer.body === undefined
        expect(isOutside ? undefined : complaintAbout(answer)).toBeUndefined()
        if (answer.status < 300) successes += 1
      }),
      { numRuns: 1500 },
    )
    // Garbage that never gets past the door would prove little.
    expect(successes).toBeGreaterThan(50)
  }, 60_000)

  it('in paths, methods and headers gets the same', async () => {
    const request = fc.record({
      path: fc.oneof(
        fc.webPath(),
        anything.map((text) => `/users/${text}`),
        anything,
      ),
      method: fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'PROPFIND'),
      id: fc.string({ maxLength: 30 }),
    })
    await fc.assert(
      fc.asyncProperty(request, async ({ path, method, id }) => {
        const url = `https://graph.microsoft.com/v1.0/${path.toWellFormed()}`
        const parameter = url.includes('?') ? '&' : '?'
        const answer = await answerTo(`${url}${parameter}client-request-id=${encodeURIComponent(id)}`, { method })
        const isOutside = answer.status === 404 && answer.body === undefined
        expect(method === 'HEAD' || isOutside ? undefined : complaintAbout(answer)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  it('in a batch gets a 400 for the whole or a 4xx for the part', async () => {
    const part = fc.record(
      {
        id: fc.oneof(fc.constantFrom('1', '2', 'a', 'A'), anything),
        method: fc.constantFrom('GET', 'get', 'POST', 'PATCH', 'TRACE', 'FOO BAR', ''),
        url: fc.oneof(
          fc.constantFrom('/users', 'users/x', '/../../common/oauth2/v2.0/token', '//evil', '/$batch', 'https://x/y'),
          anything,
        ),
        headers: fc.oneof(fc.dictionary(anything, fc.oneof(anything, fc.jsonValue())), fc.jsonValue()),
        body: value,
        dependsOn: fc.oneof(fc.array(fc.constantFrom('1', '2', 'a', '9')), fc.jsonValue()),
      },
      { requiredKeys: [] },
    )
    const batch = fc.oneof(
      fc.record({ requests: fc.array(part, { maxLength: 4 }) }),
      fc.record({ requests: fc.jsonValue() }),
      fc.jsonValue(),
    )
    await fc.assert(
      fc.asyncProperty(batch, async (body) => {
        const url = 'https://graph.microsoft.com/v1.0/$batch'
        expect(complaintAbout(await answerTo(url, { method: 'POST', body: JSON.stringify(body) }))).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  it.each([
    ['a filter of 20,000 brackets', `/users?$filter=${'('.repeat(20_000)}`, 400],
    ['a filter of 20,000 nots', `/users?$filter=${'not '.repeat(20_000)}`, 400],
    ['an unknown option', '/users?$foo=1', 400],
    ['an option given twice', '/users?$top=1&$top=2', 400],
    ['a flag compared with a text', "/users?$filter=accountEnabled eq 'yes'", 400],
    ['a page before the first', `/users?$skiptoken=${Buffer.from('-1').toString('base64url')}`, 400],
  ])('refuses %s', async (_, path, status) => {
    const answer = await answerTo(`https://graph.microsoft.com/v1.0${path}`, { method: 'GET' })
    expect(answer.status).toBe(status)
    expect(complaintAbout(answer)).toBeUndefined()
  })

  it('refuses a body over 4 MB with 413', async () => {
    const body = JSON.stringify(newUser('big', { city: 'x'.repeat(4_100_000) }))
    const answer = await answerTo('https://graph.microsoft.com/v1.0/users', { method: 'POST', body })
    expect(answer.status).toBe(413)
    expect(complaintAbout(answer)).toBeUndefined()
  })
})
