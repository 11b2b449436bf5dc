import { TestClock } from 'pg-boss'
import { type Emulator, createEmulator } from '@plumm/entra-emulator'
import {
  AuditEntry,
  AuditPage,
  Connection,
  ConnectAttempt,
  ConnectAttemptStart,
  type Hold,
  type HoldChoice,
  Holds,
  type Permission,
  Person as PersonSchema,
  type Person,
  PersonStatusReport,
  Preview,
  type SyncStatus,
} from '@plumm/entra-shared'
import { type Bff, compose } from '../src/compose.ts'
import type { Config } from '../src/config.ts'
import type { Database } from '../src/db/database.ts'
import { inCompany } from '../src/db/tenancy.ts'
import { LIVE_CHANNEL } from '../src/db/live-notice.ts'
import { createLog } from '../src/log.ts'
import { type CompanyName, companies } from './companies.ts'
import { BFF, PLUMM, configFor } from './config-for.ts'
import { type Delivery, signedEvent } from './deliveries.ts'
import { type DatabaseKind, openTestDatabase } from './databases.ts'
import { untilJobsAre, untilNoJobs } from './jobs.ts'
import { type SessionWish, type Sessions, createSessions } from './sessions.ts'

/**
 * Two companies, two tenants, one BFF, all in one process: real HTTP handlers, real SQL, real msal-node and Graph
 * client, and the emulator at the other end of `fetch`. Time stands still until a test moves it.
 */
export class World {
  readonly clock: TestClock
  readonly emulator: Emulator
  readonly database: Database
  #config: Config
  readonly #sessions: Sessions
  /** Hosts of Microsoft's that the BFF has asked. */
  readonly hosts = new Set<string>()
  readonly directory: Record<CompanyName, Map<string, Person>> = { northwind: new Map(), tailspin: new Map() }
  /** Plumm's directory gives no answer that can be used. */
  isDirectoryDown = false
  /** What the BFF logged, a line of JSON each; nothing unless LOG_LEVEL is set. */
  readonly logLines: string[] = []
  /** Sees every request of the BFF's before it is sent. */
  onFetch: ((request: Request) => Promise<void>) | null = null
  #bff: Bff | null = null
  readonly #replicas: Bff[] = []
  #deliveries = 0
  #stopListening: (() => Promise<void>) | null = null
  readonly #waiters = new Set<() => void>()

  private constructor(parts: {
    clock: TestClock
    emulator: Emulator
    database: Database
    config: Config
    sessions: Sessions
  }) {
    this.clock = parts.clock
    this.emulator = parts.emulator
    this.database = parts.database
    this.#config = parts.config
    this.#sessions = parts.sessions
  }

  /** With these settings of the BFF changed, by their names in the environment, and these habits of Microsoft's. */
  static async create(
    kind: DatabaseKind,
    settings: Record<string, string> = {},
    habits: Parameters<typeof createEmulator>[0] = {},
  ): Promise<World> {
    const clock = new TestClock(Date.now())
    const emulator: Emulator = await createEmulator({
      ...habits,
      now: () => clock.now(),
      notificationFetch: (input, init) => deliverTo(input, init),
    })
    emulator.addRedirectUri(`${BFF}/connect/consent`)
    emulator.addRedirectUri(`${BFF}/connect/sign-in`)
    const sessions = await createSessions(PLUMM, () => clock.now())
    const database = await openTestDatabase(kind)
    /** Microsoft's notices reach us as everything else does. */
    const deliverTo: typeof fetch = (input, init) => Promise.resolve(world.app.request(new Request(input, init)))
    const world = new World({ clock, emulator, database, config: configFor(emulator, settings), sessions })
    world.#stopListening = await database.listen(LIVE_CHANNEL, () => {
      for (const waiter of world.#waiters) waiter()
    })
    await world.startBff()
    return world
  }

  /** Starts the BFF, or another replica's successor after `crashBff`. */
  async startBff(): Promise<void> {
    this.#bff = await this.#startOne()
  }

  /** The operator starts the BFF with other settings. */
  async restartWith(settings: Record<string, string>): Promise<void> {
    await this.#bff?.stop()
    this.#config = configFor(this.emulator, settings)
    await this.startBff()
  }

  /** Another replica beside the first, on the same database: they share the work. */
  async startReplica(): Promise<void> {
    this.#replicas.push(await this.#startOne())
  }

  async #startOne(): Promise<Bff> {
    const bff = await compose(this.#config, this.database, this.#log(), {
      fetch: (input, init) => this.#fetch(input, init),
      now: () => new Date(this.clock.now()),
      random: () => 0.5,
      bossClock: this.clock,
      shutdownMs: 100,
    })
    await bff.start()
    return bff
  }

  #log() {
    return createLog(this.#config.logLevel, { write: (line) => void this.logLines.push(line) })
  }

  async close(): Promise<void> {
    for (const replica of this.#replicas) await replica.stop()
    await this.#bff?.stop()
    await this.#stopListening?.()
    await this.database.close()
    await this.emulator.close()
  }

  /** Lets the BFF hang for ever at its next such request; resolves when it does. */
  stopAt(pattern: string): Promise<void> {
    const { promise: reached, resolve } = Promise.withResolvers<void>()
    this.emulator.beforeNext(pattern, () => {
      resolve()
      return new Promise<void>(() => {})
    })
    return reached
  }

  /**
   * The BFF dies with whatever it was doing, and another one starts on the same database. Time passes only afterwards:
   * a clock that ticks while the queue lets go of it writes to a table that is being dropped. It is as long as the
   * next one needs to see that nobody works on those jobs any more. With `after`, nothing runs for so many milliseconds.
   */
  async crash({ after = 0 }: { after?: number } = {}): Promise<void> {
    await this.#bff?.stop()
    await this.clock.setTime(this.clock.now() + after)
    await this.startBff()
    await this.advance(11_000)
  }

  /** Calls the BFF's API as a person of a company. */
  async call(
    method: string,
    path: string,
    options: { as?: CompanyName; body?: unknown; permissions?: Permission[]; token?: string } = {},
  ): Promise<Response> {
    const token = options.token ?? (await this.session(options.as ?? 'northwind', options.permissions))
    return this.app.request(`${BFF}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    })
  }

  get app(): Bff['app'] {
    if (!this.#bff) throw new Error('The BFF is not running.')
    return this.#bff.app
  }

  session(company: CompanyName, permissions: Permission[] = ['integrations:manage']): Promise<string> {
    const { id: companyId, name: companyName } = companies[company]
    return this.sessionWith({ companyId, companyName, permissions })
  }

  /** A session token that Plumm signed, whatever it says. */
  sessionWith(wish: Partial<SessionWish>): Promise<string> {
    return this.#sessions.sign({ companyId: 'northwind', permissions: ['integrations:manage'], ...wish })
  }

  /** HR saves somebody: the directory has them, and Plumm's event is delivered. */
  async save(person: { id: string } & Partial<Person>, as: CompanyName = 'northwind'): Promise<Person> {
    const before = this.directory[as].get(person.id)
    const saved = PersonSchema.parse({ status: 'active', ...before, version: (before?.version ?? 0) + 1, ...person })
    this.directory[as].set(saved.id, saved)
    const response = await this.deliver([saved], { as })
    if (response.status !== 202) throw new Error(`The event was refused: ${response.status} ${await response.text()}`)
    return saved
  }

  async deliver(people: readonly unknown[], options: Delivery = {}): Promise<Response> {
    return this.app.request(`${BFF}/webhooks/plumm`, { method: 'POST', ...this.signed(people, options) })
  }

  /** An event as Plumm sends it, before it is sent. */
  signed(people: readonly unknown[], options: Delivery = {}): { headers: Record<string, string>; body: string } {
    this.#deliveries += 1
    return signedEvent(people, { id: `msg_${this.#deliveries}`, ...options })
  }

  /** Connects, previews and approves, as the panel does it. */
  async connect(as: CompanyName = 'northwind'): Promise<void> {
    await this.connectToPreview(as)
    await this.approve(as)
  }

  async connectToPreview(as: CompanyName = 'northwind'): Promise<Preview> {
    const company = companies[as]
    this.emulator.tenant(company.domain).grantConsent()
    const start = ConnectAttemptStart.parse(await (await this.call('POST', '/api/connection/attempts', { as })).json())
    const idToken = await this.emulator.idToken({ tenant: company.domain, user: company.admin, nonce: start.nonce })
    const signedIn = await this.call('POST', `/api/connection/attempts/${start.attemptId}/sign-in`, {
      as,
      body: { idToken },
    })
    const attempt = ConnectAttempt.parse(await signedIn.json())
    if (attempt.state !== 'connected') throw new Error(`Not connected: ${JSON.stringify(attempt)}`)
    return this.previewReady(as)
  }

  previewReady(as: CompanyName = 'northwind'): Promise<Preview> {
    return this.until(async () => {
      const response = await this.call('GET', '/api/connection/preview?limit=500', { as })
      if (!response.ok) return null
      const preview = Preview.parse(await response.json())
      if (preview.state === 'failed') throw new Error(`The preview failed: ${JSON.stringify(preview.failure)}`)
      return preview.state === 'ready' ? preview : null
    })
  }

  async approve(as: CompanyName = 'northwind'): Promise<void> {
    const preview = await this.previewReady(as)
    const response = await this.call('POST', '/api/connection/activate', { as, body: { previewId: preview.previewId } })
    if (!response.ok) throw new Error(`Not approved: ${await response.text()}`)
    await this.until(async () => {
      const connection = await this.connection(as)
      return 'progress' in connection && connection.progress === null ? connection : null
    })
  }

  async connection(as: CompanyName = 'northwind'): Promise<Connection> {
    return Connection.parse(await (await this.call('GET', '/api/connection', { as })).json())
  }

  async status(personId: string, as: CompanyName = 'northwind'): Promise<PersonStatusReport> {
    return PersonStatusReport.parse(await (await this.call('GET', `/api/people/${personId}/status`, { as })).json())
  }

  /** Waits until a person stands like this, for this version or a later look. */
  untilStatus(personId: string, status: SyncStatus, as: CompanyName = 'northwind'): Promise<PersonStatusReport> {
    return this.until(async () => {
      const report = await this.status(personId, as)
      return report.status === status ? report : null
    })
  }

  /** Waits until a version of a person has its outcome. */
  async untilVersion(personId: string, version: number, as: CompanyName = 'northwind'): Promise<void> {
    await this.until(async () => {
      const row = await inCompany(this.database.db, companies[as].id, (trx) =>
        trx.selectFrom('person').select('recorded_version').where('id', '=', personId).executeTakeFirst(),
      )
      return Number(row?.recorded_version ?? 0) >= version ? true : null
    })
  }

  /** Waits until a person's job has failed so many times. */
  async untilAttempts(personId: string, attempts: number, as: CompanyName = 'northwind'): Promise<void> {
    await this.until(async () => {
      const row = await inCompany(this.database.db, companies[as].id, (trx) =>
        trx.selectFrom('person').select('attempts').where('id', '=', personId).executeTakeFirst(),
      )
      return (row?.attempts ?? 0) >= attempts ? true : null
    })
  }

  untilJobs(queue: string, state: string): Promise<void> {
    return untilJobsAre(this.database.db, queue, state)
  }

  untilNoJobs(...queues: string[]): Promise<void> {
    return untilNoJobs(this.database.db, queues)
  }

  async audit(query = '', as: CompanyName = 'northwind'): Promise<AuditEntry[]> {
    const page = AuditPage.parse(await (await this.call('GET', `/api/audit?limit=200${query}`, { as })).json())
    return page.entries.toReversed()
  }

  /** All of the audit log, oldest first, intents included. */
  async wholeAudit(as: CompanyName = 'northwind'): Promise<AuditEntry[]> {
    const response = await this.call('GET', '/api/audit/export?format=ndjson', { as })
    const lines = (await response.text()).trim().split('\n').slice(1, -1)
    return lines.map((line) => AuditEntry.parse(JSON.parse(line)))
  }

  /** Open questions. */
  async holds(as: CompanyName = 'northwind'): Promise<Hold[]> {
    return Holds.parse(await (await this.call('GET', '/api/holds', { as })).json()).holds
  }

  /** Answers the one open question. */
  async answer(choice: HoldChoice, as: CompanyName = 'northwind'): Promise<void> {
    const [hold, ...others] = await this.holds(as)
    if (!hold || others.length > 0) throw new Error(`There are ${others.length + (hold ? 1 : 0)} open questions.`)
    const response = await this.call('POST', `/api/holds/${hold.id}/answer`, { as, body: { choice } })
    if (!response.ok) throw new Error(`Not answered: ${await response.text()}`)
  }

  /** The account of a person, as Entra has it. */
  account(signInName: string, as: CompanyName = 'northwind') {
    return this.emulator.tenant(companies[as].domain).user(signInName)
  }

  /** Looks again at everything that is committed, until `look` answers. No time passes. */
  async until<T>(look: () => Promise<T | null>): Promise<T> {
    for (;;) {
      const { promise: changed, resolve } = Promise.withResolvers<void>()
      this.#waiters.add(resolve)
      try {
        const found = await look()
        if (found !== null) return found
        await changed
      } finally {
        this.#waiters.delete(resolve)
      }
    }
  }

  /** Moves time on for everyone: pg-boss, the BFF, the emulator. */
  advance(ms: number): Promise<void> {
    return this.clock.tick(ms)
  }

  /** Lets time pass, a few seconds at a time, until `look` answers: for what comes by itself, sooner or later. */
  async advanceUntil<T>(look: () => Promise<T | null>): Promise<T> {
    for (let step = 0; step < 100; step += 1) {
      const found = await look()
      if (found !== null) return found
      await this.sleep(5_000)
    }
    throw new Error('Eight minutes have passed, and it has not come.')
  }

  /** The machine sleeps for hours: what came due meanwhile happens once, now. Far cheaper than living through them. */
  async sleep(ms: number): Promise<void> {
    await this.clock.setTime(this.clock.now() + ms)
    await this.clock.tick(0)
  }

  async #fetch(input: Request | URL | string, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    await this.onFetch?.(request.clone())
    const url = new URL(request.url)
    if (url.origin === PLUMM) return this.#plumm(request, url)
    this.hosts.add(url.host)
    return this.emulator.fetch(request)
  }

  #plumm(request: Request, url: URL): Response {
    if (url.pathname === '/jwks') return Response.json(this.#sessions.jwks)
    const company = Object.values(companies).find(({ id }) => url.pathname === `/api/companies/${id}/people`)
    if (!company || request.headers.get('authorization') !== `Bearer ${this.#config.plumm.apiToken.reveal()}`)
      return new Response(null, { status: 404 })
    if (this.isDirectoryDown) return new Response(null, { status: 503 })
    const people = [...this.directory[company.id].values()]
    return Response.json({ people, nextCursor: null })
  }
}
