import { z } from 'zod'
import type { AuditFilter } from '@plumm/entra-shared'
import { type Db, inCompany } from '../db/tenancy.ts'
import type { Serve } from '../http/contract.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { sendFile } from '../http/download.ts'
import { type AuditInk, type AuditRecord, appendAudit, auditHead } from './append.ts'
import { type ProvenEntry, oldestKept, pageAudit, readChain } from './audit.store.ts'
import { csvLines } from './csv.ts'
import { fileLines } from './export-file.ts'
import { verifyAudit } from './verify.ts'

const Before = z.int().positive()
const EXPORT_AT_ONCE = 500

export function auditRoutes(serve: Serve, { db, ink, now }: { db: Db; ink: AuditInk; now: () => Date }): void {
  serve('getAudit', ({ session: { companyId }, query }) =>
    inCompany(db, companyId, async (trx) => {
      const { cursor, limit, ...filter } = query
      const before = cursor === undefined ? null : decodeCursor(Before, cursor)
      const { entries, next } = await pageAudit(trx, companyId, filter, { before, limit: limit ?? 50 })
      if (next !== null) return { entries, nextCursor: encodeCursor(next) }
      const oldest = await oldestKept(trx, companyId)
      return { entries, nextCursor: null, ...(oldest === null ? {} : { oldestKept: oldest }) }
    }),
  )
  serve('verifyAudit', ({ session: { companyId } }) => verifyAudit(db, companyId))
  serve('exportAudit', async ({ session: { companyId, name }, query, context }) => {
    const { format, ...filter } = query
    // Told before it begins, so that a whole export holds the entry about itself.
    const head = await inCompany(db, companyId, async (trx) => {
      const changes = [
        { field: 'format', before: null, after: format },
        // Their names only: what somebody searched for may be a person's.
        ...(isWhole(filter) ? [] : [{ field: 'filters', before: null, after: Object.keys(filter).join(', ') }]),
      ]
      const record: AuditRecord = {
        actor: { kind: 'plumm-user', name },
        action: 'audit.exported',
        outcome: 'succeeded',
        changes,
        ...(filter.personId === undefined ? {} : { personId: filter.personId }),
      }
      await appendAudit(trx, companyId, [record], ink)
      return auditHead(trx, companyId)
    })
    const lines =
      format === 'csv'
        ? csvLines(newestFirst(db, companyId, filter))
        : fileLines(
            oldestFirst(db, companyId, filter),
            {
              companyId,
              exportedAt: now().toISOString(),
              contents: isWhole(filter) ? 'whole' : 'selection',
              filter: Object.fromEntries(Object.entries(filter).map(([field, value]) => [field, String(value)])),
            },
            () => inCompany(db, companyId, (trx) => auditHead(trx, companyId)),
          )
    context.header('x-audit-head', head.hash)
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson'
    return sendFile(context, { name: `entra-audit.${format}`, type }, lines)
  })
}

/** Page by page, each in a transaction of its own: a slow download must not hold one open. */
async function* newestFirst(db: Db, companyId: string, filter: AuditFilter) {
  let before: number | null = null
  do {
    const page: Awaited<ReturnType<typeof pageAudit>> = await inCompany(db, companyId, (trx) =>
      pageAudit(trx, companyId, filter, { before, limit: EXPORT_AT_ONCE }),
    )
    yield page.entries
    before = page.next
  } while (before !== null)
}

/**
 * The same to the end as it is when we come there, so that whatever explains what was erased meanwhile comes along.
 * Without a filter intents too: the chain has no holes.
 */
async function* oldestFirst(db: Db, companyId: string, filter: AuditFilter): AsyncGenerator<ProvenEntry[]> {
  const wish = { limit: EXPORT_AT_ONCE, ...(isWhole(filter) ? {} : { filter }) }
  for (let after = 0; ;) {
    const page = await inCompany(db, companyId, (trx) => readChain(trx, companyId, { ...wish, after }))
    yield page
    if (page.length < EXPORT_AT_ONCE) return
    after = page.at(-1)?.proof.seq ?? after
  }
}

function isWhole(filter: AuditFilter): boolean {
  return Object.values(filter).every((value) => value === undefined)
}
