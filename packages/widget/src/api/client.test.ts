import { noCounts } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { createClient } from './client.ts'
import { type Failure, causeOf, isPassing } from './failure.ts'

const connection = {
  state: 'disconnected',
  since: '2026-11-24T14:32:00.000Z',
  permissions: [],
  counts: noCounts(),
  previousTenant: null,
}
const problem = (code: string, status: number) =>
  Response.json(
    { type: 'about:blank', title: 'No', status, detail: 'Not now.', code, requestId: 'r-1' },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )

interface Sent {
  url: string
  method: string | undefined
  authorization: string | null
  body: unknown
}

/** A client whose requests are answered in turn. */
function clientAnswering(...answers: (Response | Error)[]) {
  const sent: Sent[] = []
  const failures: Failure[] = []
  let tokens = 0
  const client = createClient({
    bffUrl: 'https://bff.example/',
    getSessionToken: async () => `token ${(tokens += 1)}`,
    onFailure: (failure) => failures.push(failure),
    fetch: async (input, init = {}) => {
      const { method, body, headers } = init
      sent.push({
        url: new Request(input).url,
        method,
        authorization: new Headers(headers).get('authorization'),
        body: typeof body === 'string' ? JSON.parse(body) : body,
      })
      const answer = answers.shift()
      if (!(answer instanceof Response)) throw answer ?? new Error('nothing more was expected')
      return answer
    },
  })
  return { client, sent, failures }
}

it('sends the session token and answers with the parsed reply', async () => {
  const { client, sent } = clientAnswering(Response.json(connection))
  await expect(client.call('getConnection')).resolves.toEqual(connection)
  expect(sent).toEqual([
    { url: 'https://bff.example/api/connection', method: 'GET', authorization: 'Bearer token 1', body: undefined },
  ])
})

it('encodes an id into the path and leaves empty query values out', async () => {
  const { client, sent } = clientAnswering(
    Response.json({ personId: 'a/b', status: 'synced', problems: [] }),
    Response.json({ entries: [], nextCursor: null }),
  )
  await client.call('getPersonStatus', { id: 'a/b' })
  await client.call('getAudit', { query: { personId: 'p&1', q: '', outcome: undefined, limit: 5 } })
  expect(sent.map(({ url }) => url.replace('https://bff.example', ''))).toEqual([
    '/api/people/a%2Fb/status',
    '/api/audit?personId=p%261&limit=5',
  ])
})

it('asks the host for a fresh token once when the session has ended', async () => {
  const { client, sent } = clientAnswering(problem('session-expired', 401), Response.json(connection))
  await client.call('getConnection')
  expect(sent.map(({ authorization }) => authorization)).toEqual(['Bearer token 1', 'Bearer token 2'])
})

it('turns a problem document into a failure that says no in words, and tells the host', async () => {
  const { client, failures } = clientAnswering(problem('preview-stale', 409))
  const failure = await client.call('activate', { body: { previewId: 'v' } }).catch((error: unknown) => error)
  expect(causeOf(failure)).toMatchObject({ is: 'refused', problem: { code: 'preview-stale', requestId: 'r-1' } })
  expect(isPassing(failure)).toBe(false)
  expect(failures).toEqual([failure])
})

it.each([
  ['a reply that breaks the contract', Response.json({ state: 'sideways' })],
  ['a reply that is not JSON', new Response('<html>')],
  ['a refusal that is no problem document', new Response('Not here', { status: 404 })],
])('does not understand %s', async (_, answer) => {
  const { client } = clientAnswering(answer)
  const failure = await client.call('getConnection').catch((error: unknown) => error)
  expect(causeOf(failure).is).toBe('not-understood')
})

it.each([
  ['the network fails', new TypeError('Failed to fetch')],
  ['something in front of the BFF answers for it', new Response('<h1>Bad gateway</h1>', { status: 502 })],
])('says that it got no answer when %s, and that this passes', async (_, answer) => {
  const { client } = clientAnswering(answer)
  const failure = await client.call('getConnection').catch((error: unknown) => error)
  expect(causeOf(failure)).toEqual({ is: 'unreachable' })
  expect(isPassing(failure)).toBe(true)
})

it('takes a session that stays refused for none, which passes', async () => {
  const { client, failures } = clientAnswering(problem('session-expired', 401), problem('session-expired', 401))
  const failure = await client.call('getConnection').catch((error: unknown) => error)
  expect(causeOf(failure)).toEqual({ is: 'no-session' })
  expect(isPassing(failure)).toBe(true)
  expect(failures).toEqual([failure])
})

it('says that there is no session when the host has no token', async () => {
  const client = createClient({
    bffUrl: '',
    getSessionToken: () => Promise.reject(new Error('signed out')),
    fetch: () => Promise.reject(new Error('not reached')),
  })
  const failure = await client.call('getConnection').catch((error: unknown) => error)
  expect(causeOf(failure)).toEqual({ is: 'no-session' })
})
