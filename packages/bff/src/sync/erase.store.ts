import { SIGN_IN_NAME, type SyncStatus, nameOf } from '@plumm/entra-shared'
import { sql } from 'kysely'
import type { CompanyTrx } from '../db/tenancy.ts'
import { readPerson } from './person.store.ts'
import { type Redaction, redact } from './redact.ts'

/** What is kept of somebody outside the audit log. */
export interface Traces {
  person: {
    status: 'active' | 'deactivated' | 'deleted'
    version: number
    isOwedALook: boolean
    syncStatus: SyncStatus
  } | null
  link: { entraUserId: string; revokeOwed: boolean } | null
  hasPendingCreate: boolean
  /** Every name and address they are known by here. */
  names: string[]
}

export async function readTraces(trx: CompanyTrx, companyId: string, personId: string): Promise<Traces> {
  const person = await readPerson(trx, companyId, personId)
  const link = await trx
    .selectFrom('link')
    .select(['entra_user_id', 'email', 'sign_in_name', 'revoke_owed', 'written'])
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const pending = await trx
    .selectFrom('pending_create')
    .select(['sign_in_name', 'display_name'])
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const names = [
    ...(person ? [nameOf(person.person), person.person.email] : []),
    ...(link
      ? [link.email, link.sign_in_name, link.written.displayName?.after, link.written[SIGN_IN_NAME]?.after]
      : []),
    ...(pending ? [pending.display_name, pending.sign_in_name] : []),
  ]
  return {
    person: person && {
      status: person.person.status,
      version: person.version,
      syncStatus: person.syncStatus,
      isOwedALook: person.recordedVersion === null || person.recordedVersion < person.version,
    },
    link: link ? { entraUserId: link.entra_user_id, revokeOwed: link.revoke_owed } : null,
    hasPendingCreate: pending !== undefined,
    names: [...new Set(names.flatMap((name) => (name ? [name] : [])))],
  }
}

/**
 * Removes everything of a person's own. Of the link the two ids stay, and whether Plumm suspended the account: by them it
 * is found again, and given to nobody else, should HR take the same person on again (ADR 0011).
 */
export async function eraseRows(trx: CompanyTrx, companyId: string, personId: string): Promise<void> {
  for (const table of ['hold', 'fuse_entry', 'preview_row', 'pending_create'] as const)
    await trx.deleteFrom(table).where('company_id', '=', companyId).where('person_id', '=', personId).execute()
  await trx.deleteFrom('person').where('company_id', '=', companyId).where('id', '=', personId).execute()
  await trx
    .updateTable('link')
    .set({ email: '', sign_in_name: '', written: '{}', recent_writes: '[]' })
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .execute()
}

/** Takes somebody's names out of what is said of others: candidates of a question, a manager in a preview, a conflict. */
export async function redactOthers(
  trx: CompanyTrx,
  companyId: string,
  { names, entraUserIds }: { names: readonly string[]; entraUserIds: readonly string[] },
): Promise<void> {
  const lower = names.map((name) => name.trim().toLowerCase())
  const redaction: Redaction = { texts: new Set(lower), entraUserIds: new Set(entraUserIds) }
  const sought = [...new Set([...names, ...lower, ...entraUserIds])]
  const mentions = (column: 'hold.candidates' | 'hold.changes' | 'preview_row.row' | 'person.problems') =>
    sql<boolean>`exists (select 1 from unnest(${sought}::text[]) as one
      where position(to_jsonb(one)::text in ${sql.ref(column)}::text) > 0)`
  const holds = await trx
    .selectFrom('hold')
    .select(['id', 'candidates', 'changes'])
    .where('company_id', '=', companyId)
    .where((eb) => eb.or([mentions('hold.candidates'), mentions('hold.changes')]))
    .execute()
  for (const { id, candidates, changes } of holds) {
    await trx
      .updateTable('hold')
      .set({
        candidates: JSON.stringify(redact(candidates, redaction)),
        changes: JSON.stringify(redact(changes, redaction)),
      })
      .where('id', '=', id)
      .execute()
  }
  const rows = await trx
    .selectFrom('preview_row')
    .select(['preview_id', 'person_id', 'row'])
    .where('company_id', '=', companyId)
    .where(mentions('preview_row.row'))
    .execute()
  for (const { preview_id: previewId, person_id: id, row } of rows) {
    await trx
      .updateTable('preview_row')
      .set({
        row: JSON.stringify({
          ...row,
          changes: redact(row.changes, redaction),
          problems: redact(row.problems, redaction),
        }),
      })
      .where('preview_id', '=', previewId)
      .where('person_id', '=', id)
      .execute()
  }
  const people = await trx
    .selectFrom('person')
    .select(['id', 'problems'])
    .where('company_id', '=', companyId)
    .where(mentions('person.problems'))
    .execute()
  for (const { id, problems } of people) {
    await trx
      .updateTable('person')
      .set({ problems: JSON.stringify(redact(problems, redaction)) })
      .where('company_id', '=', companyId)
      .where('id', '=', id)
      .execute()
  }
}
