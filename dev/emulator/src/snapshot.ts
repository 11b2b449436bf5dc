import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { AppCredentials } from './login/credentials.ts'
import type { StoredKey } from './login/signing-keys.ts'
import type { TenantState } from './seed.ts'
import type { World } from './world.ts'
import { tenantState } from './seed.ts'

/** Everything that outlives a restart. */
export interface Snapshot {
  version: 1
  keys: StoredKey[]
  redirectUris: string[]
  /** Absent in files from before the app could have more than one. */
  credentials?: AppCredentials
  requiredRoles?: string[]
  tenants: TenantState[]
}

const SAVE_AFTER_MS = 300

/** @returns undefined when there is no file yet */
export async function loadSnapshot(file: string): Promise<Snapshot | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const snapshot: Snapshot = JSON.parse(text)
  if (snapshot.version !== 1) throw new Error(`${file} was written by another version of the emulator: delete it.`)
  return snapshot
}

export interface Saver {
  /** Saves soon. */
  touch: () => void
  /** Saves now, if anything changed. */
  flush: () => Promise<void>
}

/** Writes the world to a file, a moment after the last change and whole or not at all. */
export function createSaver(file: string | undefined, world: () => World): Saver {
  if (file === undefined) return { touch: () => {}, flush: async () => {} }
  let timer: NodeJS.Timeout | undefined
  let isDirty = false
  let writing = Promise.resolve()

  async function save(): Promise<void> {
    if (!isDirty || file === undefined) return
    isDirty = false
    const { keys, app, tenants } = world()
    const snapshot: Snapshot = {
      version: 1,
      keys: await keys.export(),
      redirectUris: app.redirectUris,
      credentials: app.credentials,
      requiredRoles: app.requiredRoles,
      tenants: [...tenants.values()].map(tenantState),
    }
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, JSON.stringify(snapshot), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(save, save)
    return writing
  }
  return {
    flush,
    touch() {
      isDirty = true
      timer ??= setTimeout(() => {
        timer = undefined
        flush().catch((error: unknown) => console.error('The emulator could not save its world.', error))
      }, SAVE_AFTER_MS).unref()
    },
  }
}
