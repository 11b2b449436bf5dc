import { type SqlBool, sql } from 'kysely'
import { type Settings, fuseLimit } from '@plumm/entra-shared'
import type { FuseKind } from './vocabulary.ts'
import { inParts } from '../db/in-parts.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import { employmentOf } from './employment.ts'
import { FUSE_WINDOW_MS, type FuseEntry } from './fuse.ts'
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
  for (const part of inParts(changes)) {
    await trx
      .insertInto('fuse_entry')
      .values(
        part.map(({ personId, kind }) => ({
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
  }
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
    if (Number(count) > limit) held.push(...(await holdUnsent(trx, companyId, kind, now)))
  }
  return held
}

/**
 * Holds what has been counted and not been sent: people whose newest version has no outcome yet. Of leavers also those
 * whose last day is over: HR said so long ago, and that version had its outcome then.
 */
async function holdUnsent(
  trx: CompanyTrx,
  companyId: string,
  kind: FuseKind,
  now: Date,
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
            inner.or([
              inner('recorded_version', 'is', null),
              inner('recorded_version', '<', inner.ref('version')),
              ...(kind === 'suspend' ? [isDue(now)] : []),
            ]),
          ),
      ),
    )
    .returning('person_id')
    .execute()
  return rows.map((row) => ({ personId: row.person_id, kind }))
}

/**
 * Linked people whose day has come to leave and whom nobody has counted: one job finds the whole wave it belongs to,
 * before the first of it is sent. Whoever is suspended already is not part of it.
 */
export async function findUncountedLeavers(
  trx: CompanyTrx,
  companyId: string,
  settings: Settings,
  now: Date,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('person')
    .innerJoin('link', (join) =>
      join.onRef('link.company_id', '=', 'person.company_id').onRef('link.person_id', '=', 'person.id'),
    )
    .leftJoin('fuse_entry', (join) =>
      join
        .onRef('fuse_entry.company_id', '=', 'person.company_id')
        .onRef('fuse_entry.person_id', '=', 'person.id')
        .on('fuse_entry.kind', '=', 'suspend')
        .on((eb) =>
          eb.or([
            eb('fuse_entry.state', 'in', ['held', 'rejected']),
            eb('fuse_entry.counted_at', '>', new Date(now.getTime() - FUSE_WINDOW_MS)),
          ]),
        ),
    )
    .select('person.data')
    .where('person.company_id', '=', companyId)
    .where('link.suspended_by_plumm', '=', false)
    // Who is left alone will not be suspended, and takes nobody's place.
    .where('person.sync_status', '!=', 'excluded')
    .where('fuse_entry.person_id', 'is', null)
    .where(isDue(now))
    .execute()
  return rows.flatMap(({ data }) => (employmentOf(data, now, settings).presence === 'left' ? [data.id] : []))
}

/** A person is owed a look now: their time has come, or somebody asked for one. */
function isDue(now: Date) {
  return sql<SqlBool>`(person.next_look_at <= ${now} or person.sync_status = 'pending')`
}

/** HR has taken back that they leave: neither a question about it nor a no to it outlives that. */
export async function forgetStops(trx: CompanyTrx, companyId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await trx
    .deleteFrom('fuse_entry')
    .where('company_id', '=', companyId)
    .where('kind', '=', 'suspend')
    .where('state', 'in', ['held', 'rejected'])
    .where('person_id', 'in', [...personIds])
    .execute()
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
