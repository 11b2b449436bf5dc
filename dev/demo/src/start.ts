import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BffEnded } from './bff-process.ts'
import { type Demo, startDemo } from './demo.ts'
import { FolderTaken } from './folder-claim.ts'
import { PortTaken } from './loopback.ts'
import { type Postgres, startPostgres } from './postgres.ts'

const { values } = parseArgs({
  // pnpm hands a lone `--` on to us.
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    port: { type: 'string', default: process.env.PORT ?? '8443' },
    fresh: { type: 'boolean', default: false },
    database: { type: 'string', default: 'pglite' },
    folder: { type: 'string', default: join(import.meta.dirname, '../../../.data') },
  },
})

const { folder } = values

let starting: Promise<Demo> | undefined
let demo: Demo | undefined
let postgres: Postgres | undefined
const stopping = new AbortController()

async function stop(exitCode: number): Promise<void> {
  if (stopping.signal.aborted) return
  stopping.abort()
  await starting?.catch(() => undefined)
  await demo?.stop()
  await postgres?.stop()
  process.exit(exitCode)
}

async function start(): Promise<void> {
  const began = performance.now()
  console.log('Starting Plumm (stand-in), Entra (emulator) and the sync between them …')
  if (values.fresh) await rm(folder, { recursive: true, force: true })
  if (values.database === 'postgres') postgres = await startPostgres(join(folder, 'postgres'))
  starting = startDemo({
    port: Number(values.port),
    folder,
    databaseUrl: postgres?.url,
    signal: stopping.signal,
  })
  demo = await starting
  console.log(welcome(demo.url, (performance.now() - began) / 1000))
  await demo.ended
}

function welcome(url: string, seconds: number): string {
  return `
  Ready after ${seconds.toFixed(1)} s.   Open   ${url}
  (Your browser warns once: the certificate was made on this machine. Choose “proceed”.)

  Try this
    1. Company App > Microsoft Entra ID > Connect; sign in as admin@contoso.com
    2. Look at the preview, approve it, and watch the badges on My People
    3. Open somebody's profile, change the job title, save: Entra has it a moment later
    4. The other side: ${url}/_emulator/ is Entra's admin; change a job title there and see it put back
    5. Offboard somebody: suspended in Entra and signed out everywhere
    6. My People: select several, More actions: deactivate them, now or on a day to come, and cancel it
  Ctrl+C stops everything; the next start goes on where you left. Start afresh: pnpm start --fresh
`
}

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
process.on('SIGHUP', () => void stop(0))
try {
  await start()
} catch (error) {
  if (!stopping.signal.aborted) {
    const isExpected = error instanceof FolderTaken || error instanceof PortTaken || error instanceof BffEnded
    console.error(isExpected ? `\n${error.message}` : error)
    await stop(1)
  }
}
