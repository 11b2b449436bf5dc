import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { AppCredentials } from './login/credentials.ts'
import type { StoredKey } from './login/signing-keys.ts'
import type { Subscription } from './subscriptions/subscription.ts'
import type { TenantState } from './seed.ts'
import { type Json, isObject, parseJson } from './json.ts'
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
  /** Absent in files from before there were any. */
  subscriptions?: Subscription[]
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
  try {
    return parseSnapshot(text)
  } catch (error) {
    throw new Error(`${file} cannot be read: delete it, or mend it. ${error instanceof Error ? error.message : ''}`)
  }
}

/**
 * Checks the outline, not every property: whoever writes such a file by hand is told what is missing.
 *
 * @throws Error with a sentence about what is wrong
 */
export function parseSnapshot(text: string): Snapshot {
  const value = parseJson(text)
  if (!isObject(value)) throw new Error('A state is a JSON object.')
  if (value.version !== 1) throw new Error('The state was written by another version of the emulator.')
  for (const name of ['keys', 'redirectUris', 'tenants'])
    if (!Array.isArray(value[name])) throw new Error(`The state needs “${name}”, a list.`)
  if (value.subscriptions !== undefined && !Array.isArray(value.subscriptions))
    throw new Error('“subscriptions” of the state is a list.')
  for (const tenant of Array.isArray(value.tenants) ? value.tenants : []) checkTenant(tenant)
  const snapshot: Snapshot = JSON.parse(text)
  return snapshot
}

function checkTenant(tenant: Json): void {
  const { id, name, domains, directory } = isObject(tenant) ? tenant : {}
  if (typeof id !== 'string' || typeof name !== 'string' || !Array.isArray(domains) || !isObject(directory))
    throw new Error('A tenant of the state needs an id, a name, domains and a directory.')
  const { users, journal, lastSeq } = directory
  if (!Array.isArray(users) || !Array.isArray(journal) || typeof lastSeq !== 'number')
    throw new Error(`The directory of ${name} needs users, a journal and its lastSeq.`)
  for (const user of users) {
    const { versions, roles } = isObject(user) ? user : {}
    const newest = Array.isArray(versions) ? versions.at(-1) : undefined
    const properties = isObject(newest) ? newest.user : undefined
    if (!Array.isArray(roles) || !isObject(properties) || typeof properties.userPrincipalName !== 'string')
      throw new Error(`A user of ${name} needs roles, and versions with their properties.`)
  }
}

/** Everything as it stands, apart from what goes on living. */
export async function takeSnapshot({ keys, app, tenants, subscriptions, now }: World): Promise<Snapshot> {
  return {
    version: 1,
    keys: await keys.export(),
    redirectUris: app.redirectUris,
    credentials: app.credentials,
    requiredRoles: app.requiredRoles,
    tenants: [...tenants.values()].map(tenantState),
    subscriptions: subscriptions.live(now()),
  }
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
    const snapshot = await takeSnapshot(world())
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
