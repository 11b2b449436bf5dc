import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Clock, systemClock } from 'pg-boss'
import { Webhook } from 'standardwebhooks'
import { ConnectAttemptStart, type Person, Preview } from '@plumm/entra-shared'
import { type Bff, compose } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { type Database, openPglite, openPostgres } from '../../src/db/database.ts'
import { createLog } from '../../src/log.ts'
import { startPostgres } from '../../test/postgres.ts'
import { createSessions } from '../../test/sessions.ts'
import { type BenchEntra, openEntra } from './entra.ts'
import { type BenchClock, nowOf } from './entra-messages.ts'

const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok?').toString('base64')}`
const BFF = 'https://bff.plumm.test'
const PLUMM = 'https://plumm.test'
export const COMPANY = 'northwind'
export type BenchDatabase = 'pglite' | 'postgres'

/** The whole BFF in this process, Entra in another, and a Plumm with so many people. */
export interface Product {
  entra: BenchEntra
  database: Database
  bff: Bff
  now: () => number
  /** The first moment each Graph write was sent, for whoever wants to know. */
  onGraphWrite: (listener: (url: string, body: string) => void) => void
  call: (method: string, path: string, body?: unknown) => Promise<Response>
  deliver: (people: readonly Person[]) => Promise<Response>
  /** Connects, and waits for the preview. */
  connect: () => Promise<string>
  /** Approves the preview, and waits until everyone has an outcome. */
  approve: (previewId: string) => Promise<void>
  untilNobodyWaits: () => Promise<void>
  /** Waits until no job is left but those for later. */
  untilJobsEnd: () => Promise<void>
  close: () => Promise<void>
}

export async function openProduct(options: {
  database: BenchDatabase
  people: (index: number) => Person
  /** How many people Plumm has. */
  count: () => number
  latencyMs: number
  /** How many of them have an account already. */
  accounts?: number
  /** Time runs so many times faster, for everybody. */
  factor?: number
}): Promise<Product> {
  const clock: BenchClock = { startedAt: Date.now(), factor: options.factor ?? 1 }
  const now = () => nowOf(clock)
  const entra = await openEntra({
    latencyMs: options.latencyMs,
    clock,
    people: options.accounts ?? 0,
  })
  const { database, close: closeDatabase } = await openDatabase(options.database)
  const sessions = await createSessions(PLUMM, now)
  const listeners: ((url: string, body: string) => void)[] = []
  const fetch = async (input: Request | URL | string, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input)
    if (url.startsWith(PLUMM)) return plumm(new URL(url))
    const { body } = init ?? {}
    if (init?.method === 'POST' || init?.method === 'PATCH')
      for (const listener of listeners) listener(url, typeof body === 'string' ? body : '')
    return entra.fetch(new Request(input, init))
  }
  const plumm = (url: URL) => {
    if (url.pathname === '/jwks') return Response.json(sessions.jwks)
    const from = Number(url.searchParams.get('cursor') ?? 0)
    const to = Math.min(options.count(), from + Number(url.searchParams.get('limit')))
    const people = Array.from({ length: to - from }, (_, at) => options.people(from + at))
    return Response.json({ people, nextCursor: to < options.count() ? String(to) : null })
  }
  const bff = await compose(configFor(entra), database, createLog('silent'), {
    fetch,
    now: () => new Date(now()),
    random: () => 0.5,
    ...(clock.factor === 1 ? {} : { bossClock: fasterClock(clock) }),
  })
  await bff.start()
  if (clock.factor !== 1) await hastenQueue(database, clock)
  let deliveries = 0

  const call: Product['call'] = async (method, path, body) =>
    bff.app.request(`${BFF}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await sessions.sign({ companyId: COMPANY, permissions: ['integrations:manage'] })}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const untilNobodyWaits = () =>
    until(async () => {
      const { rows } = await sql<{ waiting: boolean }>`select wave is not null as waiting from connection`.execute(
        database.db,
      )
      return rows[0]?.waiting === false
    }, 200)
  return {
    entra,
    database,
    bff,
    now,
    onGraphWrite: (listener) => void listeners.push(listener),
    call,
    deliver(people) {
      deliveries += 1
      const id = `msg_${deliveries}`
      const at = new Date()
      const body = JSON.stringify({
        type: 'person.changed',
        timestamp: at.toISOString(),
        data: { companyId: COMPANY, people },
      })
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(WEBHOOK_SECRET).sign(id, at, body),
      }
      return Promise.resolve(bff.app.request(`${BFF}/webhooks/plumm`, { method: 'POST', headers, body }))
    },
    async connect() {
      const start = ConnectAttemptStart.parse(await (await call('POST', '/api/connection/attempts')).json())
      const idToken = await entra.idToken(start.nonce)
      const signedIn = await call('POST', `/api/connection/attempts/${start.attemptId}/sign-in`, { idToken })
      if (!signedIn.ok) throw new Error(`Not connected: ${await signedIn.text()}`)
      const preview = { id: '' }
      await until(async () => {
        const response = await call('GET', '/api/connection/preview?limit=1')
        if (!response.ok) return false
        const read = Preview.parse(await response.json())
        if (read.state === 'failed') throw new Error(`The preview failed: ${JSON.stringify(read.failure)}`)
        preview.id = read.previewId
        return read.state === 'ready'
      }, 200)
      return preview.id
    },
    async approve(previewId) {
      const response = await call('POST', '/api/connection/activate', { previewId })
      if (!response.ok) throw new Error(`Not approved: ${await response.text()}`)
      await untilNobodyWaits()
    },
    untilNobodyWaits,
    untilJobsEnd: () =>
      until(async () => {
        const { rows } = await sql<{ busy: boolean }>`select exists (select 1 from pgboss.job
          where name in ('full-pass', 'sync-person') and state in ('created', 'retry', 'active')
            and start_after <= pgboss.job_now()) as busy`.execute(database.db)
        return rows[0]?.busy === false
      }, 100),
    async close() {
      await bff.stop()
      await closeDatabase()
      entra.close()
    },
  }
}

async function openDatabase(kind: BenchDatabase): Promise<{ database: Database; close: () => Promise<void> }> {
  if (kind === 'postgres') {
    const server = await startPostgres({ isDurable: true })
    const database = await openPostgres({ url: server.url })
    return {
      database,
      async close() {
        await database.close()
        await server.stop()
      },
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'plumm-bench-'))
  const database = await openPglite({ folder })
  return {
    database,
    async close() {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function configFor(entra: BenchEntra) {
  const read = readConfig({
    PORT: '8787',
    PUBLIC_URL: BFF,
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    ENTRA_CLIENT_ID: entra.clientId,
    ENTRA_CLIENT_SECRET: entra.clientSecret,
    PLUMM_ISSUER: PLUMM,
    PLUMM_JWKS_URL: `${PLUMM}/jwks`,
    PLUMM_WEBHOOK_SECRETS: WEBHOOK_SECRET,
    PLUMM_API_URL: `${PLUMM}/api`,
    PLUMM_API_TOKEN: 'directory-token',
    ALLOWED_ORIGINS: PLUMM,
    DRIFT_INTERVAL_SECONDS: '60',
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}

/** Timers that run as much faster as the clock does. */
function fasterClock(clock: BenchClock): Clock {
  return {
    ...systemClock,
    now: () => nowOf(clock),
    setTimeout: (fn, ms) => setTimeout(fn, ms / clock.factor),
    setInterval: (fn, ms) => setInterval(fn, ms / clock.factor),
  }
}

/** pg-boss asks the database for the time through one function of its own: here that time runs faster too. */
async function hastenQueue(database: Database, { startedAt, factor }: BenchClock): Promise<void> {
  const start = `to_timestamp(${startedAt / 1000})`
  await sql
    .raw(
      `create or replace function pgboss.job_now() returns timestamp with time zone language sql stable
       as $$ select ${start} + (clock_timestamp() - ${start}) * ${factor} $$`,
    )
    .execute(database.db)
}

async function until(look: () => Promise<boolean>, everyMs: number): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, everyMs))
}
