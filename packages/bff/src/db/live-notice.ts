import { sql } from 'kysely'
import { z } from 'zod'
import type { CompanyTrx } from './tenancy.ts'

/** The PostgreSQL channel all replicas listen on. */
export const LIVE_CHANNEL = 'plumm_entra_live'

/** What changed, by id: whoever shows it reads it again, with its own permissions. */
export const LiveNotice = z.object({
  companyId: z.string(),
  people: z.array(z.string()).optional(),
  connection: z.literal(true).optional(),
  /** The newest audit position. */
  audit: z.number().optional(),
})
export type LiveNotice = z.output<typeof LiveNotice>

/** A payload may have 8,000 bytes; more people than this in one commit are announced in several notices. */
const PEOPLE_PER_NOTICE = 50

/** Tells every replica's streams, when (and only if) the transaction commits. */
export async function notifyLive(trx: CompanyTrx, notice: LiveNotice): Promise<void> {
  const { people, ...rest } = notice
  if (!people || people.length <= PEOPLE_PER_NOTICE) {
    await send(trx, notice)
    return
  }
  for (let from = 0; from < people.length; from += PEOPLE_PER_NOTICE) {
    await send(trx, { companyId: rest.companyId, people: people.slice(from, from + PEOPLE_PER_NOTICE) })
  }
  if (rest.connection || rest.audit !== undefined) await send(trx, rest)
}

/** The same as a column, for a statement that is sent anyhow. It must touch one row, for it tells once a row. */
export function liveNotice(notice: LiveNotice) {
  return sql<string>`pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(notice)})`
}

async function send(trx: CompanyTrx, notice: LiveNotice): Promise<void> {
  await sql`select ${liveNotice(notice)}`.execute(trx)
}
