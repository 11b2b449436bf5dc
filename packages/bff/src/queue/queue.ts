import { sql } from 'kysely'
import { type Clock, type Job, PgBoss, fromKysely, systemClock } from 'pg-boss'
import type { Database } from '../db/database.ts'
import { COMPANY_ROLE } from '../db/migrations/0001-foundations.ts'
import { inParts } from '../db/in-parts.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import { type Dispatcher, createDispatcher } from './dispatcher.ts'

/** One person to bring into step. It carries the key and nothing else: the newest state is read when it runs. */
export interface PersonJob {
  companyId: string
  personId: string
}
/** Work on a whole company: plan a preview, look for drift, make a full pass. */
export interface CompanyJob {
  companyId: string
}

export const queueNames = ['sync-person', 'preview', 'drift', 'full-pass'] as const
export type QueueName = (typeof queueNames)[number]

/**
 * People's own changes go before sweeps, and whoever has to be locked out goes first of all. `wave`: everyone at once,
 * which an administrator waits for, and which a change made meanwhile must not wait for.
 */
export const priorities = { suspend: 20, change: 10, wave: 5, sweep: 0 } as const
export type Priority = keyof typeof priorities

/** A person's job in a worker's hands. */
export interface HeldPersonJob extends PersonJob {
  priority: Priority
}

/** What the rest of the BFF knows of the queue. Every send is part of the caller's transaction. */
export interface Queue {
  /** Owes each person a look. One job waits per person however often this is called. */
  sendPeople(
    trx: CompanyTrx,
    companyId: string,
    personIds: readonly string[],
    options: { priority: Priority; at?: Date },
  ): Promise<void>
  /** Lets the company's waves and sweeps wait until then: Graph would refuse them now. */
  postponeSweeps(trx: CompanyTrx, companyId: string, until: Date): Promise<void>
  sendCompany(trx: CompanyTrx, queue: Exclude<QueueName, 'sync-person'>, companyId: string, at?: Date): Promise<void>
  /** Removes what waits for a company; what runs is fenced by the connection's generation. */
  cancelCompany(trx: CompanyTrx, companyId: string): Promise<void>
  /**
   * Removes a person's job, finished ones too; false, and nothing removed, where one is being worked on. The queue's
   * tables need not be there: a command may come before the first start.
   */
  removePerson(trx: CompanyTrx, companyId: string, personId: string): Promise<boolean>
}

export interface QueueHandlers {
  person(job: HeldPersonJob): Promise<void>
  preview(job: CompanyJob): Promise<void>
  drift(job: CompanyJob): Promise<void>
  fullPass(job: CompanyJob): Promise<void>
  /** Every minute: people whose time has come, or whose job was lost. */
  sweep(): Promise<void>
  /** FULL_PASS_CRON: a full pass of every active company. */
  nightly(): Promise<void>
  /** Every hour: where each audit log ends is written down elsewhere. */
  anchor(): Promise<void>
  /** Once a day: audit entries that need not be kept any longer. */
  retention(): Promise<void>
}

/** What runs by the clock, on one replica each time. */
type CronName = 'sweep' | 'nightly' | 'anchor' | 'retention'

export interface RunningQueue extends Queue {
  start(handlers: QueueHandlers): Promise<void>
  /** Lets running jobs finish, and hands back those that do not; a killed process's are taken up when their heartbeat stops. */
  stop(): Promise<void>
}

/**
 * pg-boss set for real time and crash safety. Its defaults (design §3, Known facts) would let a one-second retry wait
 * for a 30 s poll and a killed worker's job for 15 minutes.
 */
const QUEUE_OPTIONS = {
  retryLimit: 30,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 120,
  heartbeatSeconds: 10,
  retentionSeconds: 14 * 86_400,
  deleteAfterSeconds: 3_600,
  notify: true,
} as const
/** On this channel replicas hear of people's jobs as soon as they are committed. */
const JOBS_CHANNEL = 'plumm_entra_jobs'
/** People looked at side by side by one replica; a few places are for urgent ones only. Most of the time they wait for Graph. */
const PLACES = 56
const URGENT_PLACES = 8
const POLLING = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1, heartbeatRefreshSeconds: 3 } as const
/** Longer than most jobs take, shorter than an orchestrator waits before it kills. */
const SHUTDOWN_MS = 10_000
const SCHEMA = 'pgboss'
const JOBS = sql.raw(`${SCHEMA}.job`)
/** The queue's own idea of now, which a test clock moves. */
const JOB_NOW = sql.raw(`${SCHEMA}.job_now()`)

export function createQueue(options: {
  database: Database
  onError: (error: unknown) => void
  fullPassCron: string
  clock?: Clock
  /** How long `stop` waits for running jobs. */
  shutdownMs?: number
}): RunningQueue {
  const { database } = options
  let dispatcher: Dispatcher | null = null
  let stopListening: () => Promise<void> = async () => {}
  const boss = new PgBoss({
    ...(database.boss.backend === 'pglite'
      ? { backend: 'pglite', db: database.boss.db }
      : { connectionString: database.boss.connectionString, max: 10 }),
    schema: SCHEMA,
    useListenNotify: true,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 5,
    cronMonitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 1,
    ...(options.clock ? { clock: options.clock } : {}),
  })
  boss.on('error', options.onError)

  const key = (companyId: string, personId?: string) =>
    personId === undefined ? companyId : `${companyId}/${personId}`

  /** A waiting job may be a retry that sleeps, or a sweep's: the newer wish must not wait for either. */
  async function hurryWaiting(
    trx: CompanyTrx,
    queue: QueueName,
    keys: readonly string[],
    priority: number,
    at?: Date,
  ): Promise<void> {
    const start = at ? sql`${at}::timestamptz` : JOB_NOW
    await sql`update ${JOBS}
      set start_after = least(start_after, ${start}), priority = greatest(priority, ${priority}::int)
      where name = ${queue} and state in ('created', 'retry') and singleton_key in (${sql.join(keys)})
        and (start_after > ${start} or priority < ${priority}::int)`.execute(trx)
  }

  return {
    async sendPeople(trx, companyId, personIds, { priority, at }) {
      for (const ids of inParts(personIds)) {
        // A job that waits already is left as it is: it will read the newest person.
        const sent = await boss.insert(
          'sync-person',
          ids.map((personId) => ({
            data: { companyId, personId } satisfies PersonJob,
            singletonKey: key(companyId, personId),
            priority: priorities[priority],
            group: { id: companyId },
            ...(at ? { startAfter: at } : {}),
          })),
          { db: fromKysely(trx), returnId: true },
        )
        // A sweep's wish is no reason to wake a retry that sleeps; a wish for a certain time is, by then.
        if ((at !== undefined || priority !== 'sweep') && sent?.length !== ids.length) {
          const keys = ids.map((personId) => key(companyId, personId))
          await hurryWaiting(trx, 'sync-person', keys, priorities[priority], at)
        }
      }
      if (at === undefined && personIds.length > 0) await sql`select pg_notify(${JOBS_CHANNEL}, '')`.execute(trx)
    },
    async postponeSweeps(trx, companyId, until) {
      await sql`update ${JOBS} set start_after = ${until}
        where name = 'sync-person' and state in ('created', 'retry') and group_id = ${companyId}
          and priority < ${priorities.change}::int and start_after < ${until}`.execute(trx)
    },
    async sendCompany(trx, queue, companyId, at) {
      const singletonKey = key(companyId)
      const sent = await boss.send(queue, { companyId } satisfies CompanyJob, {
        singletonKey,
        db: fromKysely(trx),
        ...(at ? { startAfter: at } : {}),
      })
      if (sent === null && at === undefined) await hurryWaiting(trx, queue, [singletonKey], 0)
    },
    async cancelCompany(trx, companyId) {
      await sql`delete from ${JOBS}
        where state in ('created', 'retry') and name in (${sql.join(queueNames)})
          and (singleton_key = ${companyId} or starts_with(singleton_key, ${`${companyId}/`}))`.execute(trx)
    },
    async removePerson(trx, companyId, personId) {
      const { rows } = await sql<{
        isThere: boolean
      }>`select to_regclass('pgboss.job') is not null as "isThere"`.execute(trx)
      if (!rows[0]?.isThere) return true
      const singletonKey = key(companyId, personId)
      const mine = sql`name = 'sync-person' and singleton_key = ${singletonKey}`
      const { rows: active } = await sql`select 1 from ${JOBS} where ${mine} and state = 'active'`.execute(trx)
      if (active.length > 0) return false
      await sql`delete from ${JOBS} where ${mine}`.execute(trx)
      return true
    },
    async start(handlers) {
      await boss.start()
      for (const name of queueNames) {
        const queueOptions = { ...QUEUE_OPTIONS, notify: name !== 'sync-person' }
        await boss.createQueue(name, { ...queueOptions, policy: 'stately' })
        await boss.updateQueue(name, queueOptions)
      }
      const crons: readonly (readonly [CronName, string])[] = [
        ['sweep', '* * * * *'],
        ['nightly', options.fullPassCron],
        ['anchor', '7 * * * *'],
        ['retention', '41 3 * * *'],
      ]
      for (const [name] of crons) await boss.createQueue(name, { ...QUEUE_OPTIONS, policy: 'exclusive', notify: false })
      await grantToCompanies()
      const people = dispatchPeople(handlers)
      dispatcher = people
      stopListening = await database.listen(JOBS_CHANNEL, people.wake)
      for (let worker = 0; worker < 2; worker += 1) {
        await work<CompanyJob>('preview', handlers.preview)
        await work<CompanyJob>('drift', handlers.drift)
      }
      await work<CompanyJob>('full-pass', handlers.fullPass)
      for (const [name, cron] of crons) {
        await work(name, () => handlers[name]())
        await boss.schedule(name, cron, {})
      }
    },
    async stop() {
      const shutdownMs = options.shutdownMs ?? SHUTDOWN_MS
      await stopListening()
      await dispatcher?.stop(shutdownMs)
      await boss.stop({ graceful: true, timeout: shutdownMs, close: true })
    },
  }

  function dispatchPeople(handlers: QueueHandlers): Dispatcher {
    const name = 'sync-person'
    return createDispatcher<PersonJob>({
      jobs: {
        fetch: (wish) => boss.fetch<PersonJob>(name, { ...wish, includeMetadata: true }),
        complete: (done) => boss.complete(name, [...done]),
        fail: (job, error) => boss.fail(name, job, { error: error instanceof Error ? error.message : String(error) }),
        touch: (held) => boss.touch(name, [...held]),
      },
      handle: ({ data, priority }) => handlers.person({ ...data, priority: nameOf(priority) }),
      groupOf: ({ companyId }) => companyId,
      places: PLACES,
      urgentPlaces: URGENT_PLACES,
      urgentPriority: priorities.change,
      pollMs: 1_000,
      touchMs: 3_000,
      clock: options.clock ?? systemClock,
      onError: options.onError,
    })
  }

  /** One worker, one job at a time; when it is done it looks for the next at once, and not at its next poll. */
  async function work<T>(name: string, handle: (job: T) => Promise<void>): Promise<void> {
    const id = await boss.work<T>(name, POLLING, async (jobs: Job<T>[]) => {
      try {
        for (const job of jobs) await handle(job.data)
      } catch (error) {
        // pg-boss keeps it with the job and tries again; nobody would read it there.
        options.onError(error)
        throw error
      } finally {
        boss.notifyWorker(id)
      }
    })
  }

  /** A company's transaction sends jobs, so its role may use pg-boss's tables; a job holds ids only (ADR 0001). */
  async function grantToCompanies(): Promise<void> {
    for (const statement of [
      `grant usage on schema ${SCHEMA} to ${COMPANY_ROLE}`,
      `grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${COMPANY_ROLE}`,
      `grant execute on all functions in schema ${SCHEMA} to ${COMPANY_ROLE}`,
      `grant usage on all sequences in schema ${SCHEMA} to ${COMPANY_ROLE}`,
    ]) {
      await sql.raw(statement).execute(database.db)
    }
  }
}

function nameOf(priority: number): Priority {
  if (priority >= priorities.suspend) return 'suspend'
  if (priority >= priorities.change) return 'change'
  return priority >= priorities.wave ? 'wave' : 'sweep'
}
