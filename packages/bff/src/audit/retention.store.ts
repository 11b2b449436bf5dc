import { sql } from 'kysely'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { Checkpoint } from './chain.ts'

/** What may be cut off: up to this entry everything is older than asked for, and has its outcome. */
export interface Stretch extends Checkpoint {
  /** When the last of it was written. */
  at: Date
  entries: number
}

/** More at once would keep everybody who has something to say waiting for too long. */
const CUT_MAX = 50_000

/**
 * The oldest stretch of a log that was written before a moment; null where there is none worth a seal. A log of nothing
 * but seals would otherwise cut one and add one every night for ever.
 */
export async function stretchBefore(trx: CompanyTrx, companyId: string, before: Date): Promise<Stretch | null> {
  const { rows } = await sql<{ seq: string | number; hash: string; at: Date; entries: string | number }>`
    with bounds as (
      select min(seq) as first,
        least(
          coalesce(min(seq) filter (where at >= ${before}) - 1, max(seq)),
          min(seq) + ${CUT_MAX}::bigint - 1,
          (select min(seq) - 1 from open_intent where company_id = ${companyId})
        ) as last
      from audit_entry where company_id = ${companyId}
    )
    select seq, hash, at, last - first + 1 as entries
    from bounds join audit_entry on company_id = ${companyId} and seq = last
    where exists (
      select 1 from audit_entry as other
      where other.company_id = ${companyId} and other.seq <= last and other.action <> 'audit.sealed'
    )`.execute(trx)
  const [row] = rows
  return row ? { seq: Number(row.seq), hash: row.hash, at: row.at, entries: Number(row.entries) } : null
}

/**
 * Removes what the sealing entry names, through the one door the database has (migration 9).
 * @throws where the entry does not seal what is there, or something of it is too young
 */
export async function cutAuditLog(trx: CompanyTrx, sealedBy: number): Promise<void> {
  await sql`select cut_audit_log(${sealedBy}::bigint)`.execute(trx)
}
