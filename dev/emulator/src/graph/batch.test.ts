import { describe, expect, it } from 'vitest'
import { type Json, isObject } from '../json.ts'
import { type Answer, newUser, testWorld } from '../testing/graph-client.ts'

const json = { 'Content-Type': 'application/json' }

function statuses({ body }: Answer): Record<string, Json> {
  const responses = Array.isArray(body.responses) ? body.responses.filter((part) => isObject(part)) : []
  return Object.fromEntries(responses.map(({ id, status }) => [JSON.stringify(id), status ?? null]))
}

describe('$batch (graph-facts §1.4)', () => {
  it('answers 200 whatever the parts, each with its own status, logged and faulted by itself', async () => {
    const { graph, emulator } = await testWorld()
    emulator.failNext('GET /organization', { status: 429, retryAfterSeconds: 7 })
    const answer = await graph('POST', '/$batch', {
      requests: [
        { id: '1', method: 'POST', url: '/users', headers: json, body: newUser('adele') },
        { id: '2', method: 'GET', url: 'users/nobody@contoso.com' },
        { id: '3', method: 'GET', url: '/organization' },
      ],
    })
    expect(answer.status).toBe(200)
    expect(statuses(answer)).toEqual({ '"1"': 201, '"2"': 404, '"3"': 429 })
    expect(emulator.requests().map(({ pattern }) => pattern)).toEqual(
      expect.arrayContaining(['POST /users', 'GET /users/{id}', 'GET /organization', 'POST /$batch']),
    )
  })

  it('gives 424 to what depends on a failure', async () => {
    const { graph } = await testWorld()
    const answer = await graph('POST', '/$batch', {
      requests: [
        { id: '2', method: 'GET', url: '/organization', dependsOn: ['1'] },
        { id: '1', method: 'GET', url: '/users/nobody@contoso.com' },
      ],
    })
    expect(statuses(answer)).toEqual({ '"1"': 404, '"2"': 424 })
  })

  const get = { method: 'GET', url: '/organization' }
  it.each([
    ['nothing', []],
    ['more than 20', Array.from({ length: 21 }, (_, index) => ({ ...get, id: String(index) }))],
    [
      'an id twice',
      [
        { ...get, id: 'a' },
        { ...get, id: 'A' },
      ],
    ],
    ['a batch in a batch', [{ id: '1', method: 'POST', url: '/$batch', headers: json, body: {} }]],
    ['a body without its type', [{ id: '1', method: 'POST', url: '/users', body: {} }]],
    ['an unknown prerequisite', [{ ...get, id: '1', dependsOn: ['9'] }]],
    ['a batch in a batch in disguise', [{ id: '1', method: 'POST', url: '/%24batch', headers: json, body: {} }]],
    ['a method that does not exist', [{ ...get, id: '1', method: 'TRACE' }]],
    ['a header that cannot be', [{ ...get, id: '1', headers: { 'x y': 'z' } }]],
    ['a way out of Graph', [{ ...get, id: '1', url: '/../../organizations/oauth2/v2.0/token' }]],
    ['another host', [{ ...get, id: '1', url: 'https://evil.example/users' }]],
  ])('refuses %s as a whole', async (_, requests) => {
    const { graph } = await testWorld()
    expect(await graph('POST', '/$batch', { requests })).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  it('does nothing of a batch whose parts wait for each other', async () => {
    const { graph, emulator } = await testWorld()
    const requests = [
      { id: '1', method: 'POST', url: '/users', headers: json, body: newUser('adele') },
      { ...get, id: '2', dependsOn: ['3'] },
      { ...get, id: '3', dependsOn: ['2'] },
    ]
    expect(await graph('POST', '/$batch', { requests })).toMatchObject({ status: 400, code: 'BadRequest' })
    expect(emulator.tenant('contoso.com').user('adele@contoso.com')).toBeUndefined()
  })

  it('takes ids in any case, and leaves escaping to the client: a raw + in a part is a blank', async () => {
    const { graph, emulator } = await testWorld()
    emulator.tenant('contoso.com').addUser({ userPrincipalName: 'adele@contoso.com', otherMails: ['a+b@x.example'] })
    const filter = (text: string) => `/users?$select=id&$filter=otherMails/any(m:m eq '${text}')`
    const answer = await graph('POST', '/$batch', {
      requests: [
        { ...get, id: 'A', dependsOn: ['b'] },
        { ...get, id: 'B' },
        { id: 'raw', method: 'GET', url: filter('a+b@x.example') },
        { id: 'escaped', method: 'GET', url: filter('a%2Bb@x.example') },
      ],
    })
    const parts = Array.isArray(answer.body.responses) ? answer.body.responses.filter((part) => isObject(part)) : []
    const found = (id: string) => parts.find((part) => part.id === id)?.body
    expect(statuses(answer)).toMatchObject({ '"A"': 200, '"B"': 200 })
    expect(found('raw')).toMatchObject({ value: [] })
    expect(found('escaped')).toMatchObject({ value: [{ id: expect.any(String) }] })
  })
})
