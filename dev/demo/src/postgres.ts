import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { importEmbeddedPostgres } from '@plumm/dev-postgres'
import { freePort } from './loopback.ts'

export interface Postgres {
  /** For `DATABASE_URL`. */
  url: string
  stop: () => Promise<void>
}

/** A real PostgreSQL from npm on a free loopback port, with its data in `folder`; made on first use. */
export async function startPostgres(folder: string): Promise<Postgres> {
  const port = await freePort()
  const EmbeddedPostgres = await importEmbeddedPostgres()
  const log: string[] = []
  const postgres = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    // PostgreSQL refuses to run as root, which containers are.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8'],
    postgresFlags: ['-h', '127.0.0.1'],
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  })
  try {
    if (!existsSync(join(folder, 'PG_VERSION'))) await postgres.initialise()
    await postgres.start()
    await postgres.createDatabase('plumm').catch((error: unknown) => {
      // A restart finds the database it made before.
      if (!/already exists/.test(String(error))) throw error
    })
  } catch (cause) {
    await postgres.stop()
    throw new Error(`PostgreSQL did not start:\n${log.slice(-20).join('\n')}`, { cause })
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/plumm`,
    stop: () => postgres.stop(),
  }
}
