import { sql } from 'kysely'
import type { FieldProblem, Person } from '@plumm/entra-shared'
import type { CompanyTrx } from '../db/tenancy.ts'
import { inParts } from '../db/in-parts.ts'
import { type StoredPerson, toStored } from './person.store.ts'
import { storable } from './storable.ts'

/** A person as a full pass compares them: with everything a badge says. */
export interface PassPerson extends StoredPerson {
  problems: FieldProblem[]
  nextLookAt: Date | null
}

/** What people without a link are looked for by, as it is compared. */
export interface Wanted {
  addresses: Set<string>
  employeeNumbers: Set<string>
}

export async function readPassPeople(
  trx: CompanyTrx,
  companyId: string,
  personIds: readonly string[],
): Promise<PassPerson[]> {
  const people: PassPerson[] = []
  for (const ids of inParts(personIds)) {
    const rows = await passPeople(trx, companyId).where('person.id', 'in', ids).execute()
    people.push(...rows.map(toPassPerson))
  }
  return people
}

/** A page of the people without a link in this tenant, by id. */
export async function unlinkedPeople(
  trx: CompanyTrx,
  { companyId, tenantId }: { companyId: string; tenantId: string },
  page: { after: string; limit: number },
): Promise<PassPerson[]> {
  const rows = await unlinked(passPeople(trx, companyId), tenantId)
    .where('person.id', '>', page.after)
    .orderBy('person.id')
    .limit(page.limit)
    .execute()
  return rows.map(toPassPerson)
}

export async function wantedByUnlinked(
  trx: CompanyTrx,
  { companyId, tenantId }: { companyId: string; tenantId: string },
): Promise<Wanted> {
  const rows = await unlinked(passPeople(trx, companyId), tenantId)
    .clearSelect()
    .select(['person.email_key', sql<string | null>`person.data ->> 'employeeNumber'`.as('number')])
    .execute()
  return {
    addresses: new Set(rows.map((row) => row.email_key)),
    employeeNumbers: new Set(rows.flatMap(({ number }) => (number === null ? [] : [number.trim().toLowerCase()]))),
  }
}

/** Which of these say something that is not stored yet; told by the database, so that nothing stored need be read. */
export async function changedPeople(trx: CompanyTrx, companyId: string, people: readonly Person[]): Promise<Person[]> {
  const given = JSON.stringify(people.map(storable))
  const { rows } = await sql<{ id: string }>`
    select given ->> 'id' as id from jsonb_array_elements(${given}::jsonb) as given
    left join person on person.company_id = ${companyId} and person.id = given ->> 'id'
    where person.id is null or (given ->> 'version')::bigint > person.version
      or ((given ->> 'version')::bigint = person.version and person.data <> given)`.execute(trx)
  const changed = new Set(rows.map((row) => row.id))
  return people.filter((person) => changed.has(person.id))
}

/** Addresses that more than one active person has: who comes first is not told by one person's row. */
export async function sharedAddresses(trx: CompanyTrx, companyId: string): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('person')
    .select('email_key')
    .where('company_id', '=', companyId)
    .where('status', '=', 'active')
    .groupBy('email_key')
    .having((eb) => eb(eb.fn.countAll(), '>', 1))
    .execute()
  return new Set(rows.map((row) => row.email_key))
}

/** These people were looked at, and nothing was left to do. */
export async function noteInStep(
  trx: CompanyTrx,
  companyId: string,
  personIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const ids of inParts(personIds)) {
    await trx
      .updateTable('person')
      .set({ last_synced_at: now })
      .where('company_id', '=', companyId)
      .where('id', 'in', ids)
      .execute()
  }
}

function passPeople(trx: CompanyTrx, companyId: string) {
  return trx
    .selectFrom('person')
    .where('person.company_id', '=', companyId)
    .select([
      'person.data',
      'person.version',
      'person.recorded_version',
      'person.sync_status',
      'person.reason',
      'person.problems',
      'person.next_look_at',
      'person.attempts',
      'person.create_intended_at',
      'person.missing_since',
    ])
}

function unlinked(query: ReturnType<typeof passPeople>, tenantId: string): ReturnType<typeof passPeople> {
  return query.where(({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('link')
          .select('link.person_id')
          .whereRef('link.company_id', '=', 'person.company_id')
          .whereRef('link.person_id', '=', 'person.id')
          .where('link.tenant_id', '=', tenantId),
      ),
    ),
  )
}

function toPassPerson(row: Awaited<ReturnType<ReturnType<typeof passPeople>['execute']>>[number]): PassPerson {
  return { ...toStored(row), problems: row.problems, nextLookAt: row.next_look_at }
}
