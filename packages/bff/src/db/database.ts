import { mkdir } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { type Db as BossDb, fromPglite } from 'pg-boss'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'
import type { Db } from './tenancy.ts'

/** Where our data is, and the few things that differ between the two ways to run PostgreSQL. */
export interface Database {
  db: Db
  kind: 'pglite' | 'postgres'
  /** How pg-boss reaches the same database: through the embedded instance, or with a pool of its own. */
  boss: { backend: 'pglite'; db: BossDb } | { backend: 'postgres'; connectionString: string }
  /** Listens for NOTIFY on a channel until the returned function is called. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  /** Whether it answers, over the connections that the work itself uses. */
  isReachable(): Promise<boolean>
  close(): Promise<void>
}

/**
 * Opens PGlite in a folder (or from a dump, for tests) and migrates it.
 * @throws FolderInUseError when another process has the folder: PGlite itself would open it a second time without a word.
 */
export async function openPglite(options: { folder: string; onLost?: () => void } | { dump: Blob }): Promise<Database> {
  let unlock = async () => {}
  if ('folder' in options) {
    await mkdir(options.folder, { recursive: true })
    unlock = await lockFolder(options.folder, options.onLost ? { onLost: options.onLost } : {})
  }
  const pglite =
    'folder' in options
      ? await PGlite.create(`${options.folder}/pglite`)
      : await PGlite.create({ loadDataDir: options.dump })
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  if ('folder' in options) await migrate(db as unknown as Kysely<never>)
  return {
    db,
    kind: 'pglite',
    boss: { backend: 'pglite', db: fromPglite(pglite) },
    async listen(channel, onPayload) {
      return pglite.listen(channel, onPayload)
    },
    isReachable: () => answers(db),
    async close() {
      await pglite.close()
      await unlock()
    },
  }
}

/**
 * In milliseconds. A replica that is frozen in the middle of a transaction holds its locks no longer than this, and a
 * statement that hangs ends; ours take milliseconds.
 */
const PATIENCE = {
  statement_timeout: 60_000,
  idle_in_transaction_session_timeout: 30_000,
  connectionTimeoutMillis: 15_000,
}

/** Opens a PostgreSQL server; `migrationUrl` is used for migrations only and may have more rights. */
export async function openPostgres(options: {
  url: string
  migrationUrl?: string
  poolSize?: number
}): Promise<Database> {
  const forMigration = new Kysely<never>({
    dialect: new PostgresDialect({
      pool: new pg.Pool({ connectionString: options.migrationUrl ?? options.url, max: 2 }),
    }),
  })
  try {
    await migrate(forMigration)
  } finally {
    await forMigration.destroy()
  }
  const pool = new pg.Pool({ connectionString: options.url, max: options.poolSize ?? 20, ...PATIENCE })
  // A dropped idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    kind: 'postgres',
    boss: { backend: 'postgres', connectionString: withoutWaitingForDisk(options.url) },
    listen: (channel, onPayload) => listenOnPostgres(options.url, channel, onPayload),
    isReachable: () => answers(db),
    close: () => db.destroy(),
  }
}

/**
 * What pg-boss commits by itself (a job fetched, done, failed) is made up for by looking again; what must not be lost,
 * the sending of a job, commits with our own transactions. So its commits need not wait for the disk.
 */
function withoutWaitingForDisk(url: string): string {
  const parsed = new URL(url)
  const options = parsed.searchParams.get('options')
  parsed.searchParams.set('options', `${options ?? ''} -c synchronous_commit=off`.trim())
  return parsed.href
}

async function answers(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    return false
  }
}

const RECONNECT_MS = 1_000

/** A connection of its own for LISTEN, opened again whenever it is lost. */
async function listenOnPostgres(
  connectionString: string,
  channel: string,
  onPayload: (payload: string) => void,
): Promise<() => Promise<void>> {
  let isClosed = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const open = async () => {
    const next = new pg.Client({ connectionString })
    next.on('error', () => {})
    next.on('notification', (message) => onPayload(message.payload ?? ''))
    next.on('end', () => {
      if (!isClosed) timer = setTimeout(() => void open().catch(() => next.emit('end')), RECONNECT_MS)
    })
    await next.connect()
    await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    client = next
  }
  await open()
  return async () => {
    isClosed = true
    clearTimeout(timer)
    await client?.end()
  }
}
