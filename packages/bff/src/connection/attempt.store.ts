import type { Kysely } from 'kysely'
import type { ConnectAttempt, Tenant } from '@plumm/entra-shared'
import type { Tables } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

export interface Administrator {
  tenantId: string
  objectId: string
  name: string
  signInName: string
}

export interface StoredAttempt {
  id: string
  state: ConnectAttempt['state']
  nonce: string
  startedBy: { id: string; name: string }
  administrator: Administrator | null
  tenant: Tenant | null
  refusal: { code: string; detail: string } | null
  consentUrl: string | null
  consentedAt: Date | null
  expiresAt: Date
}

export async function insertAttempt(
  trx: CompanyTrx,
  companyId: string,
  attempt: { id: string; nonce: string; startedBy: { id: string; name: string }; now: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .updateTable('connect_attempt')
    .set({ state: 'expired' })
    .where('company_id', '=', companyId)
    .where('state', 'in', ['signing-in', 'awaiting-consent'])
    .execute()
  await trx.updateTable('token_turn').set({ is_closed: false }).where('company_id', '=', companyId).execute()
  await trx
    .insertInto('connect_attempt')
    .values({
      id: attempt.id,
      company_id: companyId,
      state: 'signing-in',
      nonce: attempt.nonce,
      started_by: JSON.stringify(attempt.startedBy),
      created_at: attempt.now,
      expires_at: attempt.expiresAt,
    })
    .execute()
}

/** An attempt of this company; `not yours` is the same as `not there`. Locked: each step of it may happen once. */
export async function readAttempt(
  trx: CompanyTrx,
  companyId: string,
  id: string,
  lock?: 'for-update',
): Promise<StoredAttempt | null> {
  let query = trx.selectFrom('connect_attempt').selectAll().where('company_id', '=', companyId).where('id', '=', id)
  if (lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row ? toAttempt(row) : null
}

/** The attempt the panel is about: the newest that is under way. */
export async function readLiveAttempt(trx: CompanyTrx, companyId: string, now: Date): Promise<StoredAttempt | null> {
  const row = await trx
    .selectFrom('connect_attempt')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('state', 'in', ['signing-in', 'awaiting-consent'])
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toAttempt(row) : null
}

export async function updateAttempt(
  trx: CompanyTrx,
  companyId: string,
  id: string,
  changes: Partial<
    Pick<StoredAttempt, 'state' | 'administrator' | 'tenant' | 'refusal' | 'consentUrl' | 'consentedAt'>
  > & {
    stateHash?: string | null
  },
): Promise<void> {
  await trx
    .updateTable('connect_attempt')
    .set({
      ...(changes.state ? { state: changes.state } : {}),
      ...(changes.administrator ? { administrator: JSON.stringify(changes.administrator) } : {}),
      ...(changes.tenant ? { tenant: JSON.stringify(changes.tenant) } : {}),
      ...(changes.refusal === undefined ? {} : { refusal: changes.refusal && JSON.stringify(changes.refusal) }),
      ...(changes.consentUrl === undefined ? {} : { consent_url: changes.consentUrl }),
      ...(changes.consentedAt === undefined ? {} : { consented_at: changes.consentedAt }),
      ...(changes.stateHash === undefined ? {} : { state_hash: changes.stateHash }),
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

/** Whose attempt a consent redirect belongs to. Runs in a `find-attempt-by-state` system transaction. */
export async function findAttemptByState(
  trx: Kysely<Tables>,
  stateHash: string,
): Promise<{ companyId: string; id: string } | null> {
  const row = await trx
    .selectFrom('connect_attempt')
    .select(['company_id', 'id'])
    .where('state_hash', '=', stateHash)
    .executeTakeFirst()
  return row ? { companyId: row.company_id, id: row.id } : null
}

function toAttempt(row: {
  id: string
  state: ConnectAttempt['state']
  nonce: string
  started_by: { id: string; name: string }
  administrator: Administrator | null
  tenant: Tenant | null
  refusal: { code: string; detail: string } | null
  consent_url: string | null
  consented_at: Date | null
  expires_at: Date
}): StoredAttempt {
  return {
    id: row.id,
    state: row.state,
    nonce: row.nonce,
    startedBy: row.started_by,
    administrator: row.administrator,
    tenant: row.tenant,
    refusal: row.refusal,
    consentUrl: row.consent_url,
    consentedAt: row.consented_at,
    expiresAt: row.expires_at,
  }
}
