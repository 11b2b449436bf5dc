import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultSettings } from '@plumm/entra-shared'
import { answerOf } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { World } from '../world.ts'
import { BFF } from '../config-for.ts'

describe.each(databaseKinds)('the door, on %s', (kind) => {
  let world: World
  beforeAll(async () => {
    world = await World.create(kind, { RATE_LIMIT_PER_MINUTE: '60' })
  })
  afterAll(() => world.close())
  const send = async (method: string, path: string, init: RequestInit = {}, as = 'jo') => {
    const token = await world.sessionWith({ userId: as })
    const headers = new Headers({ authorization: `Bearer ${token}`, ...Object.fromEntries(new Headers(init.headers)) })
    return world.app.request(`${BFF}${path}`, { ...init, method, headers })
  }

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp', ''])(
    'takes no body that says it is "%s": a page could send that without asking first',
    async (type) => {
      const body = new TextEncoder().encode(JSON.stringify({ ...defaultSettings, timeZone: 'Europe/Lisbon' }))
      const response = await send('PUT', '/api/settings', {
        body,
        ...(type ? { headers: { 'content-type': type } } : {}),
      })
      expect(await answerOf(response)).toBe('415 not-json')
      expect(await (await send('GET', '/api/settings')).json()).toMatchObject({ timeZone: 'Europe/London' })
    },
  )

  it('takes JSON with a charset, and no body at all where none is needed', async () => {
    const body = JSON.stringify(defaultSettings)
    const json = { 'content-type': 'application/json; charset=utf-8' }
    expect((await send('PUT', '/api/settings', { body, headers: json })).status).toBe(200)
    expect(await answerOf(await send('POST', '/api/connection/pause'))).toBe('409 wrong-state')
  })

  it('takes no body above its limit, however it is sent', async () => {
    const body = JSON.stringify({ ...defaultSettings, padding: 'x'.repeat(300_000) })
    const json = { 'content-type': 'application/json' }
    expect(await answerOf(await send('PUT', '/api/settings', { body, headers: json }))).toBe('413 too-large')
    const inPieces = new Blob([body]).stream()
    const response = await send('PUT', '/api/settings', { body: inPieces, headers: json, duplex: 'half' })
    expect(await answerOf(response)).toBe('413 too-large')
  })

  it.each([
    ['GET', '/api/connection'],
    ['GET', '/api/nothing-here'],
    ['GET', '/healthz'],
    ['GET', '/connect/consent'],
    ['POST', '/webhooks/plumm'],
    ['POST', '/webhooks/graph?validationToken=hello'],
  ])('sends %s %s with headers that no browser can use against us, and no cookie', async (method, path) => {
    const { headers } = await send(method, path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('slows a caller that asks without end, says until when, and lets everybody else go on', async () => {
    const answers = new Set<string>()
    for (let call = 0; call < 61; call += 1) answers.add(await answerOf(await send('GET', '/api/settings', {}, 'wild')))
    expect(answers).toEqual(new Set(['200', '429 too-many-requests']))
    const refused = await send('GET', '/api/settings', {}, 'wild')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await send('GET', '/api/settings', {}, 'calm')).status).toBe(200)
  })
})
