import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

/** A visit to Microsoft's sign-in through a link: what has to match when it comes back. */
export interface SignInTry {
  attemptId: string
  nonce: string
  codeVerifier: string
  expiresAt: Date
}

/** Keeps a try, and forgets those that never came back. Answers false when too many are under way. */
export async function insertTry(
  trx: CompanyTrx,
  companyId: string,
  given: SignInTry & { stateHash: string; now: Date; atMost: number },
): Promise<boolean> {
  const { attemptId, now } = given
  const ofAttempt = trx.deleteFrom('connect_sign_in').where('company_id', '=', companyId)
  await ofAttempt.where('attempt_id', '=', attemptId).where('expires_at', '<=', now).execute()
  const { count } = await trx
    .selectFrom('connect_sign_in')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('company_id', '=', companyId)
    .where('attempt_id', '=', attemptId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(count) >= given.atMost) return false
  await trx
    .insertInto('connect_sign_in')
    .values({
      state_hash: given.stateHash,
      company_id: companyId,
      attempt_id: attemptId,
      nonce: given.nonce,
      code_verifier: given.codeVerifier,
      expires_at: given.expiresAt,
    })
    .execute()
  return true
}

/** Spends a try, so that its state and nonce serve once; kept a while, to know it when it comes again. */
export async function takeTry(
  trx: CompanyTrx,
  companyId: string,
  stateHash: string,
  now: Date,
): Promise<SignInTry | null> {
  const row = await trx
    .updateTable('connect_sign_in')
    .set({ used_at: now })
    .where('company_id', '=', companyId)
    .where('state_hash', '=', stateHash)
    .where('used_at', 'is', null)
    .returning(['attempt_id', 'nonce', 'code_verifier', 'expires_at'])
    .executeTakeFirst()
  if (!row) return null
  return {
    attemptId: row.attempt_id,
    nonce: row.nonce,
    codeVerifier: row.code_verifier,
    expiresAt: row.expires_at,
  }
}

/** An attempt is over, and so are its visits to Microsoft. */
export async function forgetTries(trx: CompanyTrx, companyId: string): Promise<void> {
  await trx.deleteFrom('connect_sign_in').where('company_id', '=', companyId).execute()
}

/** Whose try a redirect belongs to. Runs in a `find-attempt-by-state` system transaction. */
export async function findTry(
  trx: Kysely<Tables>,
  stateHash: string,
): Promise<{ companyId: string; attemptId: string } | null> {
  const row = await trx
    .selectFrom('connect_sign_in')
    .select(['company_id', 'attempt_id'])
    .where('state_hash', '=', stateHash)
    .executeTakeFirst()
  return row ? { companyId: row.company_id, attemptId: row.attempt_id } : null
}
