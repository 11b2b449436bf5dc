import { sql } from 'kysely'
import { z } from 'zod'
import type { CompanyTrx } from '../db/tenancy.ts'
import { type Budget, type Grant, type Wish, emptyBudget, settle } from './budget.ts'

/** The PostgreSQL channel on which replicas tell each other that Graph wants to be left alone. */
export const CLOSED_CHANNEL = 'plumm_entra_closed'

export const ClosedNotice = z.object({ companyId: z.string(), tenantId: z.string(), until: z.number() })
export type ClosedNotice = z.output<typeof ClosedNotice>

/** Settles a replica's report under the lock of the tenant's row; all replicas hear of a refusal with the commit. */
export async function settleBudget(
  trx: CompanyTrx,
  { companyId, tenantId }: { companyId: string; tenantId: string },
  wish: Wish,
  now: number,
): Promise<Grant> {
  const row = await trx
    .selectFrom('graph_budget')
    .select('budget')
    .where('company_id', '=', companyId)
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) {
    await openBudget(trx, companyId, tenantId)
    return settleBudget(trx, { companyId, tenantId }, wish, now)
  }
  const { budget, grant } = settle(row.budget, wish, now)
  await trx
    .updateTable('graph_budget')
    .set({ budget: JSON.stringify(budget) })
    .where('company_id', '=', companyId)
    .where('tenant_id', '=', tenantId)
    .execute()
  if (wish.closedUntil > Math.max(row.budget.closedUntil, now)) {
    const notice: ClosedNotice = { companyId, tenantId, until: wish.closedUntil }
    await sql`select pg_notify(${CLOSED_CHANNEL}, ${JSON.stringify(notice)})`.execute(trx)
  }
  return grant
}

/** Two replicas may open it at once: the second finds the first's. */
async function openBudget(trx: CompanyTrx, companyId: string, tenantId: string): Promise<void> {
  const budget: Budget = emptyBudget
  await trx
    .insertInto('graph_budget')
    .values({ company_id: companyId, tenant_id: tenantId, budget: JSON.stringify(budget) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
