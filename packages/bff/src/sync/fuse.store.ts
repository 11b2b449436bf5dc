import type { Settings } from '@plumm/entra-shared'
import type { FuseKind } from './vocabulary.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import { FUSE_WINDOW_MS, type FuseEntry, fuseLimit } from './fuse.ts'
import { countLinks } from './link.store.ts'

/** Where each of a person's counted changes stands. */
export async function readFuse(trx: CompanyTrx, companyId: string, personId: string): Promise<FuseEntry[]> {
  return trx
    .selectFrom('fuse_entry')
    .select(['kind', 'state', 'counted_at as countedAt'])
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .execute()
}

/**
 * Counts dangerous changes as they come in or come due. Past the limit everything of that kind that has not been sent is
 * held, earlier ones of the wave included; returns the people held by this. The caller holds the connection row's lock:
 * two deliveries at once must not both find room.
 */
export async function countForFuse(
  trx: CompanyTrx,
  companyId: string,
  changes: readonly { personId: string; kind: FuseKind }[],
  settings: Settings,
  now: Date,
): Promise<{ personId: string; kind: FuseKind }[]> {
  if (changes.length === 0) return []
  await trx
    .insertInto('fuse_entry')
    .values(
      changes.map(({ personId, kind }) => ({
        company_id: companyId,
        person_id: personId,
        kind,
        counted_at: now,
        state: 'passed' as const,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'person_id', 'kind']).doUpdateSet({ counted_at: now, state: 'passed' }),
    )
    .execute()
  const limit = fuseLimit(await countLinks(trx, companyId), settings.fuse)
  const held: { personId: string; kind: FuseKind }[] = []
  for (const kind of new Set(changes.map((change) => change.kind))) {
    const { count } = await trx
      .selectFrom('fuse_entry')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('company_id', '=', companyId)
      .where('kind', '=', kind)
      .where('state', 'in', ['passed', 'held'])
      .where('counted_at', '>', new Date(now.getTime() - FUSE_WINDOW_MS))
      .executeTakeFirstOrThrow()
    if (Number(count) > limit) held.push(...(await holdUnsent(trx, companyId, kind)))
  }
  return held
}

/** Holds what has been counted and not been sent: people whose newest version has no outcome yet. */
async function holdUnsent(
  trx: CompanyTrx,
  companyId: string,
  kind: FuseKind,
): Promise<{ personId: string; kind: FuseKind }[]> {
  const rows = await trx
    .updateTable('fuse_entry')
    .set({ state: 'held' })
    .where('company_id', '=', companyId)
    .where('kind', '=', kind)
    .where('state', '=', 'passed')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('person')
          .select('person.id')
          .whereRef('person.company_id', '=', 'fuse_entry.company_id')
          .whereRef('person.id', '=', 'fuse_entry.person_id')
          .where((inner) =>
            inner.or([inner('recorded_version', 'is', null), inner('recorded_version', '<', inner.ref('version'))]),
          ),
      ),
    )
    .returning('person_id')
    .execute()
  return rows.map((row) => ({ personId: row.person_id, kind }))
}

/** An administrator's word on what the fuse held. */
export async function answerFuse(
  trx: CompanyTrx,
  companyId: string,
  personId: string,
  state: 'released' | 'rejected',
): Promise<void> {
  await trx
    .updateTable('fuse_entry')
    .set({ state })
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .where('state', '=', 'held')
    .execute()
}
