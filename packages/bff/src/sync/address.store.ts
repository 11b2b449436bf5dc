import { sql } from 'kysely'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { Chain, OtherHolder } from './situation.ts'

/** Whose these accounts are, as far as they are linked to somebody other than this person. */
export async function readHolders(
  trx: CompanyTrx,
  companyId: string,
  { personId, address }: { personId: string; address: string },
  entraUserIds: readonly string[],
): Promise<Map<string, OtherHolder>> {
  if (entraUserIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('link')
    .leftJoin('person', (join) =>
      join.onRef('person.company_id', '=', 'link.company_id').onRef('person.id', '=', 'link.person_id'),
    )
    .select(['link.entra_user_id', 'link.person_id', 'person.email_key'])
    .where('link.company_id', '=', companyId)
    .where('link.person_id', '!=', personId)
    .where('link.entra_user_id', 'in', [...entraUserIds])
    .execute()
  const wanted = address.trim().toLowerCase()
  return new Map(
    rows.map((row) => [
      row.entra_user_id,
      // A link whose person we do not have any more: nothing will move it.
      { personId: row.person_id, givesUpAddress: row.email_key !== null && row.email_key !== wanted },
    ]),
  )
}

/** Who waits for whom from this person on, by Plumm's emails and our links. */
export function readChain(trx: CompanyTrx, companyId: string, personId: string): Promise<Chain> {
  return followChain(personId, async (at) => {
    const row = await trx
      .selectFrom('person')
      .innerJoin('link', (join) =>
        join
          .onRef('link.company_id', '=', 'person.company_id')
          .onRef(sql<string>`lower(link.sign_in_name)`, '=', 'person.email_key'),
      )
      .innerJoin('person as holder', (join) =>
        join.onRef('holder.company_id', '=', 'link.company_id').onRef('holder.id', '=', 'link.person_id'),
      )
      .select('link.person_id')
      .where('person.company_id', '=', companyId)
      .where('person.id', '=', at)
      .whereRef('link.person_id', '!=', 'person.id')
      .whereRef('holder.email_key', '!=', 'person.email_key')
      .executeTakeFirst()
    return row?.person_id ?? null
  })
}

/** Other people whose email in Plumm is one of these addresses: when one is given up, it is their turn. */
export async function peopleWanting(
  trx: CompanyTrx,
  companyId: string,
  addresses: readonly string[],
  except: readonly string[],
): Promise<string[]> {
  if (addresses.length === 0) return []
  let query = trx
    .selectFrom('person')
    .select('id')
    .where('company_id', '=', companyId)
    .where(
      'email_key',
      'in',
      addresses.map((address) => address.trim().toLowerCase()),
    )
  if (except.length > 0) query = query.where('id', 'not in', [...except])
  return (await query.execute()).map((row) => row.id)
}

/** How many people may wait for one another before it is taken for a mistake. */
const CHAIN_MAX = 20

/**
 * Follows who waits for whom, from one person on. `next` answers who holds, by our links, the address a person wants;
 * null: nobody does, or they keep it.
 */
async function followChain(personId: string, next: (personId: string) => Promise<string | null>): Promise<Chain> {
  const personIds = [personId]
  for (let at = personId; personIds.length <= CHAIN_MAX;) {
    const holder = await next(at)
    if (holder === null) return { personIds, isCircle: false }
    if (holder === personId) return { personIds, isCircle: true }
    // Somebody further on goes round in a circle of their own; we only wait for it.
    if (personIds.includes(holder)) return { personIds, isCircle: false }
    personIds.push(holder)
    at = holder
  }
  return { personIds, isCircle: false }
}
