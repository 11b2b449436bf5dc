import { sql } from 'kysely'
import { type FieldMapping, type PlanKind, type PreviewRow, planKinds, readFieldMapping } from '@plumm/entra-shared'
import type { Fingerprint } from './vocabulary.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

export interface StoredPreview {
  id: string
  state: 'planning' | 'ready' | 'failed'
  createdAt: Date
  generation: number
  fieldMapping: FieldMapping | null
  /** Planned with a mapping that was not saved then, to see what it would do. */
  isProposal: boolean
  people: number
  planned: number
  failure: { code: string; detail: string } | null
  approvedAt: Date | null
}

/** An index entry has room for 2,704 bytes, and a character may take four. */
const SEARCH_LENGTH = 400

/** The risky first: what would be suspended, blocked or asked stands above what is routine. */
const RANK: Record<PlanKind, number> = { suspend: 0, block: 1, hold: 2, create: 3, link: 4, update: 5, none: 6 }

export async function insertPreview(
  trx: CompanyTrx,
  companyId: string,
  preview: { id: string; createdAt: Date; generation: number; fieldMapping: FieldMapping; isProposal: boolean },
): Promise<void> {
  await trx.deleteFrom('preview').where('company_id', '=', companyId).where('approved_at', 'is', null).execute()
  await trx
    .insertInto('preview')
    .values({
      id: preview.id,
      company_id: companyId,
      state: 'planning',
      created_at: preview.createdAt,
      generation: preview.generation,
      field_mapping: JSON.stringify(preview.fieldMapping),
      is_proposal: preview.isProposal,
      people: 0,
      planned: 0,
    })
    .execute()
}

export async function newestPreview(trx: CompanyTrx, companyId: string): Promise<StoredPreview | null> {
  const row = await trx
    .selectFrom('preview')
    .selectAll()
    .where('company_id', '=', companyId)
    // One that nobody approved yet is newer than any that was: starting one replaces the others.
    .orderBy('approved_at', (order) => order.desc().nullsFirst())
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    state: row.state,
    createdAt: row.created_at,
    generation: row.generation,
    fieldMapping: row.field_mapping === null ? null : readFieldMapping(row.field_mapping),
    isProposal: row.is_proposal,
    people: row.people,
    planned: row.planned,
    failure: row.failure,
    approvedAt: row.approved_at,
  }
}

export async function updatePreview(
  trx: CompanyTrx,
  companyId: string,
  id: string,
  changes: Partial<Pick<StoredPreview, 'state' | 'people' | 'planned' | 'approvedAt' | 'failure'>>,
): Promise<void> {
  await trx
    .updateTable('preview')
    .set({
      ...(changes.state ? { state: changes.state } : {}),
      ...(changes.people === undefined ? {} : { people: changes.people }),
      ...(changes.planned === undefined ? {} : { planned: changes.planned }),
      ...(changes.approvedAt ? { approved_at: changes.approvedAt } : {}),
      ...(changes.failure ? { failure: JSON.stringify(changes.failure) } : {}),
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

export async function insertPreviewRows(
  trx: CompanyTrx,
  companyId: string,
  previewId: string,
  rows: readonly { row: PreviewRow; fingerprint: Fingerprint }[],
): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('preview_row')
    .values(
      rows.map(({ row, fingerprint }) => ({
        company_id: companyId,
        preview_id: previewId,
        person_id: row.personId,
        kind: row.kind,
        rank: RANK[row.kind],
        search: `${row.name} ${row.email}`.toLowerCase().slice(0, SEARCH_LENGTH),
        row: JSON.stringify(row),
        fingerprint: JSON.stringify(fingerprint),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function countPreview(trx: CompanyTrx, previewId: string): Promise<Record<PlanKind, number>> {
  const counts: Record<PlanKind, number> = { create: 0, link: 0, update: 0, suspend: 0, hold: 0, block: 0, none: 0 }
  const rows = await trx
    .selectFrom('preview_row')
    .select(['kind', sql<string>`count(*)`.as('count')])
    .where('preview_id', '=', previewId)
    .groupBy('kind')
    .execute()
  for (const row of rows) counts[row.kind] = Number(row.count)
  return counts
}

/** Which rows: of one kind, of people in whose name or email this stands. */
export interface PreviewWish {
  filter?: PlanKind | undefined
  q?: string | undefined
}

/** A page of rows in the list's order; the cursor is the last row's place in it. */
export async function pagePreview(
  trx: CompanyTrx,
  previewId: string,
  query: PreviewWish & { after: PreviewPlace | null; limit: number },
): Promise<{ rows: PreviewRow[]; next: PreviewPlace | null }> {
  let select = trx
    .selectFrom('preview_row')
    .select(['row', 'rank', 'search', 'person_id'])
    .where('preview_id', '=', previewId)
    .orderBy('rank')
    .orderBy('search')
    .orderBy('person_id')
    .limit(query.limit + 1)
  if (query.filter && planKinds.includes(query.filter)) select = select.where('kind', '=', query.filter)
  if (query.q) select = select.where(sql<boolean>`position(${query.q.toLowerCase()} in search) > 0`)
  if (query.after) {
    const { rank, search, personId } = query.after
    select = select.where(sql<boolean>`(rank, search, person_id) > (${rank}, ${search}, ${personId})`)
  }
  const found = await select.execute()
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  const hasMore = found.length > query.limit
  return {
    rows: page.map((row) => row.row),
    next: hasMore && last ? { rank: last.rank, search: last.search, personId: last.person_id } : null,
  }
}
export interface PreviewPlace {
  rank: number
  search: string
  personId: string
}

/** What was approved for a person, while it has not been carried out. */
export async function readApproval(
  trx: CompanyTrx,
  previewId: string | null,
  personId: string,
): Promise<Fingerprint | null> {
  if (!previewId) return null
  const row = await trx
    .selectFrom('preview_row')
    .select('fingerprint')
    .where('preview_id', '=', previewId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.fingerprint ?? null
}

/** The approval has done its work: from now on the person is kept in step without one. */
export async function useApproval(trx: CompanyTrx, previewId: string | null, personId: string): Promise<void> {
  if (!previewId) return
  await trx.deleteFrom('preview_row').where('preview_id', '=', previewId).where('person_id', '=', personId).execute()
}
