import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type FieldProblem, type Person, type PeopleConcerned, type Reason, nameOf } from '@plumm/entra-shared'
import type { CompanyTrx } from '../db/tenancy.ts'

/** Reasons of a whole person, or of one field of theirs. */
export interface Concern {
  reasons: readonly Reason[]
  /** Only where it is this field that they are about. */
  field?: string
}

const NAMED_MAX = 20

/** People whom a preview found in such a way, by name; null: nobody. */
export async function concernedInPreview(
  trx: CompanyTrx,
  previewId: string,
  concern: Concern,
): Promise<PeopleConcerned | null> {
  const rows = await trx
    .selectFrom('preview_row')
    .select(['row', sql<string>`count(*) over ()`.as('count')])
    .where('preview_id', '=', previewId)
    .where(isConcerned(concern, sql`"row"->>'reason'`, sql`"row"->'problems'`))
    .orderBy('search')
    .orderBy('person_id')
    .limit(NAMED_MAX)
    .execute()
  const found = rows.map(({ row }) => ({
    personId: row.personId,
    name: row.name,
    reason: reasonOf(concern, row.reason, row.problems),
  }))
  return concerned(rows[0]?.count, found)
}

/** People whose last look ended so, by name; null: nobody. */
export async function concernedByStatus(
  trx: CompanyTrx,
  companyId: string,
  concern: Concern,
): Promise<PeopleConcerned | null> {
  const rows = await trx
    .selectFrom('person')
    .select(['id', 'data', 'reason', 'problems', sql<string>`count(*) over ()`.as('count')])
    .where('company_id', '=', companyId)
    .where(isConcerned(concern, sql`reason`, sql`problems`))
    .orderBy('email_key')
    .orderBy('id')
    .limit(NAMED_MAX)
    .execute()
  const found = rows.map(({ id, data, reason, problems }) => ({
    personId: id,
    name: nameOf(data satisfies Person),
    reason: reasonOf(concern, reason, problems),
  }))
  return concerned(rows[0]?.count, found)
}

function isConcerned(
  { reasons, field }: Concern,
  reason: RawBuilder<unknown>,
  problems: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  if (field === undefined) return sql`${reason} in (${sql.join(reasons)})`
  return sql`exists (
    select 1 from jsonb_array_elements(${problems}) problem
    where problem->>'field' = ${field} and problem->>'code' in (${sql.join(reasons)}))`
}

function reasonOf({ reasons, field }: Concern, whole: Reason | null, problems: readonly FieldProblem[]): Reason {
  const ofField = problems.find((problem) => problem.field === field && reasons.includes(problem.code))
  return ofField?.code ?? whole ?? 'unexpected'
}

function concerned(count: string | undefined, first: PeopleConcerned['first']): PeopleConcerned | null {
  return count === undefined ? null : { count: Number(count), first }
}
