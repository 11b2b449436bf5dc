import { describe, expect, it } from 'vitest'
import { createEntra } from '../../test/entra.ts'
import { localBudget } from '../../test/local-budget.ts'
import type { TokenResult } from '../tokens/entra-token.ts'
import { createGraph } from './graph.ts'

interface Sent {
  method: string
  url: string
  headers: Headers
}

const granted: TokenResult = { ok: true, token: 'first', roles: [], expiresAt: 0 }

/** A Graph that answers from a list, one answer per call, and keeps what it was sent. */
function graphThatAnswers(...answers: (() => Response)[]) {
  const sent: Sent[] = []
  const clock = { now: 0 }
  const tokens: { fresh: boolean }[] = []
  const state: { token: (fresh: boolean) => Promise<TokenResult> } = {
    token: (fresh) => Promise.resolve(fresh ? { ...granted, token: 'second' } : granted),
  }
  const graph = createGraph({
    graphOrigin: 'https://graph.microsoft.com',
    fetch: async (input, init) => {
      const request = new Request(input, init)
      sent.push({ method: request.method, url: request.url, headers: request.headers })
      const answer = answers[sent.length - 1]
      if (!answer) throw new TypeError('fetch failed')
      return answer()
    },
    accessToken: (_tenantId, options) => {
      tokens.push(options)
      return state.token(options.fresh)
    },
    now: () => clock.now,
    random: () => 0,
    settle: localBudget(() => clock.now),
    sleep: () => Promise.resolve(),
    newId: () => 'an-id-of-ours',
  }).forTenant('tenant')
  return { graph, sent, tokens, clock, state }
}
const refusal =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status, headers })
const disabled = { isEnabled: false }

describe('a call to Graph', () => {
  it('carries our id, the priority and the token, and gives Graph’s id back', async () => {
    const { graph, sent } = graphThatAnswers(
      () => new Response(null, { status: 204, headers: { 'request-id': 'theirs' } }),
    )
    const result = await graph.updateUser('a/b', disabled, { clientRequestId: 'intent-7', priority: 'sweep' })
    expect(result).toEqual({ ok: true, value: null, requestId: 'theirs', clientRequestId: 'intent-7' })
    expect(sent[0]).toMatchObject({ method: 'PATCH', url: 'https://graph.microsoft.com/v1.0/users/a%2Fb' })
    expect(sent[0]?.headers.get('client-request-id')).toBe('intent-7')
    expect(sent[0]?.headers.get('x-ms-throttle-priority')).toBe('Low')
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer first')
  })

  it('asks once more with a fresh token when the first is refused, and only once', async () => {
    const mended = graphThatAnswers(refusal(401), refusal(204))
    expect(await mended.graph.updateUser('a', disabled)).toMatchObject({ ok: true })
    expect(mended.sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer first', 'Bearer second'])
    const refused = graphThatAnswers(refusal(401), refusal(401))
    expect(await refused.graph.updateUser('a', disabled)).toMatchObject({ failure: { is: 'unauthorized' } })
    expect(refused.tokens).toEqual([{ fresh: false }, { fresh: true }])
  })

  it('never repeats a create by itself', async () => {
    for (const status of [429, 500, 502, 503, 504]) {
      const { graph, sent } = graphThatAnswers(refusal(status))
      expect(await graph.createUser({ fields: {}, isEnabled: true, password: '' })).toMatchObject({ ok: false })
      expect(sent).toHaveLength(1)
    }
  })

  it('says why there is no token, and sends nothing', async () => {
    const { graph, sent, state } = graphThatAnswers()
    state.token = () => Promise.resolve({ ok: false, failure: { is: 'secret-expired' } })
    const result = await graph.updateUser('a', disabled)
    expect(result).toMatchObject({ failure: { is: 'token', failure: { is: 'secret-expired' } } })
    expect(sent).toEqual([])
  })

  it('lets a fault of ours through as what it is', async () => {
    const { graph, state } = graphThatAnswers()
    state.token = () => Promise.reject(new Error('the database is away'))
    await expect(graph.updateUser('a', disabled)).rejects.toThrow('the database is away')
  })
})

describe('an answer that does not come, or is no answer', () => {
  it('leaves the outcome of a write open when the connection breaks', async () => {
    const { graph } = graphThatAnswers()
    expect(await graph.updateUser('a', disabled)).toEqual({
      ok: false,
      failure: { is: 'unavailable', outcomeUnknown: true },
      requestId: null,
      clientRequestId: 'an-id-of-ours',
    })
    expect(await graph.getUser('a')).toMatchObject({ failure: { is: 'unavailable', outcomeUnknown: false } })
  })

  it('leaves the outcome of a create open when its reply is lost half-way', async () => {
    const { graph } = graphThatAnswers(() => {
      const body = new ReadableStream({
        start(stream) {
          stream.enqueue(new TextEncoder().encode('{"id":'))
          stream.error(new TypeError('terminated'))
        },
      })
      return new Response(body, { status: 201 })
    })
    const result = await graph.createUser({ fields: {}, isEnabled: true, password: '' })
    expect(result).toMatchObject({ failure: { is: 'unavailable', outcomeUnknown: true } })
  })

  it.each([
    ['an HTML page', '<html>', 'text/html'],
    ['JSON that is no user', '{"value":true}', 'application/json'],
  ])('takes %s with status 200 for no answer', async (_what, body, type) => {
    const page = () => new Response(body, { status: 200, headers: { 'content-type': type } })
    expect(await graphThatAnswers(page).graph.getUser('a')).toMatchObject({
      failure: { is: 'unavailable', outcomeUnknown: false },
    })
    expect(await graphThatAnswers(page).graph.createUser({ fields: {}, isEnabled: true, password: '' })).toMatchObject({
      failure: { is: 'unavailable', outcomeUnknown: true },
    })
  })

  it.each([502, 503, 504])('understands a %i with no body and one with a page', async (status) => {
    for (const body of [null, '<html><body>Our services are not available</body></html>']) {
      const gateway = () =>
        new Response(body, {
          status,
          headers: { 'content-type': 'text/html', 'retry-after': '2.5', 'request-id': 'theirs' },
        })
      expect(await graphThatAnswers(gateway).graph.updateUser('a', disabled)).toMatchObject({
        failure: { is: 'unavailable', retryAfterMs: 2_500, outcomeUnknown: status !== 503 },
        requestId: 'theirs',
      })
    }
  })
})

describe('a pause Graph has asked for', () => {
  it('holds for the whole tenant: nobody calls before it is over', async () => {
    const { graph, sent, clock } = graphThatAnswers(refusal(429, { 'Retry-After': '17' }), refusal(204))
    expect(await graph.updateUser('a', disabled)).toMatchObject({ failure: { is: 'throttled', retryAfterMs: 17_000 } })
    clock.now += 10_000
    expect(await graph.updateUser('b', disabled)).toMatchObject({ failure: { is: 'throttled', retryAfterMs: 7_000 } })
    expect(sent).toHaveLength(1)
    clock.now += 7_000
    expect(await graph.updateUser('b', disabled)).toMatchObject({ ok: true })
  })
})

describe('with Entra', () => {
  it('gets past a token that is refused for a moment, and past one that has run out', async () => {
    const { graph, clock, emulator } = await createEntra()
    emulator.failNext('GET /organization', { status: 401 })
    expect(await graph.organization()).toMatchObject({ ok: true })
    clock.now += 2 * 3_600_000
    expect(await graph.organization()).toMatchObject({ ok: true })
    expect(emulator.requests({ pattern: 'GET /organization' }).map(({ status }) => status)).toEqual([401, 200, 200])
  })

  it('says that the customer has removed our app', async () => {
    const { graph, tenant } = await createEntra()
    tenant.removeApp()
    expect(await graph.organization()).toMatchObject({ failure: { is: 'token', failure: { is: 'app-removed' } } })
  })

  it('finds the account it created when the reply to that was lost', async () => {
    const { graph, emulator } = await createEntra()
    emulator.loseReplyOfNext('POST /users')
    const fields = { userPrincipalName: 'ana@contoso.com', displayName: 'Ana', mailNickname: 'ana' }
    const created = await graph.createUser({ fields, isEnabled: true, password: 'aB3$aB3$aB3$' })
    expect(created).toMatchObject({ failure: { is: 'unavailable', outcomeUnknown: true } })
    expect(await graph.findByAddress('ana@contoso.com')).toMatchObject({ value: { bySignInName: [{ fields }] } })
  })

  it('tells an address that is taken, and one outside the tenant’s domains', async () => {
    const { graph } = await createEntra()
    const create = (userPrincipalName: string) =>
      graph.createUser({
        fields: { userPrincipalName, displayName: 'X', mailNickname: 'x' },
        isEnabled: true,
        password: 'aB3$aB3$aB3$',
      })
    expect(await create('admin@contoso.com')).toMatchObject({
      failure: { is: 'address-taken', target: 'userPrincipalName' },
    })
    expect(await create('x@elsewhere.com')).toMatchObject({ failure: { is: 'domain-not-verified' } })
    expect(await create('x+y@contoso.com')).toMatchObject({ failure: { is: 'bad-character' } })
  })
})
