import { afterEach, describe, expect, it } from 'vitest'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONTOSO, newUser, testWorld } from './testing/graph-client.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

describe('odd Retry-After (graph-facts §1.2, quirks)', () => {
  it.each([
    [{ retryAfterSeconds: 0.249 }, '0.249'],
    [{ retryAfterSeconds: 0 }, '0'],
    [{ retryAfter: 'Mon, 02 Nov 2026 09:00:30 GMT' }, 'Mon, 02 Nov 2026 09:00:30 GMT'],
    [{}, null],
  ])('sends %j as %j', async (fault, header) => {
    const { emulator, graph } = await testWorld()
    emulator.failNext('GET /users', { status: 429, ...fault })
    const answer = await graph('GET', '/users')
    expect(answer).toMatchObject({ status: 429, code: 'TooManyRequests' })
    expect(answer.headers.get('retry-after')).toBe(header)
  })

  it('arrives in the headers of a batch part, in lower case', async () => {
    const { emulator, graph } = await testWorld()
    emulator.failNext('GET /users/{id}', { status: 429, retryAfterSeconds: 0.249 })
    const { body } = await graph('POST', '/$batch', { requests: [{ id: '1', method: 'GET', url: '/users/a' }] })
    expect(body).toMatchObject({ responses: [{ status: 429, headers: { 'retry-after': '0.249' } }] })
  })
})

describe('broken answers', () => {
  it('a 504 after the write landed', async () => {
    const { emulator, graph } = await testWorld()
    emulator.failNext('POST /users', { status: 504, empty: true, afterwards: true })
    expect(await graph('POST', '/users', newUser('adele'))).toMatchObject({ status: 504 })
    expect(emulator.tenant(CONTOSO).user('adele@contoso.com')).toBeDefined()
    expect(await graph('POST', '/users', newUser('adele'))).toMatchObject({ status: 400, code: 'Request_BadRequest' })
  })

  it('a connection that breaks before anything happened', async () => {
    const { emulator, graph } = await testWorld()
    emulator.failNext('POST /users', { broken: 'reset' })
    await expect(graph('POST', '/users', newUser('adele'))).rejects.toThrow('fetch failed')
    expect(emulator.tenant(CONTOSO).user('adele@contoso.com')).toBeUndefined()
    expect(emulator.requests({ pattern: 'POST /users' })).toMatchObject([{ status: 0, fault: 'reset' }])
  })

  it('no answer until the client gives up', async () => {
    const { emulator } = await testWorld()
    emulator.failNext('GET /users', { broken: 'hang' })
    const giveUp = new AbortController()
    emulator.afterNext('GET /users', () => giveUp.abort(new Error('enough')))
    const answer = emulator.fetch('https://graph.microsoft.com/v1.0/users', { signal: giveUp.signal })
    await expect(answer).rejects.toThrow('enough')
  })

  it('JSON that ends in the middle', async () => {
    const { emulator, appToken } = await testWorld()
    emulator.failNext('GET /organization', { broken: 'truncated' })
    const headers = { authorization: `Bearer ${await appToken()}` }
    const response = await emulator.fetch('https://graph.microsoft.com/v1.0/organization', { headers })
    expect(response.status).toBe(200)
    await expect(response.json()).rejects.toThrow(SyntaxError)
  })

  it('over a real connection too: it breaks, and a hanging call ends with its client', async () => {
    const { emulator } = await testWorld()
    const folder = await mkdtemp(join(tmpdir(), 'emulator-'))
    const server = await emulator.listen({ port: 0, certificateFolder: folder })
    undo.push(() => rm(folder, { recursive: true }), server.close)
    const agent = new Agent({ ca: await readFile(server.caFile) })
    const get = (path: string, signal?: AbortSignal) =>
      new Promise<number | undefined>((resolve, reject) => {
        const call = request(`${server.origin}/v1.0${path}`, { agent, ...(signal && { signal }) }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        call.on('error', reject)
        call.end()
      })
    emulator.failNext('GET /users', { broken: 'reset' })
    await expect(get('/users')).rejects.toThrow(/hang up|ECONNRESET/)
    emulator.failNext('GET /users', { broken: 'hang' })
    const giveUp = new AbortController()
    emulator.afterNext('GET /users', () => giveUp.abort())
    await expect(get('/users', giveUp.signal)).rejects.toThrow('aborted')
    expect(await get('/users')).toBe(401)
  })
})

describe('faults by rate', () => {
  const outcomes = async (seed: number) => {
    const { emulator, graph } = await testWorld()
    emulator.failSometimes('GET *', { status: 503, empty: true }, { rate: 0.3, seed })
    const statuses: number[] = []
    for (let calls = 0; calls < 60; calls += 1) statuses.push((await graph('GET', '/organization')).status)
    return { statuses, emulator, graph }
  }

  it('strike about that often, the same calls for the same seed, until cleared', async () => {
    const { statuses, emulator, graph } = await outcomes(1)
    const struck = statuses.filter((status) => status === 503).length
    expect(struck).toBeGreaterThan(8)
    expect(struck).toBeLessThan(30)
    expect((await outcomes(1)).statuses).toEqual(statuses)
    expect((await outcomes(2)).statuses).not.toEqual(statuses)
    expect(emulator.unclaimedFaults()).toEqual([])
    expect((await graph('POST', '/users', newUser('a'))).status).toBe(201)
    emulator.clearFaults()
    for (let calls = 0; calls < 20; calls += 1) expect((await graph('GET', '/organization')).status).toBe(200)
  })

  it('take no rate that is none', async () => {
    const { emulator } = await testWorld()
    expect(() => emulator.failSometimes('*', { status: 503 }, { rate: 5 })).toThrow('A rate is')
  })
})

describe('refusals out of the blue', () => {
  it.each([
    [{ status: 401 }, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'],
    [{ status: 409 }, 'Directory_ConcurrencyViolation', expect.any(String)],
  ])('%j reads like Graph’s own (graph-facts §1.3, §2.6 l)', async (fault, code, message) => {
    const { emulator, graph } = await testWorld()
    emulator.failNext('PATCH /users/{id}', fault)
    const answer = await graph('PATCH', '/users/admin@contoso.com', { jobTitle: 'Clerk' })
    expect(answer).toMatchObject({ status: fault.status, code, message })
    expect(await graph('PATCH', '/users/admin@contoso.com', { jobTitle: 'Clerk' })).toMatchObject({ status: 204 })
  })
})
