import type { PersonStatusReport } from '@plumm/entra-shared'
import type { CompanyTrx } from '../db/tenancy.ts'
import { forViewer, readStatuses } from './status.store.ts'

export { countOpenHolds } from './hold.store.ts'
export { countStatuses } from './status.store.ts'

/** People's statuses as this caller may see them. */
export async function viewStatuses(
  trx: CompanyTrx,
  companyId: string,
  ids: readonly string[],
  { isReader }: { isReader: boolean },
): Promise<PersonStatusReport[]> {
  const reports = await readStatuses(trx, companyId, ids)
  return isReader ? reports : reports.map(forViewer)
}
