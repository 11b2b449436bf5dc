import type { AuditEntry } from '@plumm/entra-shared'
import type { CompanyTrx } from '../db/tenancy.ts'
import { pageAudit } from './audit.store.ts'

const AT_ONCE = 50

/** The entries of a stretch of the chain, oldest first, as the drawer shows them; the newest fifty of a long one. */
export async function readEntries(
  trx: CompanyTrx,
  companyId: string,
  { from, to }: { from: number; to: number },
): Promise<AuditEntry[]> {
  const { entries } = await pageAudit(trx, companyId, {}, { before: to + 1, limit: AT_ONCE })
  return entries.filter((entry) => entry.seq >= from).reverse()
}
