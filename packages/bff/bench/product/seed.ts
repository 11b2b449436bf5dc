import { inCompany } from '../../src/db/tenancy.ts'
import { companyPerson } from './people.ts'
import { COMPANY, type Product } from './product.ts'

const AT_ONCE = 1_000

/** Everyone as they stand years after their first sync: known, linked, in step. Straight into the tables. */
export async function seedInStep({ database, entra, now }: Product, count: number): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const to = Math.min(count, from + AT_ONCE)
    const ids = await entra.accounts(from, to)
    const people = ids.map((entraUserId, at) => ({ entraUserId, person: companyPerson(from + at) }))
    const at = new Date(now())
    await inCompany(database.db, COMPANY, async (trx) => {
      await trx
        .insertInto('person')
        .values(
          people.map(({ person }) => ({
            company_id: COMPANY,
            id: person.id,
            version: person.version,
            recorded_version: person.version,
            status: person.status,
            email_key: person.email,
            data: JSON.stringify(person),
            received_at: at,
            sync_status: 'synced' as const,
            actor: 'nobody' as const,
            problems: '[]',
            attempts: 0,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await trx
        .insertInto('link')
        .values(
          people.map(({ entraUserId, person }) => ({
            company_id: COMPANY,
            person_id: person.id,
            tenant_id: entra.tenantId,
            entra_user_id: entraUserId,
            email: person.email,
            sign_in_name: person.email,
            revoke_owed: false,
            suspended_by_plumm: false,
            written: '{}',
            recent_writes: '[]',
            linked_at: at,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    })
  }
}
