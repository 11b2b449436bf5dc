import type { FieldMapping, PlanKind } from '@plumm/entra-shared'
import type { CompanyTrx } from '../db/tenancy.ts'
import { countPreview, newestPreview, updatePreview } from './preview.store.ts'

/** A plan older than this describes a company that may not exist any more. */
const PREVIEW_MS_MAX = 24 * 3_600_000

/** Why a preview cannot be approved any more, or null. Pure. */
export function whyStale(
  preview: { createdAt: Date; generation: number; fieldMapping: FieldMapping | null },
  current: { generation: number; fieldMapping: FieldMapping; now: Date },
): string | null {
  if (preview.generation !== current.generation) return 'It belongs to an earlier connection.'
  if (current.now.getTime() - preview.createdAt.getTime() > PREVIEW_MS_MAX) return 'It is more than a day old.'
  const isOtherMapping =
    preview.fieldMapping !== null && JSON.stringify(preview.fieldMapping) !== JSON.stringify(current.fieldMapping)
  return isOtherMapping ? 'The field mapping has changed since.' : null
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
  await updatePreview(trx, companyId, previewId, { approvedAt: current.now })
  return { ok: true, counts: await countPreview(trx, previewId) }
}
