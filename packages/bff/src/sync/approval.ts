import { type FieldMapping, type PlanKind, isSameMapping } from '@plumm/entra-shared'
import type { CompanyTrx } from '../db/tenancy.ts'
import { countPreview, newestPreview, updatePreview } from './preview.store.ts'

/** A plan older than this describes a company that may not exist any more. */
const PREVIEW_MS_MAX = 24 * 3_600_000

/**
 * Why a preview does not show any more what would happen, or null. One of a proposed mapping goes on showing what that
 * would do. Pure.
 */
export function whyStale(
  preview: { createdAt: Date; generation: number; fieldMapping: FieldMapping | null; isProposal: boolean },
  current: { generation: number; fieldMapping: FieldMapping; now: Date },
): string | null {
  if (preview.generation !== current.generation) return 'It belongs to an earlier connection.'
  if (current.now.getTime() - preview.createdAt.getTime() > PREVIEW_MS_MAX) return 'It is more than a day old.'
  if (preview.isProposal || isOfMapping(preview, current.fieldMapping)) return null
  return 'The field mapping has changed since.'
}

/** Whether a preview was planned with this mapping. */
export function isOfMapping({ fieldMapping }: { fieldMapping: FieldMapping | null }, mapping: FieldMapping): boolean {
  return fieldMapping === null || isSameMapping(fieldMapping, mapping)
}

/** Marks a preview as approved; only the newest, ready and fresh one can be. */
export async function approvePreview(
  trx: CompanyTrx,
  companyId: string,
  previewId: string,
  current: { generation: number; fieldMapping: FieldMapping; now: Date },
): Promise<{ ok: true; counts: Record<PlanKind, number> } | { ok: false; detail: string }> {
  const preview = await newestPreview(trx, companyId)
  if (!preview || preview.id !== previewId)
    return { ok: false, detail: 'There is a newer preview. Look at that one and approve it.' }
  if (preview.state !== 'ready')
    return { ok: false, detail: 'The preview is not ready. Wait until it is, or start it again.' }
  const stale = whyStale(preview, current)
  if (stale) return { ok: false, detail: `${stale} Start a new preview and approve that one.` }
  if (!isOfMapping(preview, current.fieldMapping))
    return { ok: false, detail: 'It shows a field mapping that is not saved. Save that mapping, then approve.' }
  await updatePreview(trx, companyId, previewId, { approvedAt: current.now })
  return { ok: true, counts: await countPreview(trx, previewId) }
}
