import { referencePaths } from '@plumm/entra-shared'
import { readCompany } from '../connection/company.ts'
import { notifyLive } from '../db/live-notice.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { Priority, Queue } from '../queue/queue.ts'
import { listPersonIds, markPending } from './person.store.ts'
import { findReferrers, markDue } from './references.store.ts'

/** Owes people a look, shows them as waiting, and answers how many they are. */
export async function owePeople(
  trx: CompanyTrx,
  companyId: string,
  which: 'everyone' | 'behind' | readonly string[],
  { queue }: { queue: Queue },
  priority: Priority = 'change',
): Promise<number> {
  const ids = typeof which === 'string' ? await listPersonIds(trx, companyId, which) : [...which]
  await markPending(trx, companyId, ids)
  await queue.sendPeople(trx, companyId, ids, { priority })
  await notifyLive(trx, { companyId, people: ids })
  return ids.length
}

/**
 * Owes a look to whoever names these people, because there is news of them: they have an account now, or Plumm has
 * told us who they are. Part of the transaction that made it so, so that nobody who looked before it is forgotten.
 */
export async function oweReferrers(
  trx: CompanyTrx,
  companyId: string,
  personIds: readonly string[],
  at: Date,
  { queue }: { queue: Queue },
): Promise<void> {
  if (personIds.length === 0) return
  const { fieldMapping } = await readCompany(trx, companyId)
  const ids = await findReferrers(trx, companyId, personIds, referencePaths(fieldMapping))
  await markDue(trx, companyId, ids, at)
  await queue.sendPeople(trx, companyId, ids, { priority: 'sweep', at })
}
