import { type KnownPerson, type Person, type PropertyValues, nameOf, personPaths } from '@plumm/entra-shared'
import { sql } from 'kysely'
import type { CompanyTrx } from '../db/tenancy.ts'
import { at } from './references.store.ts'

/** The most values of a property that are worth choosing from. */
const VALUES_MAX = 200

/** People whose name or email contains the text, or whose id it is; active ones first, then by email. */
export async function findPeople(
  trx: CompanyTrx,
  companyId: string,
  { q, limit }: { q: string; limit: number },
): Promise<KnownPerson[]> {
  let select = trx
    .selectFrom('person')
    .leftJoin('person as named', (join) =>
      join.onRef('named.company_id', '=', 'person.company_id').on(sql<boolean>`named.id = person.data->>'managerId'`),
    )
    .select(['person.data', 'named.data as named'])
    .where('person.company_id', '=', companyId)
    .orderBy(sql`person.status <> 'active'`)
    .orderBy('person.email_key')
    .orderBy('person.id')
    .limit(limit)
  if (q !== '') {
    const names = sql`lower(concat_ws(' ', person.data->>'displayName', person.data->>'firstName', person.data->>'lastName', person.email_key))`
    select = select.where(sql<boolean>`(position(${q.toLowerCase()} in ${names}) > 0 or person.id = ${q})`)
  }
  const rows = await select.execute()
  return rows.map(({ data, named }) => ({
    person: known(data),
    name: nameOf(data),
    managerName: named === null ? null : nameOf(named),
  }))
}

/** How often each value of a property occurs, the commonest first. Blanks at the ends do not make a value of its own. */
export async function listValues(
  trx: CompanyTrx,
  companyId: string,
  property: (typeof personPaths)[number],
): Promise<PropertyValues['values']> {
  const value = sql<string>`trim(${at(property)})`
  const rows = await trx
    .selectFrom('person')
    .select([value.as('value'), sql<string>`count(*)`.as('people')])
    .where('company_id', '=', companyId)
    .where(sql<boolean>`${value} <> ''`)
    .groupBy('value')
    .orderBy(sql`count(*) desc`)
    .orderBy('value')
    .limit(VALUES_MAX)
    .execute()
  return rows.map((row) => ({ value: row.value, people: Number(row.people) }))
}

/** What Plumm and we agreed on, at the top of a person. */
const agreed = new Set(personPaths.map((path) => path.split('.')[0]))

/** Plumm may send more about a person than anybody agreed on; that stays here. */
function known({ id, version, email, status, ...rest }: Person): Person {
  const properties = Object.entries(rest).filter(([name]) => agreed.has(name))
  return { ...Object.fromEntries(properties), id, version, email, status }
}
