import { type CompanyTrx, type Db, inCompany } from '../db/tenancy.ts'
import { readSealedToken, replaceSealedToken } from './token-cache.store.ts'
import { type Vault, VaultError } from './vault.ts'

/** Which key each company's secrets are sealed with, counted; what names no key we have is told apart. */
export interface KeyUse {
  /** How much is sealed, by key id. */
  used: ReadonlyMap<string, number>
  /** Companies whose kept token does not open: its key is not configured, or it was damaged. Entra is asked for another. */
  unreadable: readonly { companyId: string; why: string }[]
}

export interface Rotation extends KeyUse {
  /** Sealed anew with the first key. */
  resealed: number
  /** Configured keys that nothing is sealed with any more. */
  removable: readonly string[]
}

/** Looks at everything that is sealed and opens nothing. */
export async function readKeyUse(db: Db, companyIds: readonly string[], vault: Vault): Promise<KeyUse> {
  const used = new Map<string, number>()
  const unreadable: { companyId: string; why: string }[] = []
  for (const companyId of companyIds) {
    const sealed = await inCompany(db, companyId, (trx) => readSealedToken(trx, companyId))
    if (sealed === null) continue
    try {
      const key = vault.keyOf(sealed)
      used.set(key, (used.get(key) ?? 0) + 1)
      if (!vault.keyIds.includes(key)) unreadable.push({ companyId, why: `the key "${key}" is not configured` })
    } catch (error) {
      unreadable.push({ companyId, why: wordsFor(error) })
    }
  }
  return { used, unreadable }
}

/**
 * Seals everything with the first of ENCRYPTION_KEYS, company by company. What is sealed with it already is left alone, so
 * that it may be stopped and run again; a token that a running replica keeps meanwhile is newer and stays.
 */
export async function rotateKeys(db: Db, companyIds: readonly string[], vault: Vault): Promise<Rotation> {
  let resealed = 0
  for (const companyId of companyIds)
    if (await resealToken(companyId, vault, (work) => inCompany(db, companyId, work))) resealed += 1
  const use = await readKeyUse(db, companyIds, vault)
  const [, ...older] = vault.keyIds
  return { ...use, resealed, removable: older.filter((key) => !use.used.has(key)) }
}

async function resealToken(
  companyId: string,
  vault: Vault,
  inItsCompany: <T>(work: (trx: CompanyTrx) => Promise<T>) => Promise<T>,
): Promise<boolean> {
  const before = await inItsCompany((trx) => readSealedToken(trx, companyId))
  if (before === null) return false
  try {
    if (vault.keyOf(before) === vault.keyIds[0]) return false
    const after = await vault.seal(await vault.open(before, companyId), companyId)
    return await inItsCompany((trx) => replaceSealedToken(trx, companyId, { before, after }))
  } catch (error) {
    // Told of by `readKeyUse`; the others go on.
    if (error instanceof VaultError) return false
    throw error
  }
}

function wordsFor(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
