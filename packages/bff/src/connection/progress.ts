import type { Progress } from '@plumm/entra-shared'
import { notifyLive } from '../db/live-notice.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

/** Starts work a person waits for: so many people, from now on. */
export async function startWave(trx: CompanyTrx, companyId: string, total: number, now: Date): Promise<void> {
  await trx
    .updateTable('connection')
    .set({ wave: total > 0 ? JSON.stringify({ total, startedAt: now.toISOString() }) : null })
    .where('company_id', '=', companyId)
    .execute()
}

/** Ends the wave when nobody is left to wait for. */
export async function finishWave(trx: CompanyTrx, companyId: string): Promise<void> {
  const ended = await trx
    .updateTable('connection')
    .set({ wave: null })
    .where('company_id', '=', companyId)
    .where('wave', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('person').select('id').where('company_id', '=', companyId).where('sync_status', '=', 'pending'),
        ),
      ),
    )
    .returning('company_id')
    .executeTakeFirst()
  if (ended) await notifyLive(trx, { companyId, connection: true })
}

export async function touchLastChange(trx: CompanyTrx, companyId: string, now: Date): Promise<void> {
  await trx
    .updateTable('connection')
    .set({ last_change_at: now })
    .where('company_id', '=', companyId)
    .where((eb) => eb.or([eb('last_change_at', 'is', null), eb('last_change_at', '<', now)]))
    .execute()
}

/** Enough done to tell the rest honestly. */
const ENOUGH_TO_TELL = 5

/** How far the wave is; the time left is told from its own speed. */
export function progressOf(
  wave: { total: number; startedAt: string } | null,
  pending: number,
  now: Date,
): Progress | null {
  if (!wave) return null
  const done = Math.max(0, wave.total - pending)
  const elapsedMs = now.getTime() - Date.parse(wave.startedAt)
  const etaSeconds = done >= ENOUGH_TO_TELL ? Math.ceil((elapsedMs / done) * (wave.total - done) * 0.001) : null
  return { done, total: wave.total, etaSeconds }
}
