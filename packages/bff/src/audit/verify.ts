import type { AuditVerification } from '@plumm/entra-shared'
import { type Db, inCompanyAsOfNow } from '../db/tenancy.ts'
import { auditHead } from './append.ts'
import { readChain } from './audit.store.ts'
import { createChainCheck } from './chain.ts'

const AT_ONCE = 1_000

/**
 * Recomputes a company's whole chain and compares it with the head: a changed, missing or cut-off entry shows, and so
 * does a value that was taken out without an entry that tells of it.
 */
export async function verifyAudit(db: Db, companyId: string): Promise<AuditVerification> {
  return inCompanyAsOfNow(db, companyId, async (trx) => {
    const head = await auditHead(trx, companyId)
    const check = createChainCheck(companyId)
    for (let after = 0, page; (page = await readChain(trx, companyId, { after, limit: AT_ONCE })).length > 0;) {
      for (const { proof } of page) check.take(proof)
      after = page.at(-1)?.proof.seq ?? after
    }
    const { ok, head: found, start, entries, erased, brokenAt } = check.verdict()
    const isWhole = ok && found.seq === head.seq && found.hash === head.hash
    return {
      ok: isWhole,
      entries,
      erased,
      sealed: start.seq === 0 ? null : start,
      head: head.hash,
      brokenAt: brokenAt ?? (isWhole ? null : Math.max(1, found.seq)),
    }
  })
}
