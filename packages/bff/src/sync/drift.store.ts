import type { CompanyTrx } from '../db/tenancy.ts'

/** Remembers where the next delta round starts, fenced by the generation. */
export async function storeDeltaLink(
  trx: CompanyTrx,
  companyId: string,
  generation: number,
  deltaLink: string,
): Promise<boolean> {
  const row = await trx
    .updateTable('connection')
    .set({ delta_link: deltaLink })
    .where('company_id', '=', companyId)
    .where('generation', '=', generation)
    .where('state', '!=', 'disconnected')
    .returning('company_id')
    .executeTakeFirst()
  return row !== undefined
}
