import { readFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openPglite, openPostgres } from '../src/db/database.ts'
import { TEMPLATE } from './template.ts'

/** The two databases every store and flow is tested on. */
export const databaseKinds = ['pglite', 'postgres'] as const
export type DatabaseKind = (typeof databaseKinds)[number]

/** A fresh, migrated database of its own for one test file or world. */
export async function openTestDatabase(kind: DatabaseKind): Promise<Database> {
  if (kind === 'pglite') return openPglite({ dump: new Blob([await readFile(inject('pgliteDump'))]) })
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = inject('postgresUrl')
  await runOnServer(server, `create database ${name} template ${TEMPLATE}`)
  // Our own sessions read pg-boss's test clock too: a job sent in our transaction is due by the same time.
  const url = `${server.replace(/\/postgres$/, `/${name}`)}?options=${encodeURIComponent('-c pgboss.test_clock=on')}`
  const database = await openPostgres({ url, poolSize: 10 })
  return {
    ...database,
    async close() {
      await database.close()
      await dropDatabase(server, name)
    },
  }
}

/** The same database over connections of its own, as another process has it. PGlite has one process only. */
export function openAgain(database: Database): Promise<Database> {
  if (database.boss.backend !== 'postgres') throw new TypeError('Nobody else can open an embedded database.')
  return openPostgres({ url: database.boss.connectionString, poolSize: 5 })
}

/** How often it is asked whether connections that are being closed are gone; far longer than that takes. */
const LOOKS = 200

/**
 * Cut off while it is being closed, a connection would be an error that nobody listens for any more; so those get a
 * moment. What somebody left open is cut off after that.
 */
async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, async (client) => {
    for (let look = 0; look < LOOKS; look += 1) {
      const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [name])
      if (rowCount === 0) break
    }
    await client.query(`drop database if exists ${name} with (force)`)
  })
}

const runOnServer = (server: string, statement: string) => onServer(server, (client) => client.query(statement))

async function onServer(connectionString: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
