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
  { isReader, adminCenterOrigin }: { isReader: boolean; adminCenterOrigin: string | null },
): Promise<PersonStatusReport[]> {
  const reports = await readStatuses(trx, companyId, ids)
  return reports.map((report) => (isReader ? withAccountUrl(report, adminCenterOrigin) : forViewer(report)))
}

/** The account's page in the Entra admin center, as its address bar has it. */
function withAccountUrl(report: PersonStatusReport, adminCenterOrigin: string | null): PersonStatusReport {
  const { entraUserId } = report
  if (adminCenterOrigin === null || entraUserId === undefined) return report
  const blade = '#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId'
  return { ...report, accountUrl: `${adminCenterOrigin}/${blade}/${encodeURIComponent(entraUserId)}` }
}
