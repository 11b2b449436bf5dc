import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type EndpointName,
  Holds,
  type Permission,
  api,
  defaultFieldMapping,
  defaultSettings,
} from '@plumm/entra-shared'
import { answerOf, startConnecting } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'
import { BFF } from '../config-for.ts'

/** Northwind's own things, which Tailspin asks for. */
interface Northwinds {
  attemptId: string
  holdId: string
  previewId: string
}

/**
 * How each endpoint is called, and what it answers a company that asks for another one's thing (or, where the endpoint
 * has no such thing, for its own). The record is complete: a new endpoint does not compile until it stands here.
 */
const endpoints: Record<
  EndpointName,
  { path?: (of: Northwinds) => string; body?: (of: Northwinds) => unknown; toAnotherCompany: string }
> = {
  getConnection: { toAnotherCompany: '200' },
  startAttempt: { toAnotherCompany: '200' },
  makeLink: {
    path: ({ attemptId }) => `/api/connection/attempts/${attemptId}/link`,
    body: () => ({}),
    toAnotherCompany: '404 not-found',
  },
  signIn: {
    path: ({ attemptId }) => `/api/connection/attempts/${attemptId}/sign-in`,
    body: () => ({ idToken: 'x' }),
    toAnotherCompany: '404 not-found',
  },
  getAttempt: { path: ({ attemptId }) => `/api/connection/attempts/${attemptId}`, toAnotherCompany: '404 not-found' },
  cancelAttempt: {
    path: ({ attemptId }) => `/api/connection/attempts/${attemptId}`,
    toAnotherCompany: '404 not-found',
  },
  getReadiness: { toAnotherCompany: '200' },
  startPreview: { body: () => ({}), toAnotherCompany: '409 wrong-state' },
  getPreview: { toAnotherCompany: '404 not-found' },
  exportPreview: { path: () => '/api/connection/preview/export?format=csv', toAnotherCompany: '404 not-found' },
  activate: { body: ({ previewId }) => ({ previewId }), toAnotherCompany: '409 wrong-state' },
  syncAll: { toAnotherCompany: '409 wrong-state' },
  pause: { toAnotherCompany: '409 wrong-state' },
  resume: { toAnotherCompany: '409 wrong-state' },
  disconnect: { toAnotherCompany: '409 wrong-state' },
  getPersonStatus: { path: () => '/api/people/tom/status', toAnotherCompany: '200' },
  findPeople: { toAnotherCompany: '200' },
  getPropertyValues: { path: () => '/api/people/values?property=role', toAnotherCompany: '200' },
  getStatuses: { body: () => ({ ids: ['tom'] }), toAnotherCompany: '200' },
  syncPerson: { path: () => '/api/people/tom/sync', toAnotherCompany: '409 wrong-state' },
  erasePerson: { path: () => '/api/people/tom/data', toAnotherCompany: '404 not-found' },
  getHolds: { toAnotherCompany: '200' },
  answerHold: {
    path: ({ holdId }) => `/api/holds/${holdId}/answer`,
    body: () => ({ choice: 'skip' }),
    toAnotherCompany: '404 not-found',
  },
  answerHolds: { body: ({ holdId }) => ({ ids: [holdId], choice: 'skip' }), toAnotherCompany: '404 not-found' },
  getSettings: { toAnotherCompany: '200' },
  putSettings: { body: () => defaultSettings, toAnotherCompany: '200' },
  getFieldMapping: { toAnotherCompany: '200' },
  putFieldMapping: { body: () => defaultFieldMapping, toAnotherCompany: '200' },
  getAudit: { toAnotherCompany: '200' },
  exportAudit: { path: () => '/api/audit/export?format=ndjson', toAnotherCompany: '200' },
  verifyAudit: { toAnotherCompany: '200' },
  stream: { toAnotherCompany: '200' },
}
const mappingWith = (constant: string) => ({
  ...defaultFieldMapping,
  rules: [...defaultFieldMapping.rules, { target: 'city', source: { constant }, write: 'always', whenEmpty: 'leave' }],
})
const names = Object.keys(api) as EndpointName[] // Object.keys forgets the key type of a closed record
const ranks: readonly Permission[] = ['status:read', 'integrations:read', 'integrations:manage']

describe.each(databaseKinds)('two companies on one BFF, on %s', (kind) => {
  let world: World
  let northwinds: Northwinds
  beforeAll(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    // Somebody whose address belongs to an administrator is asked about: an open question.
    world.directory.northwind.set('ada', {
      ...tom,
      id: 'ada',
      email: 'admin@contoso.com',
      firstName: 'Ada',
      lastName: 'Min',
    })
    const { attemptId } = await startConnecting(world)
    const { previewId } = await world.connectToPreview()
    await world.approve()
    await world.untilStatus('ada', 'held')
    const { holds } = Holds.parse(await (await world.call('GET', '/api/holds')).json())
    northwinds = { attemptId, previewId, holdId: holds[0]?.id ?? 'none' }
  })
  afterAll(() => world.close())

  const send = async (name: EndpointName, headers: Record<string, string>): Promise<Response> => {
    const { method, path } = api[name]
    const { path: pathOf, body } = endpoints[name]
    return world.app.request(`${BFF}${pathOf?.(northwinds) ?? path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body(northwinds)) } : {}),
    })
  }
  const answerTo = async (name: EndpointName, token: string) => {
    const response = await send(name, { authorization: `Bearer ${token}` })
    const answer = await answerOf(response)
    if (response.ok) await response.body?.cancel()
    return answer
  }
  /** What every endpoint answers to this token. */
  const answersTo = async (token: string) => {
    const answers: [EndpointName, string][] = []
    for (const name of names) answers.push([name, await answerTo(name, token)])
    return Object.fromEntries(answers)
  }
  const all = (answer: string) => Object.fromEntries(names.map((name) => [name, answer]))

  describe('a caller who is nobody', () => {
    it('without a token: 401 everywhere', async () => {
      const answers: [EndpointName, string][] = []
      for (const name of names) answers.push([name, await answerOf(await send(name, {}))])
      expect(Object.fromEntries(answers)).toEqual(all('401 session-missing'))
    })

    it.each<[what: string, token: () => string | Promise<string>, answer: string]>([
      ['garbage', () => 'garbage', '401 session-invalid'],
      [
        'a token that expired',
        () => world.sessionWith({ issuedSecondsAgo: 800, lifetimeSeconds: 600 }),
        '401 session-expired',
      ],
      [
        'a token of another issuer',
        () => world.sessionWith({ issuer: 'https://plumm.example' }),
        '401 session-invalid',
      ],
      ['a token for another service', () => world.sessionWith({ audience: 'plumm-payroll' }), '401 session-invalid'],
      ['a token that lives for an hour', () => world.sessionWith({ lifetimeSeconds: 3_600 }), '401 session-invalid'],
      ['a token from tomorrow', () => world.sessionWith({ issuedSecondsAgo: -86_400 }), '401 session-invalid'],
      ['a token without a company', () => world.sessionWith({ companyId: '' }), '401 session-invalid'],
      ['a token signed with somebody’s own key', () => signedByAStranger('plumm'), '401 session-invalid'],
      ['a token that names its own key', () => signedByAStranger('mine'), '401 session-invalid'],
      ['a token that says it needs no signature', () => unsigned(), '401 session-invalid'],
    ])('with %s: 401 everywhere', async (_, token, answer) => {
      expect(await answersTo(await token())).toEqual(all(answer))
    })
  })

  describe('a caller who may do less', () => {
    it.each(ranks)('%s opens what needs it or less, and nothing else', async (permission) => {
      const token = await world.session('tailspin', [permission])
      const answers = await answersTo(token)
      const refused = names.filter((name) => answers[name] === '403 permission-missing')
      const needsMore = names.filter((name) => ranks.indexOf(api[name].permission) > ranks.indexOf(permission))
      expect(refused).toEqual(needsMore)
    })

    it('no permission at all opens nothing', async () => {
      expect(await answersTo(await world.session('northwind', []))).toEqual(all('403 permission-missing'))
    })

    it('a permission nobody has heard of opens nothing', async () => {
      expect(await answersTo(await world.sessionWith({ permissions: ['integrations:everything', '*'] }))).toEqual(
        all('403 permission-missing'),
      )
    })
  })

  describe('a caller of another company', () => {
    it('gets its own things, and for others’ the answer for things that are not there', async () => {
      const answers = await answersTo(await world.session('tailspin'))
      expect(answers).toEqual(Object.fromEntries(names.map((name) => [name, endpoints[name].toAnotherCompany])))
    })

    it('gets word for word what it gets for something that never was', async () => {
      const detailOf = async (method: string, path: string, body?: unknown) => {
        const { requestId: _, ...rest } = Object(
          await (await world.call(method, path, { as: 'tailspin', ...(body ? { body } : {}) })).json(),
        )
        return JSON.stringify(rest).replaceAll(/tom|nobody-\d/g, '')
      }
      const { attemptId, holdId } = northwinds
      expect(await detailOf('GET', `/api/connection/attempts/${attemptId}`)).toBe(
        await detailOf('GET', '/api/connection/attempts/none'),
      )
      expect(await detailOf('POST', `/api/holds/${holdId}/answer`, { choice: 'skip' })).toBe(
        await detailOf('POST', '/api/holds/none/answer', { choice: 'skip' }),
      )
      expect(await detailOf('GET', '/api/people/tom/status')).toBe(await detailOf('GET', '/api/people/nobody-1/status'))
      expect(await detailOf('POST', '/api/people/tom/sync')).toBe(await detailOf('POST', '/api/people/nobody-1/sync'))
      expect(
        await (await world.call('POST', '/api/people/statuses', { as: 'tailspin', body: { ids: ['tom'] } })).json(),
      ).toEqual({
        statuses: [{ personId: 'tom', status: 'not-connected', problems: [] }],
      })
    })

    it('has changed nothing by all this asking', async () => {
      expect(await world.connection()).toMatchObject({ state: 'active', tenant: { domain: 'contoso.com' } })
      const { holds } = Holds.parse(await (await world.call('GET', '/api/holds')).json())
      expect(holds.map(({ id }) => id)).toEqual([northwinds.holdId])
      expect((await world.audit()).filter(({ action }) => action === 'hold.answered')).toEqual([])
      const theirs = JSON.stringify(await world.audit('', 'tailspin'))
      expect(theirs).not.toMatch(/tom|contoso|admin@/i)
    })
  })

  describe('a page', () => {
    it.each(['https://evil.example', 'https://plumm.test.evil.example', 'http://plumm.test', 'null'])(
      'from %s may not even ask',
      async (origin) => {
        for (const name of names) {
          const response = await send(name, { origin, authorization: `Bearer ${await world.session('northwind')}` })
          expect(response.headers.get('access-control-allow-origin'), name).toBeNull()
          expect(await answerOf(response), name).toBe('403 origin-refused')
        }
        const preflight = await world.app.request(`${BFF}/api/connection`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'DELETE' },
        })
        expect(await answerOf(preflight)).toBe('403 origin-refused')
      },
    )

    it('of Plumm may, and only it is told so', async () => {
      const response = await send('getConnection', {
        origin: 'https://plumm.test',
        authorization: `Bearer ${await world.session('northwind')}`,
      })
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
        200,
        'https://plumm.test',
      ])
    })
  })

  it.each<[string, EndpointName, string, unknown?]>([
    ['a person', 'getPersonStatus', '/api/people/%00/status'],
    ['a person to sync', 'syncPerson', '/api/people/%00/sync'],
    ['people', 'getStatuses', '/api/people/statuses', { ids: ['a\u0000b'] }],
    ['an attempt', 'getAttempt', '/api/connection/attempts/%00'],
    ['a question', 'answerHold', '/api/holds/%00/answer', { choice: 'skip' }],
    ['an audit search', 'getAudit', '/api/audit?q=%00'],
    ['a preview search', 'getPreview', '/api/connection/preview?q=%00'],
    ['a preview to take away', 'exportPreview', '/api/connection/preview/export?format=csv&q=%00'],
    ['a field mapping', 'putFieldMapping', '/api/field-mapping', mappingWith('a\u0000b')],
  ])('%s named with a character that no database keeps: 400, and not our fault', async (_, name, path, body) => {
    const response = await world.call(api[name].method, path, body === undefined ? {} : { body })
    expect(await answerOf(response)).toBe('400 bad-request')
  })

  async function signedByAStranger(kid: string): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const jwk = await exportJWK(publicKey)
    return new SignJWT({ name: 'Jo Park', companyId: 'northwind', permissions: ['integrations:manage'] })
      .setProtectedHeader({ alg: 'ES256', kid, jwk, jku: 'https://evil.example/jwks' })
      .setSubject('jo')
      .setIssuer('https://plumm.test')
      .setAudience('plumm-entra')
      .setIssuedAt(Math.floor(world.clock.now() / 1000))
      .setExpirationTime(Math.floor(world.clock.now() / 1000) + 600)
      .sign(privateKey)
  }

  async function unsigned(): Promise<string> {
    const [, claims] = (await world.session('northwind')).split('.')
    return `${Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')}.${claims}.`
  }
})
