import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type AuditEntry, type AuditQuery, Reason } from '@plumm/entra-shared'
import type { AuditDetails } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

/** What the canonical text of an entry holds besides the columns. */
const Canonical = z.object({
  reason: Reason.nullable(),
  clientRequestId: z.string().nullable(),
  graphRequestId: z.string().nullable(),
})

export type AuditFilter = Omit<AuditQuery, 'cursor' | 'limit'>

/** A page of the log, newest first. An intent that has its outcome is told by the outcome, so it is left out unless asked for. */
export async function pageAudit(
  trx: CompanyTrx,
  companyId: string,
  filter: AuditFilter,
  page: { before: number | null; limit: number },
): Promise<{ entries: AuditEntry[]; next: number | null }> {
  let query = filtered(trx, companyId, filter)
    .orderBy('audit_entry.seq', 'desc')
    .limit(page.limit + 1)
  if (page.before !== null) query = query.where('audit_entry.seq', '<', page.before)
  const rows = await query.execute()
  const entries = rows.slice(0, page.limit).map(toEntry)
  return { entries, next: rows.length > page.limit ? (entries.at(-1)?.seq ?? null) : null }
}

function filtered(trx: CompanyTrx, companyId: string, filter: AuditFilter) {
  let query = trx
    .selectFrom('audit_entry')
    .leftJoin('audit_detail', (join) =>
      join
        .onRef('audit_detail.company_id', '=', 'audit_entry.company_id')
        .onRef('audit_detail.seq', '=', 'audit_entry.seq'),
    )
    .select([
      'audit_entry.seq',
      'audit_entry.at',
      'audit_entry.action',
      'audit_entry.outcome',
      'audit_entry.person_id',
      'audit_entry.entra_user_id',
      'audit_entry.intent_seq',
      'audit_entry.canonical',
      'audit_entry.hash',
      'audit_detail.details',
    ])
    .where('audit_entry.company_id', '=', companyId)
  if (filter.personId !== undefined) query = query.where('audit_entry.person_id', '=', filter.personId)
  if (filter.action) query = query.where('audit_entry.action', '=', filter.action)
  if (filter.outcome) query = query.where('audit_entry.outcome', '=', filter.outcome)
  else query = query.where('audit_entry.outcome', '!=', 'intended')
  if (filter.from) query = query.where('audit_entry.at', '>=', new Date(filter.from))
  if (filter.to) query = query.where('audit_entry.at', '<', new Date(filter.to))
  if (filter.q) query = query.where(sql<boolean>`position(${filter.q.toLowerCase()} in audit_detail.search) > 0`)
  return query
}

type Row = ReturnType<typeof filtered> extends SelectQueryBuilder<infer _D, infer _T, infer O> ? O : never

function toEntry(row: Row): AuditEntry {
  const rest = Canonical.parse(JSON.parse(row.canonical))
  const details: AuditDetails = row.details ?? { actor: { kind: 'sync', name: null }, personName: null, changes: [] }
  return {
    seq: Number(row.seq),
    at: row.at.toISOString(),
    action: row.action,
    outcome: row.outcome,
    actor: details.actor,
    personId: row.person_id,
    personName: details.personName,
    entraUserId: row.entra_user_id,
    changes: details.changes,
    reason: rest.reason,
    intentSeq: row.intent_seq === null ? null : Number(row.intent_seq),
    clientRequestId: rest.clientRequestId,
    graphRequestId: rest.graphRequestId,
    hash: row.hash,
  }
}

const VERIFY_AT_ONCE = 1_000

/** The stored chain in order, with the details that have not been erased, for `verifyChain`. */
export async function* readChain(trx: CompanyTrx, companyId: string) {
  let after = 0
  for (;;) {
    const rows = await trx
      .selectFrom('audit_entry')
      .leftJoin('audit_detail', (join) =>
        join
          .onRef('audit_detail.company_id', '=', 'audit_entry.company_id')
          .onRef('audit_detail.seq', '=', 'audit_entry.seq'),
      )
      .select(['audit_entry.seq', 'canonical', 'previous_hash', 'hash', 'salt', 'details'])
      .where('audit_entry.company_id', '=', companyId)
      .where('audit_entry.seq', '>', after)
      .orderBy('audit_entry.seq')
      .limit(VERIFY_AT_ONCE)
      .execute()
    for (const row of rows) {
      yield {
        seq: Number(row.seq),
        canonical: row.canonical,
        previousHash: row.previous_hash,
        hash: row.hash,
        details: row.salt === null || row.details === null ? null : { salt: row.salt, details: row.details },
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < VERIFY_AT_ONCE) return
    after = Number(last.seq)
  }
}
