import { type SqlBool, sql } from 'kysely'
import { type Actor, type FieldProblem, type Person, type Reason, type SyncStatus, nameOf } from '@plumm/entra-shared'
import { inParts } from '../db/in-parts.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import { stillErased } from './erased-person.store.ts'
import { comesFirst } from './address.ts'
import type { Link } from './situation.ts'
import { storable } from './storable.ts'

/** A person as stored, with how things stand. */
export interface StoredPerson {
  person: Person
  version: number
  recordedVersion: number | null
  syncStatus: SyncStatus
  attempts: number
  createIntendedAt: Date | null
  reason: Reason | null
  missingSince: Date | null
}

export interface Upserted {
  person: Person
  result: 'accepted' | 'unchanged' | 'contradiction'
  /** What HR had said before. */
  before: Person | null
}

/**
 * Stores the newest of each person. An older or equal version changes nothing; the same version with other content is a
 * contradiction, worth logging. Whose data was erased is left out, unless HR has taken them on again. Rows are locked in
 * order of id, so that two deliveries cannot wait for each other.
 */
export async function upsertPeople(
  trx: CompanyTrx,
  companyId: string,
  people: readonly Person[],
  now: Date,
): Promise<Upserted[]> {
  const newest = new Map<string, Person>()
  for (const person of people.map(storable)) {
    const other = newest.get(person.id)
    if (!other || person.version > other.version) newest.set(person.id, person)
  }
  for (const id of await stillErased(trx, companyId, newest, now)) newest.delete(id)
  const known = new Map<string, { version: string | number; data: Person }>()
  for (const ids of inParts([...newest.keys()].sort())) {
    const rows = await trx
      .selectFrom('person')
      .select(['id', 'version', 'data'])
      .where('company_id', '=', companyId)
      .where('id', 'in', ids)
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const row of rows) known.set(row.id, row)
  }
  const results: Upserted[] = []
  const accepted: Person[] = []
  for (const person of newest.values()) {
    const row = known.get(person.id)
    const before = row?.data ?? null
    if (!row || person.version > Number(row.version)) {
      accepted.push(person)
      results.push({ person, result: 'accepted', before })
    } else {
      const isContradiction = person.version === Number(row.version) && !isSameData(row.data, person)
      results.push({ person, result: isContradiction ? 'contradiction' : 'unchanged', before })
    }
  }
  for (const part of inParts(accepted)) await writePeople(trx, companyId, part, now)
  return results
}

async function writePeople(trx: CompanyTrx, companyId: string, people: readonly Person[], now: Date): Promise<void> {
  await trx
    .insertInto('person')
    .values(
      people.map((person) => ({
        company_id: companyId,
        id: person.id,
        version: person.version,
        status: person.status,
        email_key: emailKey(person.email),
        data: JSON.stringify(person),
        received_at: now,
        sync_status: 'pending' as const,
        actor: 'nobody' as const,
        problems: '[]',
        attempts: 0,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'id']).doUpdateSet({
        version: sql`excluded.version`,
        status: sql`excluded.status`,
        email_key: sql`excluded.email_key`,
        data: sql`excluded.data`,
        received_at: sql`excluded.received_at`,
        sync_status: sql`excluded.sync_status`,
        reason: null,
        attempts: 0,
        // HR has just spoken of them.
        missing_since: null,
      }),
    )
    .execute()
}

/** jsonb forgets the order of keys, so two versions are compared without it. */
function isSameData(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a)
  const right = new Map(Object.entries(b))
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isSameData(value, right.get(key)))
}

/**
 * Reads a person and keeps their row from changing until commit. Call it with the job already held: a delivery that has
 * upserted but not committed is waited for here, so its version cannot be missed (design §3, lost wake-ups).
 */
export async function readPerson(trx: CompanyTrx, companyId: string, personId: string): Promise<StoredPerson | null> {
  const row = await trx
    .selectFrom('person')
    .select([
      'data',
      'version',
      'recorded_version',
      'sync_status',
      'attempts',
      'create_intended_at',
      'reason',
      'missing_since',
    ])
    .where('company_id', '=', companyId)
    .where('id', '=', personId)
    .forShare()
    .executeTakeFirst()
  return row ? toStored(row) : null
}

/** What to call a person, or null for somebody we do not know. */
export async function readName(trx: CompanyTrx, companyId: string, personId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('person')
    .select('data')
    .where('company_id', '=', companyId)
    .where('id', '=', personId)
    .executeTakeFirst()
  return row ? nameOf(row.data) : null
}

export function toStored(row: {
  data: Person
  version: string | number
  recorded_version: string | number | null
  sync_status: SyncStatus
  attempts: number
  create_intended_at: Date | null
  reason: Reason | null
  missing_since: Date | null
}): StoredPerson {
  return {
    person: row.data,
    version: Number(row.version),
    recordedVersion: row.recorded_version === null ? null : Number(row.recorded_version),
    syncStatus: row.sync_status,
    attempts: row.attempts,
    createIntendedAt: row.create_intended_at,
    reason: row.reason,
    missingSince: row.missing_since,
  }
}

/** Whether another active person with this email comes first (address.ts, comesFirst). */
export async function emailBelongsToOther(
  trx: CompanyTrx,
  companyId: string,
  person: Person,
  link: Link | null,
): Promise<boolean> {
  const rows = await trx
    .selectFrom('person')
    .leftJoin('link', (join) =>
      join.onRef('link.company_id', '=', 'person.company_id').onRef('link.person_id', '=', 'person.id'),
    )
    .select(['person.id', 'link.email'])
    .where('person.company_id', '=', companyId)
    .where('person.email_key', '=', emailKey(person.email))
    .where('person.status', '=', 'active')
    .where('person.id', '!=', person.id)
    .execute()
  const mine = { id: person.id, link }
  return rows.some(({ id, email }) => comesFirst({ id, link: email === null ? null : { email } }, mine, person.email))
}

/** An index entry has room for 2,704 bytes; an address this long is blocked anyway. */
const EMAIL_KEY_LENGTH = 320

/** What makes two addresses the same. */
function emailKey(email: string): string {
  return email.trim().toLowerCase().slice(0, EMAIL_KEY_LENGTH)
}

/** How a person stands after a job. */
export interface PersonRecord {
  version: number
  syncStatus: SyncStatus
  reason: Reason | null
  actor: Actor
  problems: FieldProblem[]
  syncedAt: Date | null
  nextLookAt: Date | null
  attempts: number
  createIntendedAt: Date | null
}

/** Records how a person stands; answers whether a newer version has come in meanwhile, which owes another job. */
export async function recordPerson(
  trx: CompanyTrx,
  companyId: string,
  personId: string,
  record: PersonRecord,
): Promise<{ movedOn: boolean }> {
  const outcome = {
    problems: JSON.stringify(record.problems),
    recorded_version: record.version,
    create_intended_at: record.createIntendedAt,
    ...(record.syncedAt ? { last_synced_at: record.syncedAt } : {}),
  }
  const person = trx.updateTable('person').where('company_id', '=', companyId).where('id', '=', personId)
  const { syncStatus, reason, actor, nextLookAt, attempts } = record
  const recorded = await person
    .set({ ...outcome, sync_status: syncStatus, reason, actor, next_look_at: nextLookAt, attempts })
    .where('version', '<=', record.version)
    .executeTakeFirst()
  if (Number(recorded.numUpdatedRows) > 0) return { movedOn: false }
  // A newer version is still owed its own outcome: it stays pending, and is not called recorded.
  await person
    .set({ ...outcome, sync_status: 'pending', reason: null, actor: 'nobody', next_look_at: null, attempts: 0 })
    .execute()
  return { movedOn: true }
}

/** Notes that a create is about to be sent, so that a conflict with our own lost create is recognised. */
export async function noteCreateIntended(
  trx: CompanyTrx,
  companyId: string,
  personId: string,
  at: Date,
): Promise<void> {
  await trx
    .updateTable('person')
    .set({ create_intended_at: at })
    .where('company_id', '=', companyId)
    .where('id', '=', personId)
    .execute()
}

/** Everyone Plumm told us about, oldest id first; `behind` only those whose newest version has no outcome yet. */
export async function listPersonIds(
  trx: CompanyTrx,
  companyId: string,
  which: 'everyone' | 'behind',
): Promise<string[]> {
  let query = trx.selectFrom('person').select('id').where('company_id', '=', companyId).orderBy('id')
  if (which === 'behind') {
    query = query.where((eb) =>
      eb.or([
        eb('recorded_version', 'is', null),
        eb('recorded_version', '<', eb.ref('version')),
        eb('sync_status', 'in', ['pending', 'retrying']),
        sql<SqlBool>`next_look_at is not null`,
      ]),
    )
  }
  return (await query.execute()).map((row) => row.id)
}

export async function listPeople(
  trx: CompanyTrx,
  companyId: string,
): Promise<{ person: Person; missingSince: Date | null }[]> {
  const rows = await trx
    .selectFrom('person')
    .select(['data', 'missing_since'])
    .where('company_id', '=', companyId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ person: row.data, missingSince: row.missing_since }))
}

/**
 * Notes who is absent from a complete answer of Plumm's directory, and who is back. People whom HR spoke of after the
 * answer was asked for are not absent: the answer is older than they are.
 */
export async function notePresence(
  trx: CompanyTrx,
  companyId: string,
  { presentIds, askedAt }: { presentIds: readonly string[]; askedAt: Date },
): Promise<void> {
  const present = sql<string>`(select jsonb_array_elements_text(${JSON.stringify(presentIds)}::jsonb))`
  await trx
    .updateTable('person')
    .set({ missing_since: null })
    .where('company_id', '=', companyId)
    .where('missing_since', 'is not', null)
    .where(sql<SqlBool>`id in ${present}`)
    .execute()
  await trx
    .updateTable('person')
    .set({ missing_since: askedAt })
    .where('company_id', '=', companyId)
    .where('missing_since', 'is', null)
    .where('status', '=', 'active')
    .where('received_at', '<', askedAt)
    .where(sql<SqlBool>`id not in ${present}`)
    .execute()
}

/** Marks people as waiting for their next look. */
export async function markPending(trx: CompanyTrx, companyId: string, personIds: readonly string[]): Promise<void> {
  for (const ids of inParts(personIds)) {
    await trx
      .updateTable('person')
      .set({ sync_status: 'pending', reason: null, actor: 'nobody', next_look_at: null, attempts: 0 })
      .where('company_id', '=', companyId)
      .where('id', 'in', ids)
      .execute()
  }
}
