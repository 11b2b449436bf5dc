import { z } from 'zod'
import { readCompany } from '../connection/company.ts'
import { readStanding } from '../connection/standing.ts'
import { inCompany } from '../db/tenancy.ts'
import type { Serve } from '../http/contract.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { HttpProblem } from '../http/problem.ts'
import { isOfMapping, whyStale } from './approval.ts'
import type { SyncDeps } from './deps.ts'
import { countPreview, newestPreview, pagePreview } from './preview.store.ts'

const Place = z.object({ rank: z.number(), search: z.string(), personId: z.string() })

export function previewRoutes(serve: Serve, deps: SyncDeps): void {
  serve('getPreview', ({ session: { companyId }, query }) =>
    inCompany(deps.db, companyId, async (trx) => {
      const preview = await newestPreview(trx, companyId)
      const standing = await readStanding(trx, companyId)
      if (!preview || !standing)
        throw new HttpProblem(404, 'not-found', { detail: 'There is no preview. Start one first.' })
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
}
