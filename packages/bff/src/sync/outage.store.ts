import type { CompanyTrx } from '../db/tenancy.ts'

type Since = 'unreachable_since' | 'directory_fault_since'

/** Notes since when somebody has not answered, or that they do again; answers whether that is news. Fenced by the generation. */
export async function noteSince(
  trx: CompanyTrx,
  companyId: string,
  generation: number,
  which: Since,
  since: Date | null,
): Promise<boolean> {
  const row = await trx
    .updateTable('connection')
    .set({ [which]: since })
    .where('company_id', '=', companyId)
    .where('generation', '=', generation)
    .where('state', '!=', 'disconnected')
    .where(which, since === null ? 'is not' : 'is', null)
    .returning('company_id')
    .executeTakeFirst()
  return row !== undefined
}
