import { X509Certificate, createPrivateKey, createSecretKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CronExpressionParser } from 'cron-parser'
import { z } from 'zod'
import { Secret } from './secret.ts'
import type { VaultKey } from './tokens/vault.ts'

/** How our app proves itself to Entra (design §3, Tokens). */
export type Credential =
  /** `expiresAt`: as the operator says; the secret itself does not tell. */
  | { kind: 'secret'; secret: Secret; expiresAt?: Date }
  | { kind: 'certificate'; pem: Secret }
  | { kind: 'federated'; tokenFile: string }

/** The environment, parsed once; nothing else reads it. */
export interface Config {
  port: number
  publicUrl: string
  database: { kind: 'pglite'; folder: string } | { kind: 'postgres'; url: Secret; migrationUrl: Secret }
  encryptionKeys: VaultKey[]
  entra: {
    clientId: string
    credential: Credential
    authorityOrigin: string
    graphOrigin: string
    /** What app-only tokens and admin consent are asked for: everything registered, of this cloud's Graph. */
    graphScope: string
    /** Where people look at accounts; null where Microsoft has no such page for this sign-in. */
    adminCenterOrigin: string | null
  }
  extraCaFile: string | null
  plumm: { issuer: string; jwksUrl: string; webhookSecrets: Secret[]; apiUrl: string; apiToken: Secret }
  allowedOrigins: string[]
  /** How much one caller may ask of one replica. */
  requestsPerMinute: number
  /** Tenants that several companies may write to, in lower case (ADR 0009). */
  sharedTenants: string[]
  driftIntervalSeconds: number
  fullPassCron: string
  /** Days an audit entry is kept at least; null: for ever. */
  auditRetentionDays: number | null
  logLevel: string
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] }

/** Sign-in and Graph of each Microsoft cloud (https://learn.microsoft.com/graph/deployments). */
const clouds = {
  global: { authorityOrigin: 'https://login.microsoftonline.com', graphOrigin: 'https://graph.microsoft.com' },
  usgov: { authorityOrigin: 'https://login.microsoftonline.us', graphOrigin: 'https://graph.microsoft.us' },
  china: { authorityOrigin: 'https://login.chinacloudapi.cn', graphOrigin: 'https://microsoftgraph.chinacloudapi.cn' },
} as const
/**
 * The Entra admin center of each cloud, by where one signs in to it (https://learn.microsoft.com/entra/fundamentals/faq).
 * The US Department of Defense has the US Government's, as it has its sign-in.
 */
const adminCenters: Readonly<Record<string, string>> = {
  [clouds.global.authorityOrigin]: 'https://entra.microsoft.com',
  [clouds.usgov.authorityOrigin]: 'https://entra.microsoft.us',
  [clouds.china.authorityOrigin]: 'https://entra.microsoftonline.cn',
  'https://login.partner.microsoftonline.cn': 'https://entra.microsoftonline.cn',
}
/** Graphs that tokens are issued for under their own name; the fourth is the US Department of Defense's. */
const graphResources = [...Object.values(clouds).map((cloud) => cloud.graphOrigin), 'https://dod-graph.microsoft.us']
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Reads the environment of this process; the only place that does. */
export function readConfigFromProcess(): ConfigResult {
  return readConfig(process.env)
}

/** Parses the BFF's environment (design §6). Every problem is listed, in a sentence that names the variable. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  const problems: string[] = []
  const get = (name: string) => (env[name]?.trim() ? env[name].trim() : undefined)
  const wrong = (sentence: string): '' => {
    problems.push(sentence)
    return ''
  }
  const required = (name: string, example: string) => get(name) ?? wrong(`${name} is missing. Example: ${example}`)
  const number = (name: string, fallback: number, max: number) => {
    const value = Number(get(name) ?? fallback)
    if (!Number.isInteger(value) || value < 1 || value > max)
      wrong(`${name} is "${get(name)}", not a whole number from 1 to ${max}. Example: ${fallback}`)
    return value
  }
  const url = (name: string, value: string, example: string, kind: 'url' | 'origin' = 'url'): string => {
    if (value === '') return ''
    const parsed = z.url().safeParse(value).success ? new URL(value) : null
    const isLoopback = parsed !== null && ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname)
    if (!parsed || !(parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLoopback))) {
      return wrong(`${name} is "${value}", not an https address (http only for this machine). Example: ${example}`)
    }
    if (kind === 'origin' && (parsed.pathname !== '/' || parsed.search !== '')) {
      return wrong(`${name} is "${value}", but must be a bare origin without a path. Example: ${example}`)
    }
    return kind === 'origin' ? parsed.origin : value.replace(/\/$/, '')
  }
  const requiredUrl = (name: string, example: string) => url(name, required(name, example), example)

  const config: Config = {
    port: number('PORT', 8787, 65_535),
    publicUrl: requiredUrl('PUBLIC_URL', 'https://entra.plumm.example'),
    database: readDatabase(get, wrong),
    encryptionKeys: readKeys(required('ENCRYPTION_KEYS', 'k1:<32 random bytes as base64>'), wrong),
    entra: {
      clientId: required('ENTRA_CLIENT_ID', '00000000-0000-0000-0000-000000000000, from the app registration'),
      credential: readCredential(get, wrong),
      ...readCloud(get, url, wrong),
    },
    extraCaFile: readFileName('EXTRA_CA_FILE', get, wrong),
    plumm: {
      issuer: required('PLUMM_ISSUER', 'https://app.plumm.example'),
      jwksUrl: requiredUrl('PLUMM_JWKS_URL', 'https://app.plumm.example/.well-known/jwks.json'),
      webhookSecrets: readWebhookSecrets(required('PLUMM_WEBHOOK_SECRETS', 'whsec_<base64>'), wrong),
      apiUrl: requiredUrl('PLUMM_API_URL', 'https://api.plumm.example'),
      apiToken: new Secret(required('PLUMM_API_TOKEN', 'a token that may read the directory')),
    },
    allowedOrigins: list(get('ALLOWED_ORIGINS')).map((origin) =>
      url('ALLOWED_ORIGINS', origin, 'https://app.plumm.example', 'origin'),
    ),
    sharedTenants: list(get('SHARED_TENANTS')).map((tenant) => readTenant(tenant, wrong)),
    requestsPerMinute: number('RATE_LIMIT_PER_MINUTE', 6_000, 1_000_000),
    driftIntervalSeconds: number('DRIFT_INTERVAL_SECONDS', 60, 86_400),
    fullPassCron: readCron(get('FULL_PASS_CRON') ?? '17 2 * * *', wrong),
    auditRetentionDays: readRetention(get('AUDIT_RETENTION_DAYS'), wrong),
    logLevel: get('LOG_LEVEL') ?? 'info',
  }
  if (!logLevels.includes(config.logLevel))
    wrong(`LOG_LEVEL is "${config.logLevel}". It may be ${logLevels.join(', ')}.`)
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems }
}

/** Comma-separated. */
function list(text = ''): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function readTenant(tenant: string, wrong: Wrong): string {
  if (z.guid().safeParse(tenant).success) return tenant.toLowerCase()
  return wrong(
    `SHARED_TENANTS names "${tenant}", which is not a tenant id. Example: 72f988bf-86f1-41af-91ab-2d7cd011db47, from Entra’s Overview page; a domain is not enough`,
  )
}

type Get = (name: string) => string | undefined
type Wrong = (sentence: string) => ''

function readDatabase(get: Get, wrong: Wrong): Config['database'] {
  const url = get('DATABASE_URL')
  if (url === undefined) return { kind: 'pglite', folder: get('DATA_DIR') ?? '.data' }
  const migrationUrl = get('DATABASE_MIGRATION_URL') ?? url
  for (const name of ['DATABASE_URL', 'DATABASE_MIGRATION_URL']) {
    const value = get(name)
    if (value !== undefined && !/^postgres(ql)?:\/\//.test(value))
      wrong(`${name} does not start with postgres://. Example: postgres://user:password@host:5432/plumm_entra`)
  }
  return { kind: 'postgres', url: new Secret(url), migrationUrl: new Secret(migrationUrl) }
}

function readKeys(text: string, wrong: Wrong): VaultKey[] {
  if (text === '') return []
  const keys = text.split(',').map((pair, index) => {
    const [id = '', encoded = ''] = pair.trim().split(':')
    const key = Buffer.from(encoded, 'base64')
    if (!/^[\w-]{1,32}$/.test(id) || key.byteLength !== 32) {
      // By its place only: an entry without an id would print the key.
      wrong(
        `ENCRYPTION_KEYS has an entry, number ${index + 1}, that is not id:base64 of 32 bytes. Make one with: openssl rand -base64 32`,
      )
    }
    return { id, key: createSecretKey(key) }
  })
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    wrong('ENCRYPTION_KEYS names the same id twice. Give every key an id of its own.')
  return keys
}

function readCredential(get: Get, wrong: Wrong): Credential {
  const secret = get('ENTRA_CLIENT_SECRET')
  const expires = get('ENTRA_CLIENT_SECRET_EXPIRES')
  const certificate = get('ENTRA_CLIENT_CERTIFICATE_FILE')
  const federated = get('ENTRA_FEDERATED_TOKEN_FILE')
  if ([secret, certificate, federated].filter((value) => value !== undefined).length !== 1) {
    wrong(
      'Set exactly one of ENTRA_CLIENT_SECRET, ENTRA_CLIENT_CERTIFICATE_FILE and ENTRA_FEDERATED_TOKEN_FILE. Example: ENTRA_CLIENT_CERTIFICATE_FILE=/run/secrets/entra.pem',
    )
  }
  if (expires !== undefined && secret === undefined)
    wrong('ENTRA_CLIENT_SECRET_EXPIRES says when ENTRA_CLIENT_SECRET ends, which is not set. Leave it out.')
  if (certificate !== undefined) return { kind: 'certificate', pem: readCertificate(certificate, wrong) }
  if (federated !== undefined) {
    if (readText(federated) === null)
      wrong(
        `ENTRA_FEDERATED_TOKEN_FILE names ${federated}, which cannot be read. Example: /var/run/secrets/azure/tokens/azure-identity-token`,
      )
    return { kind: 'federated', tokenFile: federated }
  }
  return {
    kind: 'secret',
    secret: new Secret(secret ?? ''),
    ...(expires === undefined ? {} : { expiresAt: readDay(expires, wrong) }),
  }
}

/** The beginning of the day on which the secret ends: Microsoft's list of secrets names the day only. */
function readDay(text: string, wrong: Wrong): Date {
  if (!z.iso.date().safeParse(text).success)
    wrong(`ENTRA_CLIENT_SECRET_EXPIRES is "${text}", not a day. Example: 2027-03-12`)
  return new Date(`${text}T00:00:00Z`)
}

function readCertificate(file: string, wrong: Wrong): Secret {
  const name = 'ENTRA_CLIENT_CERTIFICATE_FILE'
  const pem = readText(file)
  if (pem === null)
    return new Secret(wrong(`${name} names ${file}, which cannot be read. Example: /run/secrets/entra.pem`))
  try {
    if (new X509Certificate(pem).checkPrivateKey(createPrivateKey(pem))) return new Secret(pem)
    wrong(`${name} names ${file}, whose private key belongs to another certificate.`)
  } catch {
    wrong(`${name} names ${file}, which must hold a certificate and its private key as PEM, one after the other.`)
  }
  return new Secret('')
}

/** Null when there is no such file, or we may not read it. */
function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function readCloud(
  get: Get,
  url: (name: string, value: string, example: string, kind: 'origin') => string,
  wrong: Wrong,
): Pick<Config['entra'], 'authorityOrigin' | 'graphOrigin' | 'graphScope' | 'adminCenterOrigin'> {
  const authority = get('ENTRA_AUTHORITY')
  const graph = get('GRAPH_URL')
  if (authority !== undefined || graph !== undefined) {
    if (authority === undefined || graph === undefined)
      wrong('Set ENTRA_AUTHORITY and GRAPH_URL together, or use ENTRA_CLOUD instead.')
    const graphOrigin = url('GRAPH_URL', graph ?? '', clouds.global.graphOrigin, 'origin')
    const authorityOrigin = url('ENTRA_AUTHORITY', authority ?? '', clouds.global.authorityOrigin, 'origin')
    return {
      authorityOrigin,
      graphOrigin,
      graphScope: graphScopeFor(graphOrigin),
      adminCenterOrigin: adminCenters[authorityOrigin] ?? null,
    }
  }
  const name = get('ENTRA_CLOUD') ?? 'global'
  const cloud = Object.entries(clouds).find(([known]) => known === name)?.[1]
  if (!cloud) wrong(`ENTRA_CLOUD is "${name}". It may be ${Object.keys(clouds).join(', ')}.`)
  const { authorityOrigin, graphOrigin } = cloud ?? clouds.global
  return {
    authorityOrigin,
    graphOrigin,
    graphScope: graphScopeFor(graphOrigin),
    adminCenterOrigin: adminCenters[authorityOrigin] ?? null,
  }
}

/**
 * A token is issued for one cloud's Graph, by its name (https://learn.microsoft.com/graph/deployments). An address of
 * one's own stands in front of the global one, whose name stays.
 */
function graphScopeFor(graphOrigin: string): string {
  return `${graphResources.includes(graphOrigin) ? graphOrigin : clouds.global.graphOrigin}/.default`
}

function readFileName(name: string, get: Get, wrong: Wrong): string | null {
  const file = get(name)
  if (file === undefined) return null
  if (readText(file) === null) wrong(`${name} names ${file}, which cannot be read. Example: /etc/ssl/company-ca.pem`)
  return file
}

function readWebhookSecrets(text: string, wrong: Wrong): Secret[] {
  if (text === '') return []
  return text.split(',').map((part) => {
    const secret = part.trim()
    if (!/^whsec_[A-Za-z0-9+/]{24,}={0,2}$/.test(secret)) {
      wrong(
        'PLUMM_WEBHOOK_SECRETS has an entry that is not whsec_ followed by base64 of at least 18 bytes. Example: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      )
    }
    return new Secret(secret)
  })
}

/** Short enough to be a choice, long enough that an incident is noticed before its traces go; the database insists. */
const RETENTION_DAYS_MIN = 90

function readRetention(text: string | undefined, wrong: Wrong): number | null {
  if (text === undefined) return null
  const days = Number(text)
  if (!Number.isInteger(days) || days < RETENTION_DAYS_MIN || days > 36_500)
    wrong(
      `AUDIT_RETENTION_DAYS is "${text}", not a whole number from ${RETENTION_DAYS_MIN} to 36500. Example: 730. Leave it out to keep the audit log for ever.`,
    )
  return days
}

function readCron(expression: string, wrong: Wrong): string {
  try {
    CronExpressionParser.parse(expression)
  } catch {
    wrong(`FULL_PASS_CRON is "${expression}", not a cron expression. Example: 17 2 * * *`)
  }
  return expression
}
