import { notifyLive } from '../db/live-notice.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { Queue } from '../queue/queue.ts'
import { listPersonIds, markPending } from './person.store.ts'

/** Owes people a look, shows them as waiting, and answers how many they are. */
export async function owePeople(
  trx: CompanyTrx,
  companyId: string,
  which: 'everyone' | 'behind' | readonly string[],
  { queue }: { queue: Queue },
): Promise<number> {
  const ids = typeof which === 'string' ? await listPersonIds(trx, companyId, which) : [...which]
  await markPending(trx, companyId, ids)
  await queue.sendPeople(trx, companyId, ids, { priority: 'change' })
  await notifyLive(trx, { companyId, people: ids })
  return ids.length
}
