import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect, parseEnv } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from './config.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const CERTIFICATE = fileURLToPath(new URL('../test/certificate.pem', import.meta.url))

/** The least that has to be said. */
const least = {
  PUBLIC_URL: 'https://entra.plumm.example/',
  ENCRYPTION_KEYS: `k1:${key(1)}`,
  ENTRA_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
  ENTRA_CLIENT_SECRET: 'client-secret',
  PLUMM_ISSUER: 'https://app.plumm.example',
  PLUMM_JWKS_URL: 'https://app.plumm.example/.well-known/jwks.json',
  PLUMM_WEBHOOK_SECRETS: `whsec_${key(2)}`,
  PLUMM_API_URL: 'https://api.plumm.example',
  PLUMM_API_TOKEN: 'api-token',
}
type Env = Record<string, string | undefined>

function configOf(changes: Env = {}) {
  const read = readConfig({ ...least, ...changes })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}
function problemsOf(changes: Env): string[] {
  const read = readConfig({ ...least, ...changes })
  return read.ok ? [] : read.problems
}
/** A file that is gone after the test. */
function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumm-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'file'), text)
  return join(folder, 'file')
}

describe('a configuration', () => {
  it('is complete with the least that has to be said', () => {
    expect(configOf()).toMatchObject({
      port: 8787,
      publicUrl: 'https://entra.plumm.example',
      database: { kind: 'pglite', folder: '.data' },
      encryptionKeys: [{ id: 'k1' }],
      entra: {
        clientId: '00000000-0000-4000-8000-000000000001',
        credential: { kind: 'secret' },
        authorityOrigin: 'https://login.microsoftonline.com',
        graphOrigin: 'https://graph.microsoft.com',
        graphScope: 'https://graph.microsoft.com/.default',
        adminCenterOrigin: 'https://entra.microsoft.com',
      },
      extraCaFile: null,
      plumm: { issuer: 'https://app.plumm.example', apiUrl: 'https://api.plumm.example' },
      allowedOrigins: [],
      requestsPerMinute: 6_000,
      driftIntervalSeconds: 60,
      fullPassCron: '17 2 * * *',
      logLevel: 'info',
    })
  })

  it('is what .env.example becomes once its blanks are filled in', () => {
    const example = parseEnv(readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8'))
    const filled = Object.entries(example).map(([name, value]) => [name, value || Reflect.get(least, name)])
    expect(readConfig(Object.fromEntries(filled))).toMatchObject({ ok: true })
    const known = Object.keys(least)
    expect(Object.keys(example)).toEqual(expect.arrayContaining(known))
  })

  it('takes a database of its own, migrated by its owner', () => {
    const { database } = configOf({
      DATABASE_URL: 'postgres://bff:pw@db/x',
      DATABASE_MIGRATION_URL: 'postgresql://owner:pw@db/x',
    })
    if (database.kind !== 'postgres') throw new Error('PostgreSQL was expected.')
    expect([database.url.reveal(), database.migrationUrl.reveal()]).toEqual([
      'postgres://bff:pw@db/x',
      'postgresql://owner:pw@db/x',
    ])
    const same = configOf({ DATABASE_URL: 'postgres://bff:pw@db/x' }).database
    expect(same.kind === 'postgres' && same.migrationUrl.reveal()).toBe('postgres://bff:pw@db/x')
  })

  it('takes several keys and webhook secrets, the first of them first', () => {
    const config = configOf({
      ENCRYPTION_KEYS: `new:${key(3)}, old:${key(1)}`,
      PLUMM_WEBHOOK_SECRETS: `whsec_${key(4)}, whsec_${key(2)}`,
    })
    expect(config.encryptionKeys.map(({ id, key: object }) => [id, object.export().toString('base64')])).toEqual([
      ['new', key(3)],
      ['old', key(1)],
    ])
    expect(config.plumm.webhookSecrets.map((secret) => secret.reveal())).toEqual([`whsec_${key(4)}`, `whsec_${key(2)}`])
  })

  it('takes a certificate with its key, or a file the platform keeps fresh', () => {
    const certificate = configOf({ ENTRA_CLIENT_SECRET: undefined, ENTRA_CLIENT_CERTIFICATE_FILE: CERTIFICATE })
    expect(certificate.entra.credential).toMatchObject({ kind: 'certificate' })
    const tokenFile = fileWith('token')
    const federated = configOf({ ENTRA_CLIENT_SECRET: '', ENTRA_FEDERATED_TOKEN_FILE: tokenFile })
    expect(federated.entra.credential).toEqual({ kind: 'federated', tokenFile })
  })

  it.each([
    ['usgov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us', 'https://entra.microsoft.us'],
    [
      'china',
      'https://login.chinacloudapi.cn',
      'https://microsoftgraph.chinacloudapi.cn',
      'https://entra.microsoftonline.cn',
    ],
  ])('knows the cloud %s', (ENTRA_CLOUD, authorityOrigin, graphOrigin, adminCenterOrigin) => {
    const graphScope = `${graphOrigin}/.default`
    expect(configOf({ ENTRA_CLOUD }).entra).toMatchObject({
      authorityOrigin,
      graphOrigin,
      graphScope,
      adminCenterOrigin,
    })
  })

  it.each([
    ['https://login.microsoftonline.us', 'https://entra.microsoft.us'],
    ['https://localhost:8443', null],
  ])('knows where people look at accounts who sign in at %s', (ENTRA_AUTHORITY, adminCenterOrigin) => {
    const GRAPH_URL = 'https://dod-graph.microsoft.us'
    expect(configOf({ ENTRA_AUTHORITY, GRAPH_URL }).entra).toMatchObject({ adminCenterOrigin })
  })

  it.each([
    ['a cloud without a name here', 'https://dod-graph.microsoft.us', 'https://dod-graph.microsoft.us/.default'],
    ['an address of one’s own', 'https://localhost:8443', 'https://graph.microsoft.com/.default'],
  ])('asks for tokens of the right Graph, behind %s', (_, GRAPH_URL, graphScope) => {
    const ENTRA_AUTHORITY = 'https://login.microsoftonline.us'
    expect(configOf({ ENTRA_AUTHORITY, GRAPH_URL }).entra).toMatchObject({ graphScope })
  })

  it('takes the day on which the secret ends', () => {
    const { credential } = configOf({ ENTRA_CLIENT_SECRET_EXPIRES: '2027-03-12' }).entra
    expect(credential).toMatchObject({ kind: 'secret', expiresAt: new Date('2027-03-12T00:00:00Z') })
  })

  it('takes another Entra and Graph, on this machine without TLS too', () => {
    const { entra } = configOf({ ENTRA_AUTHORITY: 'https://localhost:8443/', GRAPH_URL: 'http://127.0.0.1:8080' })
    expect(entra).toMatchObject({ authorityOrigin: 'https://localhost:8443', graphOrigin: 'http://127.0.0.1:8080' })
  })

  it('takes shared tenants by id, in any case, and none where nobody names one', () => {
    const ids = '72F988BF-86F1-41AF-91AB-2D7CD011DB47, 0b8f2a64-7c1d-4f0e-9a53-2d6c5e7f8a91'
    expect(configOf({ SHARED_TENANTS: ids }).sharedTenants).toEqual(ids.toLowerCase().split(', '))
    expect(configOf({}).sharedTenants).toEqual([])
  })

  it('takes pages by their origin', () => {
    const { allowedOrigins } = configOf({ ALLOWED_ORIGINS: 'https://app.plumm.example, http://localhost:5173,' })
    expect(allowedOrigins).toEqual(['https://app.plumm.example', 'http://localhost:5173'])
  })

  it('shows no secret, however it is printed', () => {
    const config = configOf({ DATABASE_URL: 'postgres://bff:db-password@db/x' })
    const printed = inspect(config, { depth: 9 }) + JSON.stringify(config)
    expect(printed).not.toMatch(/client-secret|api-token|db-password|whsec_/)
    expect(printed).not.toContain(key(1))
    expect(printed).not.toMatch(/01 01 01|1, ?1, ?1/)
  })
})

describe('a wrong configuration', () => {
  it('is told whole: every variable that is missing, each with an example', () => {
    const read = readConfig({})
    const problems = read.ok ? [] : read.problems
    for (const name of Object.keys(least)) expect(problems.filter((problem) => problem.includes(name))).toHaveLength(1)
    expect(problems).toHaveLength(Object.keys(least).length)
    for (const problem of problems) expect(problem).toMatch(/Example: .+|.+\.$/)
  })

  it.each<[what: string, changes: Env, problem: RegExp]>([
    ['a port that is none', { PORT: '80a' }, /^PORT is "80a"/],
    ['a port that is too high', { PORT: '70000' }, /^PORT is "70000"/],
    ['an address without TLS', { PUBLIC_URL: 'http://plumm.example' }, /^PUBLIC_URL is .* not an https address/],
    ['an address that only looks local', { PLUMM_API_URL: 'http://localhost.evil.example' }, /^PLUMM_API_URL/],
    ['an address that is none', { PLUMM_JWKS_URL: 'plumm' }, /^PLUMM_JWKS_URL is "plumm"/],
    ['an origin with a path', { ALLOWED_ORIGINS: 'https://plumm.example/app' }, /^ALLOWED_ORIGINS .* bare origin/],
    ['every origin', { ALLOWED_ORIGINS: '*' }, /^ALLOWED_ORIGINS is "\*"/],
    [
      'a shared tenant by its domain',
      { SHARED_TENANTS: 'contoso.com' },
      /^SHARED_TENANTS names "contoso\.com".* not a tenant id/,
    ],
    ['another database', { DATABASE_URL: 'mysql://db/x' }, /^DATABASE_URL does not start with postgres/],
    ['a key that is too short', { ENCRYPTION_KEYS: 'k1:c2hvcnQ=' }, /^ENCRYPTION_KEYS has an entry, number 1,/],
    [
      'two keys of one name',
      { ENCRYPTION_KEYS: `k:${key(1)},k:${key(2)}` },
      /^ENCRYPTION_KEYS names the same id twice/,
    ],
    ['no credential', { ENTRA_CLIENT_SECRET: undefined }, /^Set exactly one of ENTRA_CLIENT_SECRET/],
    ['two credentials', { ENTRA_CLIENT_CERTIFICATE_FILE: CERTIFICATE }, /^Set exactly one of ENTRA_CLIENT_SECRET/],
    [
      'a day that is none',
      { ENTRA_CLIENT_SECRET_EXPIRES: '2027-02-30' },
      /^ENTRA_CLIENT_SECRET_EXPIRES is "2027-02-30"/,
    ],
    ['a cloud that is none', { ENTRA_CLOUD: 'germany' }, /^ENTRA_CLOUD is "germany"/],
    [
      'Entra without Graph',
      { ENTRA_AUTHORITY: 'https://localhost:8443' },
      /^Set ENTRA_AUTHORITY and GRAPH_URL together/,
    ],
    [
      'Graph with its version',
      { ENTRA_AUTHORITY: 'https://x.example', GRAPH_URL: 'https://x.example/v1.0' },
      /^GRAPH_URL/,
    ],
    ['a webhook secret without its prefix', { PLUMM_WEBHOOK_SECRETS: key(2) }, /^PLUMM_WEBHOOK_SECRETS/],
    ['a webhook secret that is too short', { PLUMM_WEBHOOK_SECRETS: 'whsec_c2hvcnQ=' }, /^PLUMM_WEBHOOK_SECRETS/],
    ['a drift interval of nothing', { DRIFT_INTERVAL_SECONDS: '0' }, /^DRIFT_INTERVAL_SECONDS is "0"/],
    ['a time of day that is no cron expression', { FULL_PASS_CRON: '2:17' }, /^FULL_PASS_CRON is "2:17"/],
    ['a log level that is none', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud"/],
    ['a CA file that is not there', { EXTRA_CA_FILE: '/nowhere/ca.pem' }, /^EXTRA_CA_FILE names \/nowhere\/ca\.pem/],
  ])('says what is wrong with %s', (_what, changes, problem) => {
    expect(problemsOf(changes)).toEqual([expect.stringMatching(problem)])
  })

  it('says so when the end of a secret is given for something else', () => {
    const changes = { ENTRA_CLIENT_SECRET: undefined, ENTRA_CLIENT_CERTIFICATE_FILE: CERTIFICATE }
    expect(problemsOf({ ...changes, ENTRA_CLIENT_SECRET_EXPIRES: '2027-03-12' })).toEqual([
      expect.stringMatching(/^ENTRA_CLIENT_SECRET_EXPIRES .* Leave it out/),
    ])
  })

  it('says what is wrong with a credential file', () => {
    const [certificate = ''] = readFileSync(CERTIFICATE, 'utf8').split('-----BEGIN PRIVATE KEY-----')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const anotherKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const wrong = (file: string) => problemsOf({ ENTRA_CLIENT_SECRET: undefined, ENTRA_CLIENT_CERTIFICATE_FILE: file })
    expect(wrong('/nowhere.pem')).toEqual([expect.stringMatching(/^ENTRA_CLIENT_CERTIFICATE_FILE .* cannot be read/)])
    expect(wrong(tmpdir())).toEqual([expect.stringMatching(/cannot be read/)])
    expect(wrong(fileWith(certificate))).toEqual([expect.stringMatching(/must hold a certificate and its private key/)])
    expect(wrong(fileWith(`${certificate}${anotherKey}`))).toEqual([
      expect.stringMatching(/belongs to another certificate/),
    ])
    expect(problemsOf({ ENTRA_CLIENT_SECRET: undefined, ENTRA_FEDERATED_TOKEN_FILE: '/nowhere' })).toEqual([
      expect.stringMatching(/^ENTRA_FEDERATED_TOKEN_FILE names \/nowhere/),
    ])
  })

  it('never repeats a secret in what it says', () => {
    const problems = problemsOf({
      ENCRYPTION_KEYS: key(9),
      PLUMM_WEBHOOK_SECRETS: 'sesame',
      DATABASE_URL: 'mysql://bff:db-password@db/x',
    })
    expect(problems).toHaveLength(3)
    expect(problems.join()).not.toMatch(/sesame|db-password/)
    expect(problems.join()).not.toContain(key(9))
  })
})
