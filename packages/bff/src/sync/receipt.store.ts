import type { CompanyTrx } from '../db/tenancy.ts'

/** Notes a delivery's `webhook-id`; false when it was delivered before (Standard Webhooks: at least once). */
export async function isNewDelivery(
  trx: CompanyTrx,
  companyId: string,
  webhookId: string,
  now: Date,
): Promise<boolean> {
  const row = await trx
    .insertInto('webhook_receipt')
    .values({ company_id: companyId, webhook_id: webhookId, received_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('webhook_id')
    .executeTakeFirst()
  return row !== undefined
}
