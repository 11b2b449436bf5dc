import type { AuditVerification } from '@plumm/entra-shared'
import { type Db, inCompany } from '../db/tenancy.ts'
import { auditHead } from './append.ts'
import { readChain } from './audit.store.ts'
import { type StoredChainEntry, verifyChain } from './chain.ts'

/** Recomputes a company's whole chain and compares it with the head: a changed, missing or cut-off entry shows. */
export async function verifyAudit(db: Db, companyId: string): Promise<AuditVerification> {
  return inCompany(db, companyId, async (trx) => {
    const head = await auditHead(trx, companyId)
    const rows: StoredChainEntry[] = []
    for await (const row of readChain(trx, companyId)) rows.push(row)
    const result = verifyChain(rows)
    const isWhole = result.ok && result.head === head.hash && rows.length === head.seq
    return {
      ok: isWhole,
      entries: rows.length,
      head: head.hash,
      brokenAt: result.brokenAt ?? (isWhole ? null : Math.max(1, rows.length)),
    }
  })
}
