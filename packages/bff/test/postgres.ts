import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importEmbeddedPostgres } from '@plumm/dev-postgres'

const stopSignals: readonly NodeJS.Signals[] = ['SIGHUP', 'SIGINT', 'SIGTERM']

/** One real PostgreSQL for the whole run, on a free loopback port, gone afterwards. `isDurable`: commits reach the disk. */
export async function startPostgres({ isDurable = false } = {}): Promise<{ url: string; stop: () => Promise<void> }> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'plumm-postgres-'))
  const port = await freePort()
  const EmbeddedPostgres = await importEmbeddedPostgres()
  const log: string[] = []
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // PostgreSQL refuses to run as root, which CI machines and containers are.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    // A crash of the machine loses only a test's data, so the tests need not wait for the disk.
    postgresFlags: [
      ...(isDurable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']),
      '-c',
      'max_connections=200',
      '-h',
      '127.0.0.1',
    ],
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  })
  const removeAll = () => removeServer(databaseDir)
  // A signal that nobody handles ends Node without an 'exit' event.
  const onSignal = () => process.exit(1)
  process.once('exit', removeAll)
  for (const signal of stopSignals) process.once(signal, onSignal)
  const stop = async () => {
    await postgres.stop()
    process.off('exit', removeAll)
    for (const signal of stopSignals) process.off(signal, onSignal)
    await rm(databaseDir, { recursive: true, force: true })
  }
  try {
    await postgres.initialise()
    await postgres.start()
  } catch (cause) {
    await stop()
    throw new Error(`PostgreSQL did not start:\n${log.slice(-20).join('\n')}`, { cause })
  }
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop }
}

/** For an interrupted run, which never reaches the teardown. PostgreSQL writes its process id into its folder. */
function removeServer(databaseDir: string): void {
  try {
    const [pid] = readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
  } catch {
    // It is not running, or ended together with us.
  }
  rmSync(databaseDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
