import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { findLogs } from './audit/logs.ts'
import { verifyFile } from './audit/verify-file.ts'
import { verifyAudit } from './audit/verify.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { Db } from './db/tenancy.ts'
import { HttpProblem } from './http/problem.ts'
import { createQueue } from './queue/queue.ts'
import { erasePerson } from './sync/erase.ts'
import { readKeyUse, rotateKeys } from './tokens/rotate.ts'
import { type VaultKey, createVault } from './tokens/vault.ts'

export type Say = (line: string) => void

/** sysexits.h */
const EX_USAGE = 64
const EX_NOINPUT = 66

/** `audit verify`: every company's log, as the database has it. */
export async function verifyAll(db: Db, say: Say): Promise<number> {
  const logs = await findLogs(db)
  let broken = 0
  for (const { companyId } of logs) {
    const { ok, entries, erased, sealed, head, brokenAt } = await verifyAudit(db, companyId)
    if (!ok) broken += 1
    const since = sealed ? `, sealed up to ${sealed.seq}` : ''
    const without = erased === 0 ? '' : `, ${erased} with values erased`
    const where = brokenAt === null ? '' : `, first wrong entry ${brokenAt}`
    say(`${ok ? 'whole ' : 'BROKEN'} ${companyId}: ${entries} entries${since}${without}, head ${head}${where}`)
  }
  if (logs.length === 0) say('There is no company yet.')
  return broken === 0 ? 0 : 1
}

/** `audit verify-file`: an exported log, anywhere. `anchor`: a place that was written down elsewhere, `<seq>:<hash>`. */
export async function verifyFileAt(file: string | undefined, anchor: string | undefined, say: Say): Promise<number> {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(anchor ?? '') ?? []
  if (file === undefined || (anchor !== undefined && hash === undefined)) {
    say('Say which file: audit verify-file <file> [<seq>:<hash>]')
    return EX_USAGE
  }
  const place = seq !== undefined && hash !== undefined ? { seq: Number(seq), hash } : null
  const verdict = await verifyFile(createInterface({ input: createReadStream(file) }), place).catch(
    (error: unknown) => {
      say(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
      return null
    },
  )
  if (verdict === null) return EX_NOINPUT
  if (!verdict.ok) {
    say(`BROKEN ${file}: ${verdict.problem}`)
    return 1
  }
  const { head, end, erased } = verdict
  const from = head.start === null || head.start.seq === 0 ? '' : `, after the seal at ${head.start.seq}`
  const what =
    head.contents === 'whole' ? `whole, head ${end.head.seq}:${end.head.hash}` : 'a selection, each by itself'
  say(`ok     ${head.companyId}: ${end.entries} entries${from}, ${erased} with values erased; ${what}`)
  if (place) say(`ok     entry ${place.seq} has the hash that was written down elsewhere`)
  return 0
}

/** `keys rotate`. */
export async function rotate(db: Db, keys: readonly VaultKey[], say: Say): Promise<number> {
  const { resealed, used, unreadable, removable } = await rotateKeys(db, await companyIds(db), createVault(keys))
  say(`${resealed} sealed anew with "${keys[0]?.id}".`)
  for (const [key, count] of used) say(`${count} sealed with "${key}".`)
  for (const { companyId, why } of unreadable) say(`wrong ${companyId}: ${why}. Its token will be asked for anew.`)
  say(
    removable.length === 0
      ? 'No key can be removed.'
      : `Can be removed from ENCRYPTION_KEYS, once every replica runs with the new one first: ${removable.join(', ')}.`,
  )
  return unreadable.length === 0 ? 0 : 1
}

/** For `doctor`. @throws Error naming what no configured key opens */
export async function keysInUse(db: Db, keys: readonly VaultKey[]): Promise<string> {
  const { used, unreadable } = await readKeyUse(db, await companyIds(db), createVault(keys))
  if (unreadable.length > 0) throw new Error(unreadable.map(({ companyId, why }) => `${companyId}: ${why}`).join('; '))
  return used.size === 0
    ? 'nothing is sealed yet'
    : [...used].map(([key, count]) => `${count} sealed with "${key}"`).join(', ')
}

/** `person erase`. */
export async function erase(
  database: Database,
  config: Config,
  { companyId, personId }: { companyId: string; personId: string },
  say: Say,
): Promise<number> {
  const queue = createQueue({ database, onError: () => {}, fullPassCron: config.fullPassCron })
  const now = () => new Date()
  const ink = { now, newSalt: () => randomBytes(16).toString('hex') }
  try {
    const actor = { kind: 'operator' as const, name: null }
    const { entries } = await erasePerson(companyId, personId, actor, { db: database.db, queue, ink, now })
    say(`Erased ${personId}: values of ${entries} audit entries, and everything that was kept beside ids.`)
    return 0
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error
    say(error.options.detail)
    return 1
  }
}

async function companyIds(db: Db): Promise<string[]> {
  return (await findLogs(db)).map(({ companyId }) => companyId)
}
