import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { migrate } from './migrate.ts'
import { describeSchema } from './describe-schema.ts'

/**
 * `node packages/bff/src/db/dump.ts` writes schema.sql, so that a migration's net effect shows in the diff; with
 * `--check` it compares, and ends with 1 when the file is old.
 */
const schemaFile = fileURLToPath(new URL('schema.sql', import.meta.url))

async function dumpSchema(): Promise<string> {
  const pglite = await PGlite.create()
  try {
    await migrate(new Kysely<never>({ dialect: new PGliteDialect({ pglite }) }))
    return await describeSchema(async (query) => (await pglite.query<Record<string, unknown>>(query)).rows)
  } finally {
    await pglite.close()
  }
}

const schema = await dumpSchema()
if (process.argv.includes('--check')) {
  if (schema !== (await readFile(schemaFile, 'utf8'))) {
    process.stderr.write('schema.sql is not what the migrations make. Run: node packages/bff/src/db/dump.ts\n')
    process.exitCode = 1
  }
} else await writeFile(schemaFile, schema)
