import { type Db, inSystem } from '../db/tenancy.ts'
import type { Checkpoint } from './chain.ts'
import { findAuditLogs } from './log.store.ts'

/** Every company that has ever done anything, and where its log ends. */
export function findLogs(db: Db): Promise<({ companyId: string } & Checkpoint)[]> {
  return inSystem(db, 'find-audit-logs', findAuditLogs)
}
