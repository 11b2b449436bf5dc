import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openPostgres } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'
import { TEMPLATE } from './template.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's URL of a PostgreSQL that lives as long as this run. Tests make their own databases in it. */
    postgresUrl: string
    /** A file with a migrated PGlite; loading it takes a second, migrating five. */
    pgliteDump: string
  }
}

/** Vitest global setup: PostgreSQL with a migrated template database, and a dump of a migrated PGlite. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop: stopPostgres } = await startPostgres()
  project.provide('postgresUrl', url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const template = await openPostgres({ url: url.replace(/\/postgres$/, `/${TEMPLATE}`) })
  await template.close()

  const folder = await mkdtemp(join(tmpdir(), 'plumm-dump-'))
  const pglite = await PGlite.create()
  await migrate(new Kysely<never>({ dialect: new PGliteDialect({ pglite }) }))
  const dump = await pglite.dumpDataDir('none')
  await pglite.close()
  const file = join(folder, 'migrated.tar')
  await writeFile(file, Buffer.from(await dump.arrayBuffer()))
  project.provide('pgliteDump', file)
  return async () => {
    await rm(folder, { recursive: true, force: true })
    await stopPostgres()
  }
}
