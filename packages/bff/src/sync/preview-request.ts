import { type SentFieldMapping, isSameMapping, upgradeFieldMapping } from '@plumm/entra-shared'
import { readCompany } from '../connection/company.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { Queue } from '../queue/queue.ts'
import { insertPreview, newestPreview } from './preview.store.ts'

/**
 * Owes a company a preview of its current connection, replacing an earlier one that nobody approved. Without a
 * mapping of its own it is planned with the one in force, and goes stale when that changes.
 */
export async function requestPreview(
  trx: CompanyTrx,
  companyId: string,
  request: { generation: number; fieldMapping: SentFieldMapping | null },
  deps: { newId: () => string; now: () => Date; queue: Queue },
): Promise<string> {
  const id = deps.newId()
  const inForce = (await readCompany(trx, companyId)).fieldMapping
  const fieldMapping = request.fieldMapping ? upgradeFieldMapping(request.fieldMapping, inForce) : inForce
  await insertPreview(trx, companyId, {
    id,
    createdAt: deps.now(),
    generation: request.generation,
    fieldMapping,
    isProposal: !isSameMapping(fieldMapping, inForce),
  })
  await deps.queue.sendCompany(trx, 'preview', companyId)
  return id
}

/** The preview that could not be made while something was wrong is made now; one that could be is left as it is. */
export async function requestPreviewAgain(
  trx: CompanyTrx,
  companyId: string,
  generation: number,
  deps: Parameters<typeof requestPreview>[3],
): Promise<void> {
  const newest = await newestPreview(trx, companyId)
  if (newest?.state === 'failed') await requestPreview(trx, companyId, { generation, fieldMapping: null }, deps)
}
