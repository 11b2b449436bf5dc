import { sql } from 'kysely'
import type { EntraField, FieldValue, FieldValues } from '@plumm/entra-shared'
import type { Written } from './vocabulary.ts'
import { inParts } from '../db/in-parts.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { Link, PlannedChange } from './situation.ts'

/** The person's link in this tenant; a link to a tenant the company has left does not count. */
export async function readLink(
  trx: CompanyTrx,
  companyId: string,
  personId: string,
  tenantId: string,
): Promise<Link | null> {
  const row = await trx
    .selectFrom('link')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()
  return row ? toLink(row) : null
}

/** The links to these accounts, by person. */
export async function readLinksTo(
  trx: CompanyTrx,
  companyId: string,
  tenantId: string,
  entraUserIds: readonly string[],
): Promise<Map<string, Link>> {
  const links = new Map<string, Link>()
  for (const ids of inParts(entraUserIds)) {
    const rows = await trx
      .selectFrom('link')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('tenant_id', '=', tenantId)
      .where('entra_user_id', 'in', ids)
      .execute()
    for (const row of rows) links.set(row.person_id, toLink(row))
  }
  return links
}

/** Every account of the tenant that somebody is linked to. */
export async function linkedAccounts(trx: CompanyTrx, companyId: string, tenantId: string): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('link')
    .select('entra_user_id')
    .where('company_id', '=', companyId)
    .where('tenant_id', '=', tenantId)
    .execute()
  return new Set(rows.map((row) => row.entra_user_id))
}

/** All links of the tenant, by person. */
export async function readLinks(trx: CompanyTrx, companyId: string, tenantId: string): Promise<Map<string, Link>> {
  const rows = await trx
    .selectFrom('link')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('tenant_id', '=', tenantId)
    .execute()
  return new Map(rows.map((row) => [row.person_id, toLink(row)]))
}

export async function countLinks(trx: CompanyTrx, companyId: string): Promise<number> {
  const row = await trx
    .selectFrom('link')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('company_id', '=', companyId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Which of these people have a link. */
export async function linkedAmong(
  trx: CompanyTrx,
  companyId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  const linked = new Set<string>()
  for (const ids of inParts(personIds)) {
    const rows = await trx
      .selectFrom('link')
      .select('person_id')
      .where('company_id', '=', companyId)
      .where('person_id', 'in', ids)
      .execute()
    for (const row of rows) linked.add(row.person_id)
  }
  return linked
}

/** Stores a new pair; a person linked to another tenant before is linked to this one from now on. */
export async function insertLink(
  trx: CompanyTrx,
  key: { companyId: string; personId: string; tenantId: string },
  link: Link,
): Promise<void> {
  const values = {
    tenant_id: key.tenantId,
    entra_user_id: link.entraUserId,
    email: link.email,
    sign_in_name: link.signInName,
    revoke_owed: link.revokeOwed,
    suspended_by_plumm: link.suspendedByPlumm,
    written: JSON.stringify(link.written),
    recent_writes: JSON.stringify(link.recentWrites),
    linked_at: link.linkedAt,
  }
  await trx
    .insertInto('link')
    .values({ company_id: key.companyId, person_id: key.personId, ...values })
    .onConflict((conflict) => conflict.columns(['company_id', 'person_id']).doUpdateSet(values))
    .execute()
}

export async function updateLink(
  trx: CompanyTrx,
  companyId: string,
  personId: string,
  changes: Partial<Pick<Link, 'revokeOwed' | 'suspendedByPlumm' | 'written' | 'email' | 'signInName' | 'recentWrites'>>,
): Promise<void> {
  const set = {
    ...(changes.revokeOwed === undefined ? {} : { revoke_owed: changes.revokeOwed }),
    ...(changes.suspendedByPlumm === undefined ? {} : { suspended_by_plumm: changes.suspendedByPlumm }),
    ...(changes.written === undefined ? {} : { written: JSON.stringify(changes.written) }),
    ...(changes.recentWrites === undefined ? {} : { recent_writes: JSON.stringify(changes.recentWrites) }),
    ...(changes.email === undefined ? {} : { email: changes.email }),
    ...(changes.signInName === undefined ? {} : { sign_in_name: changes.signInName }),
  }
  if (Object.keys(set).length === 0) return
  await trx.updateTable('link').set(set).where('company_id', '=', companyId).where('person_id', '=', personId).execute()
}

/** The link's memory of what was written, with these writes added. */
export function remember(
  written: Written,
  changes: readonly { field: EntraField; before: FieldValue; after: FieldValue; cause?: PlannedChange['cause'] }[],
  at: Date,
): Written {
  const next = { ...written }
  for (const { field, before, after, cause } of changes) {
    const putBackAt =
      cause === 'drift' ? [...(written[field]?.putBackAt ?? []), at.toISOString()].slice(-PUT_BACK_KEPT) : []
    next[field] = { before, after, at: at.toISOString(), ...(putBackAt.length > 0 ? { putBackAt } : {}) }
  }
  return next
}

/** As many as tell a quarrel from an accident. */
const PUT_BACK_KEPT = 3

/** The memory of a link with what else was found there, or null when nothing is new: a later third value is drift. */
export function rememberFound(written: Written, found: FieldValues, at: Date): Written | null {
  const missing = Object.entries(found).filter(([field]) => !(field in written))
  if (missing.length === 0) return null
  const seen = missing.map(([field, value]) => [field, { before: value, after: value, at: at.toISOString() }])
  return { ...Object.fromEntries(seen), ...written }
}

/** Many links' memories at once. */
export async function storeMemories(
  trx: CompanyTrx,
  companyId: string,
  memories: readonly { personId: string; written: Written }[],
): Promise<void> {
  if (memories.length === 0) return
  await sql`update link set written = given.written
    from jsonb_to_recordset(${JSON.stringify(memories)}::jsonb) as given("personId" text, written jsonb)
    where link.company_id = ${companyId} and link.person_id = given."personId"`.execute(trx)
}

function toLink(row: {
  entra_user_id: string
  email: string
  sign_in_name: string
  revoke_owed: boolean
  suspended_by_plumm: boolean
  written: Written
  recent_writes: string[]
  linked_at: Date
}): Link {
  return {
    entraUserId: row.entra_user_id,
    email: row.email,
    signInName: row.sign_in_name,
    revokeOwed: row.revoke_owed,
    suspendedByPlumm: row.suspended_by_plumm,
    written: row.written,
    recentWrites: row.recent_writes,
    linkedAt: row.linked_at,
  }
}
