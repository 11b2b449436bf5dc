import { sql } from 'kysely'
import type { CompanyTrx } from '../db/tenancy.ts'
import { type Vault, VaultError } from './vault.ts'
import { RENEW_BEFORE_MS, type TokenCache } from './token-source.ts'

/** The PostgreSQL channel on which replicas hear whose turn has ended, by company. */
export const TURN_CHANNEL = 'plumm_entra_turns'

/**
 * Longer than anyone asks Entra (three requests of 30 s, TIMEOUT_MS): a turn that outlasts it belongs to a process that
 * died.
 */
const TURN_MS = 100_000

interface CacheOptions {
  vault: Vault
  inCompany: <T>(work: (trx: CompanyTrx) => Promise<T>) => Promise<T>
  now: () => number
  /** Told of a kept token that does not open: it is asked for anew. */
  onUnreadable: (error: VaultError) => void
}

/**
 * Where a company's tokens are kept: sealed, bound to the company, and gone with Disconnect. All replicas share it, and
 * take turns at asking for a new one; a turn is a row that says until when, so that no transaction is open meanwhile.
 */
export function tokenCacheOf(
  companyId: string,
  { vault, inCompany, now, onUnreadable }: CacheOptions,
): Omit<TokenCache, 'untilTurnEnds'> {
  return {
    async read(tenantId) {
      const row = await inCompany((trx) =>
        trx
          .selectFrom('token_cache')
          .select(['sealed', 'turn', 'expires_at'])
          .where('company_id', '=', companyId)
          .where('tenant_id', '=', tenantId)
          .executeTakeFirst(),
      )
      // Whatever has run out need not be opened.
      if (!row?.expires_at || row.expires_at.getTime() < now() + RENEW_BEFORE_MS) return null
      try {
        const serialized = await vault.open(row.sealed, companyId)
        return { serialized, expiresAt: row.expires_at.getTime(), turn: Number(row.turn) }
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        onUnreadable(error)
        return null
      }
    },
    async lastTurn() {
      const row = await inCompany((trx) =>
        trx.selectFrom('token_turn').select('turn').where('company_id', '=', companyId).executeTakeFirst(),
      )
      return Number(row?.turn ?? 0)
    },
    async takeTurn() {
      const until = new Date(now() + TURN_MS)
      const row = await inCompany((trx) =>
        trx
          .insertInto('token_turn')
          .values({ company_id: companyId, turn: 1, taken_until: until })
          .onConflict((conflict) =>
            conflict
              .column('company_id')
              .doUpdateSet({ turn: sql`token_turn.turn + 1`, taken_until: until })
              .where((eb) =>
                eb.or([eb('token_turn.taken_until', 'is', null), eb('token_turn.taken_until', '<=', new Date(now()))]),
              ),
          )
          .returning('turn')
          .executeTakeFirst(),
      )
      return row ? Number(row.turn) : null
    },
    async endTurn(tenantId, turn, kept) {
      const sealed = kept && (await vault.seal(kept.serialized, companyId))
      await inCompany(async (trx) => {
        const mine = await trx
          .updateTable('token_turn')
          .set({ taken_until: null })
          .where('company_id', '=', companyId)
          .where('turn', '=', turn)
          .returning('is_closed')
          .executeTakeFirst()
        // Somebody else's turn by now, or Disconnect has ended it: what we got is kept nowhere.
        if (!mine) return
        if (kept && sealed !== null && !mine.is_closed) {
          const values = { tenant_id: tenantId, sealed, turn, expires_at: new Date(kept.expiresAt) }
          await trx
            .insertInto('token_cache')
            .values({ company_id: companyId, ...values })
            .onConflict((conflict) => conflict.column('company_id').doUpdateSet(values))
            .execute()
        }
        await sql`select pg_notify(${TURN_CHANNEL}, ${companyId})`.execute(trx)
      })
    },
  }
}

/** A company's kept token, as far as rotation and doctor need it: text that nobody can read, and its key's id. */
export async function readSealedToken(trx: CompanyTrx, companyId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('token_cache')
    .select('sealed')
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  return row?.sealed ?? null
}

/** Puts another envelope in its place, unless a newer token has come meanwhile. */
export async function replaceSealedToken(
  trx: CompanyTrx,
  companyId: string,
  { before, after }: { before: string; after: string },
): Promise<boolean> {
  const row = await trx
    .updateTable('token_cache')
    .set({ sealed: after })
    .where('company_id', '=', companyId)
    .where('sealed', '=', before)
    .returning('company_id')
    .executeTakeFirst()
  return row !== undefined
}
