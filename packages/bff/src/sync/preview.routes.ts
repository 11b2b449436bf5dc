import { z } from 'zod'
import { readCompany } from '../connection/company.ts'
import { readStanding } from '../connection/standing.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { Serve } from '../http/contract.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { sendFile } from '../http/download.ts'
import { HttpProblem } from '../http/problem.ts'
import { spreadsheetLines } from '../http/spreadsheet.ts'
import { isOfMapping, whyStale } from './approval.ts'
import type { SyncDeps } from './deps.ts'
import { SHEET_COLUMNS, sheetLines } from './preview-sheet.ts'
import {
  type PreviewPlace,
  type PreviewWish,
  type StoredPreview,
  countPreview,
  newestPreview,
  pagePreview,
} from './preview.store.ts'

const EXPORT_AT_ONCE = 500

const Place = z.object({ rank: z.number(), search: z.string(), personId: z.string() })

export function previewRoutes(serve: Serve, deps: SyncDeps): void {
  serve('getPreview', ({ session: { companyId }, query }) =>
    inCompany(deps.db, companyId, async (trx) => {
      const { preview, standing } = await readPreview(trx, companyId)
      const { fieldMapping } = await readCompany(trx, companyId)
      const stale = whyStale(preview, { generation: standing.generation, fieldMapping, now: deps.now() })
      const after = query.cursor === undefined ? null : decodeCursor(Place, query.cursor)
      const { rows, next } = await pagePreview(trx, preview.id, {
        filter: query.filter,
        q: query.q,
        after,
        limit: query.limit ?? 100,
      })
      return {
        previewId: preview.id,
        state: preview.state === 'ready' && stale ? 'stale' : preview.state,
        createdAt: preview.createdAt.toISOString(),
        mapping: preview.isProposal && !isOfMapping(preview, fieldMapping) ? 'unsaved' : 'saved',
        people: preview.people,
        planned: preview.planned,
        counts: await countPreview(trx, preview.id),
        failure: preview.failure,
        rows,
        nextCursor: next ? encodeCursor(next) : null,
      }
    }),
  )

  serve('exportPreview', async ({ session: { companyId }, query, context }) => {
    const { preview } = await inCompany(deps.db, companyId, (trx) => readPreview(trx, companyId))
    if (preview.state === 'planning')
      throw new HttpProblem(409, 'wrong-state', {
        detail: 'The preview is still being made. Try again when it is ready.',
      })
    const pages = everyPage(companyId, preview, { filter: query.filter, q: query.q }, deps)
    const lines = spreadsheetLines(SHEET_COLUMNS, pages, sheetLines)
    return sendFile(context, { name: 'entra-preview.csv', type: 'text/csv; charset=utf-8' }, lines)
  })
}

/** @throws HttpProblem 404 where there is none */
async function readPreview(trx: CompanyTrx, companyId: string) {
  const preview = await newestPreview(trx, companyId)
  const standing = await readStanding(trx, companyId)
  if (!preview || !standing)
    throw new HttpProblem(404, 'not-found', { detail: 'There is no preview. Start one first.' })
  return { preview, standing }
}

/** Page by page, each in a transaction of its own: a slow download must not hold one open. */
async function* everyPage(companyId: string, { id }: StoredPreview, wish: PreviewWish, { db }: SyncDeps) {
  let after: PreviewPlace | null = null
  do {
    const page: Awaited<ReturnType<typeof pagePreview>> = await inCompany(db, companyId, async (trx) => {
      // Its rows went with it: half a list must not pass for a whole one.
      if ((await newestPreview(trx, companyId))?.id !== id) throw new Error('The preview was replaced meanwhile.')
      return pagePreview(trx, id, { ...wish, after, limit: EXPORT_AT_ONCE })
    })
    yield page.rows
    after = page.next
  } while (after !== null)
}
