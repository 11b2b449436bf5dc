import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import {
  type AuditEntry,
  type AuditFilter,
  type AuditKind,
  Reason,
  auditActions,
  auditKindOf,
} from '@plumm/entra-shared'
import type { AuditDetails } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { StoredChainEntry } from './chain.ts'
import { formatOf, openParts } from './parts.ts'

/** What the canonical text of an entry holds besides the columns. */
const Canonical = z.object({
  reason: z.nullable(Reason),
  clientRequestId: z.string().nullable(),
  graphRequestId: z.string().nullable(),
})

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

/** An entry as people read it, and as it is proven. */
export interface ProvenEntry {
  proof: StoredChainEntry
  /** Parsed only when asked for: a canonical text that somebody spoilt must not keep the check from saying so. */
  read: () => AuditEntry
}

/** The next entries after a position, oldest first; without a filter all of them, intents too. */
export async function readChain(
  trx: CompanyTrx,
  companyId: string,
  { after, limit, filter }: { after: number; limit: number; filter?: AuditFilter },
): Promise<ProvenEntry[]> {
  const query = filter ? filtered(trx, companyId, filter) : everything(trx, companyId)
  const rows = await query.where('audit_entry.seq', '>', after).orderBy('audit_entry.seq').limit(limit).execute()
  return rows.map((row) => ({ proof: toProof(row), read: () => toEntry(row) }))
}

function filtered(trx: CompanyTrx, companyId: string, filter: AuditFilter) {
  let query = everything(trx, companyId)
  if (filter.personId !== undefined) query = query.where('audit_entry.person_id', '=', filter.personId)
  if (filter.action) query = query.where('audit_entry.action', '=', filter.action)
  if (filter.kind) query = query.where('audit_entry.action', 'in', actionsOf(filter.kind))
  if (filter.outcome) query = query.where('audit_entry.outcome', '=', filter.outcome)
  else query = query.where('audit_entry.outcome', '!=', 'intended')
  if (filter.from) query = query.where('audit_entry.at', '>=', new Date(filter.from))
  if (filter.to) query = query.where('audit_entry.at', '<', new Date(filter.to))
  if (filter.q) query = query.where(sql<boolean>`position(${filter.q.toLowerCase()} in audit_detail.search) > 0`)
  return query
}

function actionsOf(kind: AuditKind) {
  return auditActions.filter((action) => auditKindOf[action] === kind)
}

/** The oldest position that is kept; null where nothing was ever written. */
export async function oldestKept(trx: CompanyTrx, companyId: string): Promise<number | null> {
  const row = await trx
    .selectFrom('audit_entry')
    .select('seq')
    .where('company_id', '=', companyId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row ? Number(row.seq) : null
}

function everything(trx: CompanyTrx, companyId: string) {
  return trx
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
      'audit_entry.previous_hash',
      'audit_entry.hash',
      'audit_detail.details',
      'audit_detail.salt',
      'audit_detail.parts',
    ])
    .where('audit_entry.company_id', '=', companyId)
}

type Row = ReturnType<typeof everything> extends SelectQueryBuilder<infer _D, infer _T, infer O> ? O : never

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

function toProof(row: Row): StoredChainEntry {
  const { details, salt, parts } = row
  return {
    seq: Number(row.seq),
    canonical: row.canonical,
    previousHash: row.previous_hash,
    hash: row.hash,
    parts: details && salt !== null ? openParts({ format: formatOf(row.canonical), salt, details, parts }) : null,
  }
}
