import { type Db, inCompany } from '../db/tenancy.ts'
import type { Logger } from '../log.ts'
import { type AuditInk, appendAudit, lockHead } from './append.ts'
import { findLogs } from './logs.ts'
import { cutAuditLog, stretchBefore } from './retention.store.ts'

const DAY_MS = 86_400_000

export interface RetentionDeps {
  db: Db
  ink: AuditInk
  now: () => Date
  log: Logger
  /** Days an entry is kept; null: for ever. The database itself keeps every one for 90. */
  retentionDays: number | null
}

/** Seals and cuts every company's log at what is older than it need be kept. */
export async function retainAudit(deps: RetentionDeps): Promise<void> {
  if (deps.retentionDays === null) return
  const before = new Date(deps.now().getTime() - deps.retentionDays * DAY_MS)
  for (const { companyId } of await findLogs(deps.db)) {
    let isMore = true
    while (isMore) isMore = await sealAndCut(companyId, before, deps)
  }
}

/**
 * The seal is an entry of the chain itself and says in its hashed text where the rest begins; what it names is removed in
 * the same commit. So the chain stays whole from there on, and nobody can cut it anywhere else.
 */
async function sealAndCut(companyId: string, before: Date, { db, ink, log }: RetentionDeps): Promise<boolean> {
  return inCompany(db, companyId, async (trx) => {
    await lockHead(trx, companyId)
    const stretch = await stretchBefore(trx, companyId, before)
    if (!stretch) return false
    const { seq, hash, entries, at } = stretch
    const sealedBy = await appendAudit(
      trx,
      companyId,
      [
        {
          actor: { kind: 'sync', name: null },
          action: 'audit.sealed',
          outcome: 'succeeded',
          sealed: { seq, hash, entries, at: at.toISOString() },
          changes: [{ field: 'entries', before: null, after: String(entries) }],
        },
      ],
      ink,
    )
    await cutAuditLog(trx, sealedBy)
    log.info({ event: 'audit_sealed', companyId, seq, hash, entries }, 'older audit entries were removed')
    return true
  })
}
