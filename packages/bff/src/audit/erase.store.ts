import { sql } from 'kysely'
import type { CompanyTrx } from '../db/tenancy.ts'
import { lockHead } from './append.ts'
import { type Erasure, eraseParts, formatOf } from './parts.ts'
import { searchTextOf } from './search-text.ts'

/** Whose values are to go from the log, and where else than in entries about them they may stand. */
export interface Erasee {
  personId: string
  /** Names they were shown by, for references of other people's that carry no object id. */
  names: readonly string[]
  /** Object ids of their accounts. */
  entraUserIds: readonly string[]
  /** Fields whose value is another person. */
  referenceFields: readonly string[]
}

/** What the log itself knows of somebody: the names it shows, and the accounts it tells of. */
export async function readAuditTraces(
  trx: CompanyTrx,
  companyId: string,
  personId: string,
): Promise<{ entries: number; names: string[]; entraUserIds: string[] }> {
  const rows = await trx
    .selectFrom('audit_entry')
    .leftJoin('audit_detail', (join) =>
      join
        .onRef('audit_detail.company_id', '=', 'audit_entry.company_id')
        .onRef('audit_detail.seq', '=', 'audit_entry.seq'),
    )
    .select(['audit_entry.entra_user_id', 'audit_detail.details'])
    .where('audit_entry.company_id', '=', companyId)
    .where('audit_entry.person_id', '=', personId)
    .execute()
  return {
    entries: rows.length,
    names: [...new Set(rows.flatMap(({ details }) => details?.personName ?? []))],
    entraUserIds: [...new Set(rows.flatMap((row) => row.entra_user_id ?? []))],
  }
}

/**
 * Takes somebody's values out of the log: name and changes of the entries about them, and of other people's entries the
 * references that name them. Answers the positions it took something from, for the entry that has to tell of it: without
 * one the chain counts as broken. Nobody appends from here until the transaction ends.
 */
export async function eraseFromAudit(trx: CompanyTrx, companyId: string, erasee: Erasee): Promise<number[]> {
  await lockHead(trx, companyId)
  const own = await rowsAbout(trx, companyId)
    .where('audit_detail.person_id', '=', erasee.personId)
    // What tells of an erasure holds nothing about them.
    .where('audit_entry.action', '!=', 'person.erased')
    .execute()
  const others = await rowsAbout(trx, companyId)
    .where((eb) =>
      eb.or([eb('audit_detail.person_id', 'is', null), eb('audit_detail.person_id', '!=', erasee.personId)]),
    )
    .where(
      sql<boolean>`exists (select 1 from jsonb_array_elements(audit_detail.details -> 'changes') as change
        where change ->> 'field' = any(${[...erasee.referenceFields]}))`,
    )
    .execute()
  const erased: number[] = []
  const everything: Erasure = { name: true, change: () => true }
  const references: Erasure = { name: false, change: (change) => names(change, erasee) }
  for (const row of own) if (await eraseRow(trx, companyId, row, everything)) erased.push(Number(row.seq))
  for (const row of others) if (await eraseRow(trx, companyId, row, references)) erased.push(Number(row.seq))
  return erased
}

type Change = Parameters<Erasure['change']>[0]

/** Whether a reference of somebody else's names them: by object id, and by name where it has none. */
function names({ field, before, after, ids }: Change, erasee: Erasee): boolean {
  if (!erasee.referenceFields.includes(field)) return false
  const [known, given] = ids ? [erasee.entraUserIds, [ids.before, ids.after]] : [erasee.names, [before, after]]
  return given.some((value) => value !== null && known.includes(value))
}

function rowsAbout(trx: CompanyTrx, companyId: string) {
  return trx
    .selectFrom('audit_detail')
    .innerJoin('audit_entry', (join) =>
      join
        .onRef('audit_entry.company_id', '=', 'audit_detail.company_id')
        .onRef('audit_entry.seq', '=', 'audit_detail.seq'),
    )
    .select([
      'audit_detail.seq',
      'audit_detail.salt',
      'audit_detail.details',
      'audit_detail.parts',
      'audit_entry.canonical',
    ])
    .where('audit_detail.company_id', '=', companyId)
    .orderBy('audit_detail.seq')
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsAbout>['execute']>>[number]

async function eraseRow(trx: CompanyTrx, companyId: string, row: Row, erasure: Erasure): Promise<boolean> {
  const format = formatOf(row.canonical)
  if (format === null) {
    // From before there were parts: all of it or nothing.
    const isConcerned = erasure.name || row.details.changes.some((change) => erasure.change(change))
    if (isConcerned)
      await trx
        .deleteFrom('audit_detail')
        .where('company_id', '=', companyId)
        .where('seq', '=', Number(row.seq))
        .execute()
    return isConcerned
  }
  const left = eraseParts({ ...row, format }, erasure)
  if (!left) return false
  await trx
    .updateTable('audit_detail')
    .set({
      salt: '',
      parts: JSON.stringify(left.parts),
      details: JSON.stringify(left.details),
      search: searchTextOf(left.details),
    })
    .where('company_id', '=', companyId)
    .where('seq', '=', Number(row.seq))
    .execute()
  return true
}
