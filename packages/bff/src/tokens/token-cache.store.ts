import type { CompanyTrx } from '../db/tenancy.ts'
import type { Vault } from './vault.ts'

/** Where a company's tokens are kept: sealed, bound to the company, and gone with Disconnect. */
export function tokenCacheOf(
  companyId: string,
  { vault, inCompany }: { vault: Vault; inCompany: <T>(work: (trx: CompanyTrx) => Promise<T>) => Promise<T> },
) {
  return {
    async read(tenantId: string): Promise<string | null> {
      const row = await inCompany((trx) =>
        trx
          .selectFrom('token_cache')
          .select('sealed')
          .where('company_id', '=', companyId)
          .where('tenant_id', '=', tenantId)
          .executeTakeFirst(),
      )
      return row ? vault.open(row.sealed, companyId) : null
    },
    async write(tenantId: string, serialized: string): Promise<void> {
      const sealed = await vault.seal(serialized, companyId)
      const values = { tenant_id: tenantId, sealed }
      await inCompany((trx) =>
        trx
          .insertInto('token_cache')
          .values({ company_id: companyId, ...values })
          .onConflict((conflict) => conflict.column('company_id').doUpdateSet(values))
          .execute(),
      )
    },
  }
}
