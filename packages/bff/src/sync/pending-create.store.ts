import type { CompanyTrx } from '../db/tenancy.ts'
import type { PendingCreate } from './situation.ts'

/** Notes what is about to be asked for. Kept through Disconnect, as links are: the account may be there all the same. */
export async function notePendingCreate(
  trx: CompanyTrx,
  key: { companyId: string; personId: string; tenantId: string },
  { signInName, displayName }: PendingCreate,
): Promise<void> {
  const values = { tenant_id: key.tenantId, sign_in_name: signInName, display_name: displayName }
  await trx
    .insertInto('pending_create')
    .values({ company_id: key.companyId, person_id: key.personId, ...values })
    .onConflict((conflict) => conflict.columns(['company_id', 'person_id']).doUpdateSet(values))
    .execute()
}

export async function readPendingCreate(
  trx: CompanyTrx,
  companyId: string,
  personId: string,
  tenantId: string,
): Promise<PendingCreate | null> {
  const row = await trx
    .selectFrom('pending_create')
    .select(['sign_in_name', 'display_name'])
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()
  return row ? { signInName: row.sign_in_name, displayName: row.display_name } : null
}

/** Its outcome is known: there is a link, or nothing was made. */
export async function dropPendingCreate(trx: CompanyTrx, companyId: string, personId: string): Promise<void> {
  await trx.deleteFrom('pending_create').where('company_id', '=', companyId).where('person_id', '=', personId).execute()
}
