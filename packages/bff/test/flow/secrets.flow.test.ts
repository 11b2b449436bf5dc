import { sql } from 'kysely'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIRECTORY_TOKEN, ENCRYPTION_KEY, WEBHOOK_SECRET } from '../config-for.ts'
import { consentRedirect, handOver, idTokenFor, startConnecting, untilConsentPage } from '../connecting.ts'
import { openStream } from '../live-stream.ts'
import { ana, tom } from '../people.ts'
import { everythingStored } from '../tables.ts'
import { World } from '../world.ts'

const certificate = fileURLToPath(new URL('../certificate.pem', import.meta.url))
const TOKEN = 'POST /{tenant}/oauth2/v2.0/token'
/** A JWT's header and payload both begin so: ID, access and session tokens, assertions. Our envelopes have no payload. */
const JWT = /eyJ[\w-]+\.eyJ/

describe.each([
  ['pglite', 'secret'],
  ['postgres', 'certificate'],
] as const)('secrets, on %s with a %s', (kind, credential) => {
  let world: World
  /** What must come out nowhere, by what it is. */
  const canaries = new Map<string, string>()
  /** What came out, by where. */
  const out = new Map<string, string>()
  const note = (where: string, text: string) => void out.set(where, `${out.get(where) ?? ''}${text}\n`)
  const call = async (...args: Parameters<World['call']>) => {
    const response = await world.call(...args)
    note('answers', await response.text())
  }

  beforeAll(async () => {
    world = await World.create(kind, {
      LOG_LEVEL: 'trace',
      ...(credential === 'certificate' ? { ENTRA_CLIENT_SECRET: '', ENTRA_CLIENT_CERTIFICATE_FILE: certificate } : {}),
    })
    const pem = readFileSync(certificate, 'utf8')
    world.emulator.registration.addCertificate(pem)
    canaries.set('the client secret', world.emulator.app.clientSecret)
    canaries.set('the certificate’s key', /PRIVATE KEY-----\s+(\S{40})/.exec(pem)?.[1] ?? '')
    canaries.set('the webhook secret', WEBHOOK_SECRET.slice('whsec_'.length))
    canaries.set('the directory token', DIRECTORY_TOKEN)
    canaries.set('the encryption key', ENCRYPTION_KEY)
    canaries.set('the encryption key in hex', Buffer.from(ENCRYPTION_KEY, 'base64').toString('hex'))
    world.onFetch = async (request) => {
      note('addresses', request.url)
      const body = await request.text()
      const { passwordProfile, clientState } = body.startsWith('{') ? JSON.parse(body) : {}
      if (passwordProfile) canaries.set('a first password', passwordProfile.password)
      if (clientState) canaries.set('a subscription’s secret', clientState)
    }
    await live()
  })
  afterAll(() => world.close())

  /** A busy day on which much goes wrong. */
  async function live(): Promise<void> {
    world.directory.northwind.set('tom', tom)
    const refused = await startConnecting(world)
    canaries.set('a nonce', refused.nonce)
    note('answers', await (await handOver(world, refused.attemptId, 'eyJnot.eyJany.token')).text())
    note(
      'answers',
      await (await handOver(world, refused.attemptId, await idTokenFor(world, { nonce: 'other' }))).text(),
    )
    const declined = await untilConsentPage(world)
    await consentRedirect(world, { error: 'access_denied', error_description: 'AADSTS65004', state: declined.state })
    const { attemptId, state, tenantId } = await untilConsentPage(world)
    canaries.set('the consent state', state)
    world.emulator.tenant('contoso.com').grantConsent()
    await consentRedirect(world, { admin_consent: 'True', tenant: tenantId, state })
    await call('GET', `/api/connection/attempts/${attemptId}`)
    const stream = await openStream(world, 'northwind', ['integrations:manage'])
    await world.approve()
    world.emulator.failNext('POST /users', { status: 500, html: true })
    await world.save(ana)
    await world.untilStatus('ana', 'retrying')
    await world.advanceUntil(async () => ((await world.status('ana')).status === 'synced' ? true : null))
    await world.save({ id: 'ana', status: 'deactivated' })
    await world.untilStatus('ana', 'suspended')
    await world.deliver([ana], { secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` })
    await world.deliver([], { raw: '{"not":' })
    await call('GET', '/api/connection', { token: `${await world.session('northwind')}x` })
    await call('PUT', '/api/settings', { body: { timeZone: 'Nowhere' } })
    await call('POST', '/api/people/statuses', { body: { ids: 'all' } })
    // An assertion is dated by the machine's own clock, which no test moves: an hour later Entra would refuse it.
    for (const [index, code] of (credential === 'secret' ? ['AADSTS7000215', 'AADSTS700027'] : []).entries()) {
      // Before the token expires: the watch asks for another one by itself.
      world.emulator.failNext(TOKEN, { status: 401, code })
      await world.sleep(3_600_000)
      await call('POST', '/api/people/tom/sync')
      // It may be over between two looks; the log tells all the same.
      await world.advanceUntil(async () =>
        (await world.audit('&action=connection.recovered')).length > index ? true : null,
      )
    }
    for (const path of ['/api/connection', '/api/connection/readiness', '/api/holds', '/api/settings', '/api/audit'])
      await call('GET', path)
    for (const format of ['ndjson', 'csv']) await call('GET', `/api/audit/export?format=${format}`)
    await stream.until(({ data }) => data.includes('sessions.revoked'))
    note('the live stream', JSON.stringify(stream.messages))
    await stream.close()
    note('metrics', await (await world.app.request('/metrics')).text())
    note('the log', world.logLines.join(''))
    note('tables', await everythingStored(world.database.db))
  }

  it('are there to be found: this day had one of each, and wrote a lot', () => {
    expect([...canaries.keys()]).toEqual(expect.arrayContaining(['a first password', 'a subscription’s secret']))
    for (const [what, text] of canaries) expect(text.length, what).toBeGreaterThan(10)
    expect(out.get('tables')).toContain('tom.lee@contoso.com')
    expect(out.get('answers')).toContain('sessions.revoked')
    expect(out.get('the log')).toContain('a request was refused')
    expect(out.get('addresses')).toContain('/oauth2/v2.0/token')
    expect(out.get('metrics')).toContain('plumm_entra_people')
  })

  it.each(['answers', 'addresses', 'the live stream', 'metrics', 'the log', 'tables'])('are not in %s', (where) => {
    const text = out.get(where) ?? ''
    expect(text.length).toBeGreaterThan(500)
    for (const [what, secret] of canaries) {
      // The nonce is asked about by its attempt, and single use.
      if (where === 'tables' && what === 'a nonce') continue
      for (const written of new Set([secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]))
        expect(text.includes(written), `${what} is in ${where}`).toBe(false)
    }
    expect(JWT.exec(text)?.[0], `a token is in ${where}`).toBeUndefined()
    expect(text).not.toMatch(/passwordProfile/i)
  })

  it('that are kept are an envelope of ours that names its key', async () => {
    const { rows } = await sql<{ sealed: string }>`select sealed from token_cache`.execute(world.database.db)
    const header: unknown = JSON.parse(Buffer.from(rows[0]?.sealed.split('.')[0] ?? '', 'base64url').toString())
    expect(header).toMatchObject({ alg: 'dir', enc: 'A256GCM', kid: 'k1' })
  })
})
