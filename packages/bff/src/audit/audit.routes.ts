import { stringify } from 'csv-stringify/sync'
import { stream } from 'hono/streaming'
import { z } from 'zod'
import type { AuditEntry } from '@plumm/entra-shared'
import { type Db, inCompany } from '../db/tenancy.ts'
import type { Serve } from '../http/contract.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { auditHead } from './append.ts'
import { type AuditFilter, pageAudit } from './audit.store.ts'
import { verifyAudit } from './verify.ts'

const Before = z.int().positive()
const EXPORT_AT_ONCE = 500

export function auditRoutes(serve: Serve, { db }: { db: Db }): void {
  serve('getAudit', ({ session: { companyId }, query }) =>
    inCompany(db, companyId, async (trx) => {
      const { cursor, limit, ...filter } = query
      const before = cursor === undefined ? null : decodeCursor(Before, cursor)
      const { entries, next } = await pageAudit(trx, companyId, filter, { before, limit: limit ?? 50 })
      return { entries, nextCursor: next === null ? null : encodeCursor(next) }
    }),
  )
  serve('verifyAudit', ({ session: { companyId } }) => verifyAudit(db, companyId))
  serve('exportAudit', async ({ session: { companyId }, query, context }) => {
    const { format, ...filter } = query
    const head = await inCompany(db, companyId, (trx) => auditHead(trx, companyId))
    const lines =
      format === 'csv' ? asCsv(pages(db, companyId, filter)) : asNdjson(pages(db, companyId, filter), head.hash)
    context.header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson')
    context.header('content-disposition', `attachment; filename="entra-audit.${format}"`)
    context.header('x-audit-head', head.hash)
    context.header('cache-control', 'no-store')
    return stream(context, async (download) => {
      for await (const line of lines) await download.write(line)
    })
  })
}

/** Page by page, each in a transaction of its own: a slow download must not hold one open. */
async function* pages(db: Db, companyId: string, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  let before: number | null = null
  do {
    const page: { entries: AuditEntry[]; next: number | null } = await inCompany(db, companyId, (trx) =>
      pageAudit(trx, companyId, filter, { before, limit: EXPORT_AT_ONCE }),
    )
    yield page.entries
    before = page.next
  } while (before !== null)
}

const COLUMNS = [
  'seq',
  'at',
  'action',
  'outcome',
  'actor',
  'personId',
  'personName',
  'entraUserId',
  'changes',
  'reason',
  'clientRequestId',
  'graphRequestId',
  'hash',
]

async function* asCsv(pagesOfEntries: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield stringify([COLUMNS])
  for await (const entries of pagesOfEntries) {
    yield stringify(
      entries.map((entry) => [
        entry.seq,
        entry.at,
        entry.action,
        entry.outcome,
        entry.actor.name ?? entry.actor.kind,
        entry.personId,
        entry.personName,
        entry.entraUserId,
        entry.changes
          .map(({ field, before, after }) => `${field}: ${before ?? '(empty)'} -> ${after ?? '(empty)'}`)
          .join('; '),
        entry.reason,
        entry.clientRequestId,
        entry.graphRequestId,
        entry.hash,
      ]),
      // A name that starts with = would be run as a formula by the spreadsheet that opens this.
      { escape_formulas: true },
    )
  }
}

async function* asNdjson(pagesOfEntries: AsyncIterable<AuditEntry[]>, head: string): AsyncGenerator<string> {
  for await (const entries of pagesOfEntries) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  yield `${JSON.stringify({ head })}\n`
}
