import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

/** What we know of a connection's subscription. */
export interface StoredSubscription {
  /** Null: there is none; making one did not work, or Microsoft has lost it. */
  subscriptionId: string | null
  /** sha-256 of the `clientState` that its notifications carry; the value itself is not kept. */
  clientStateHash: string | null
  expiresAt: Date | null
  /** When to renew it, to see whether it is still there, or to try again. */
  lookAt: Date
  generation: number
}

export async function readSubscription(trx: CompanyTrx, companyId: string): Promise<StoredSubscription | null> {
  const row = await trx
    .selectFrom('graph_subscription')
    .selectAll()
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  if (!row) return null
  return {
    subscriptionId: row.subscription_id,
    clientStateHash: row.client_state_hash,
    expiresAt: row.expires_at,
    lookAt: row.look_at,
    generation: row.generation,
  }
}

export async function writeSubscription(
  trx: CompanyTrx,
  companyId: string,
  subscription: StoredSubscription,
): Promise<void> {
  const values = {
    subscription_id: subscription.subscriptionId,
    client_state_hash: subscription.clientStateHash,
    expires_at: subscription.expiresAt,
    look_at: subscription.lookAt,
    generation: subscription.generation,
  }
  await trx
    .insertInto('graph_subscription')
    .values({ company_id: companyId, ...values })
    .onConflict((conflict) => conflict.column('company_id').doUpdateSet(values))
    .execute()
}

/** The next look renews it. */
export async function lookAtSubscription(trx: CompanyTrx, companyId: string, at: Date): Promise<void> {
  await trx.updateTable('graph_subscription').set({ look_at: at }).where('company_id', '=', companyId).execute()
}

/** Whose these subscriptions are. Runs in a `find-subscriptions` system transaction. */
export async function findSubscriptions(
  trx: Kysely<Tables>,
  ids: readonly string[],
): Promise<{ companyId: string; subscriptionId: string; clientStateHash: string }[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('graph_subscription')
    .select(['company_id', 'subscription_id', 'client_state_hash'])
    .where('subscription_id', 'in', [...ids])
    .execute()
  return rows.flatMap(({ company_id, subscription_id, client_state_hash }) =>
    subscription_id !== null && client_state_hash !== null
      ? [{ companyId: company_id, subscriptionId: subscription_id, clientStateHash: client_state_hash }]
      : [],
  )
}
