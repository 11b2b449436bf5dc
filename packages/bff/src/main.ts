import { readFile } from 'node:fs/promises'
import { setDefaultCACertificates, getCACertificates } from 'node:tls'
import { serve } from '@hono/node-server'
import { compose } from './compose.ts'
import { type Config, readConfigFromProcess } from './config.ts'
import { runCommand } from './commands.ts'
import { verifyFileAt } from './maintenance.ts'
import { type Database, openPglite, openPostgres } from './db/database.ts'
import { FolderInUseError } from './db/folder-lock.ts'
import { createLog } from './log.ts'

/** sysexits.h: the configuration is wrong, and starting again will not help. */
const EX_CONFIG = 78
const EX_UNAVAILABLE = 69
/** How long a caller may take to say what it wants, in milliseconds: whoever drips holds a socket and nothing else. */
const PATIENCE = { headersTimeout: 15_000, requestTimeout: 30_000 }

const [command, ...rest] = process.argv.slice(2)
// For whoever was handed a file, wherever they are: no setting and no database is needed.
if (command === 'audit' && rest[0] === 'verify-file')
  process.exit(await verifyFileAt(rest[1], rest[2], (line) => process.stdout.write(`${line}\n`)))

const read = readConfigFromProcess()
if (!read.ok) {
  process.stderr.write(
    `The BFF cannot start. ${read.problems.length === 1 ? 'One setting is' : `${read.problems.length} settings are`} wrong:\n`,
  )
  for (const problem of read.problems) process.stderr.write(`  - ${problem}\n`)
  process.exit(EX_CONFIG)
}
const { config } = read
if (config.extraCaFile !== null) {
  setDefaultCACertificates([...getCACertificates('default'), await readFile(config.extraCaFile, 'utf8')])
}

if (command !== undefined) {
  process.exitCode = await runCommand(command, rest, config, openDatabase)
} else {
  await run(config)
}

async function run(settings: Config): Promise<void> {
  const log = createLog(settings.logLevel)
  const database = await openOrExplain(settings)
  const bff = await compose(settings, database, log, {
    fetch: globalThis.fetch,
    now: () => new Date(),
    random: Math.random,
  })
  await bff.start()
  const server = serve({ fetch: bff.app.fetch, port: settings.port, serverOptions: PATIENCE }, ({ port }) => {
    log.info({ port, publicUrl: settings.publicUrl, database: database.kind }, 'listening')
  })
  server.on('error', (error) => {
    process.stderr.write(`Port ${settings.port} cannot be used: ${error.message}. Set PORT to a free one.\n`)
    process.exit(EX_UNAVAILABLE)
  })
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    log.info('stopping: running jobs finish or are handed back')
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
    await bff.stop()
    await database.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
}

async function openOrExplain(settings: Config): Promise<Database> {
  try {
    return await openDatabase(settings)
  } catch (error) {
    const message =
      error instanceof FolderInUseError
        ? error.message
        : `The database cannot be used. ${error instanceof Error ? error.message : String(error)}`
    process.stderr.write(`${message}\n`)
    return process.exit(EX_UNAVAILABLE)
  }
}

function openDatabase({ database }: Config): Promise<Database> {
  return database.kind === 'pglite'
    ? openPglite({ folder: database.folder, onLost: () => stopWithoutFolder(database.folder) })
    : openPostgres({ url: database.url.reveal(), migrationUrl: database.migrationUrl.reveal() })
}

/** Carrying on would write into a folder that somebody else has, or that is gone. */
function stopWithoutFolder(folder: string): never {
  process.stderr.write(
    `The data folder ${folder} was removed or taken by another process while the BFF was using it. Start again.\n`,
  )
  process.exit(EX_UNAVAILABLE)
}
