import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { Checkpoint } from './chain.ts'

/** Every company that has a log, and where it ends. Runs in a `find-audit-logs` system transaction. */
export async function findAuditLogs(trx: Kysely<Tables>): Promise<({ companyId: string } & Checkpoint)[]> {
  const rows = await trx.selectFrom('audit_head').selectAll().orderBy('company_id').execute()
  return rows.map((row) => ({ companyId: row.company_id, seq: Number(row.seq), hash: row.hash }))
}
