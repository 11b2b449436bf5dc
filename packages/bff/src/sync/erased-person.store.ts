import type { Person } from '@plumm/entra-shared'
import { inParts } from '../db/in-parts.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

/** Remembers that somebody's data was erased, and the newest version that was known of them; their id and nothing else. */
export async function noteErased(
  trx: CompanyTrx,
  companyId: string,
  { personId, version }: { personId: string; version: number },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('erased_person')
    .values({ company_id: companyId, person_id: personId, version, erased_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['company_id', 'person_id'])
        .doUpdateSet((eb) => ({ version: eb.fn<number>('greatest', ['erased_person.version', 'excluded.version']) })),
    )
    .execute()
}

export async function isErased(trx: CompanyTrx, companyId: string, personId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('erased_person')
    .select('person_id')
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Who of these stays erased: whoever HR still speaks of as gone, in the directory every night, and whom an event from
 * before the erasure calls employed. A newer version that employs them ends it: that is new data, for a new purpose.
 */
export async function stillErased(
  trx: CompanyTrx,
  companyId: string,
  people: ReadonlyMap<string, Person>,
  now: Date,
): Promise<string[]> {
  const still: string[] = []
  for (const ids of inParts([...people.keys()])) {
    const rows = await trx
      .selectFrom('erased_person')
      .select(['person_id', 'version'])
      .where('company_id', '=', companyId)
      .where('person_id', 'in', ids)
      .execute()
    for (const { person_id: personId, version } of rows) {
      const person = people.get(personId)
      if (!person) continue
      if (person.status === 'active' && person.version > Number(version)) {
        await trx
          .deleteFrom('erased_person')
          .where('company_id', '=', companyId)
          .where('person_id', '=', personId)
          .execute()
        continue
      }
      still.push(personId)
      if (person.version > Number(version)) await noteErased(trx, companyId, { personId, version: person.version }, now)
    }
  }
  return still
}
