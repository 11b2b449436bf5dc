import { type Kysely, type Transaction, type TransactionBuilder, sql } from 'kysely'
import { COMPANY_ROLE, SYSTEM_ROLE } from './migrations/0001-foundations.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
declare const companyScoped: unique symbol
/** A transaction that sees one company only. Stores take this and nothing else, so they cannot look further. */
export type CompanyTrx = Transaction<Tables> & { readonly [companyScoped]: true }

/**
 * Runs `work` in a transaction under a role that row-level security binds to this company. Every statement about a
 * company goes through here. Inside, use only `trx`: PGlite has one connection, and `db` would wait for itself.
 * Never call Graph inside (design §3, Known facts).
 */
export async function inCompany<T>(db: Db, companyId: string, work: (trx: CompanyTrx) => Promise<T>): Promise<T> {
  return within(db.transaction(), companyId, 'on', work)
}

/** The same for reading at length: everything is seen as it was when the first statement ran. */
export async function inCompanyAsOfNow<T>(
  db: Db,
  companyId: string,
  work: (trx: CompanyTrx) => Promise<T>,
): Promise<T> {
  return within(db.transaction().setIsolationLevel('repeatable read'), companyId, 'on', work)
}

/**
 * The same for what may be forgotten when the database's machine crashes within the second: its commit does not wait for
 * the disk. For reading under row locks, which PostgreSQL takes for a write, and for what is only worth its moment.
 */
export async function inCompanyBriefly<T>(
  db: Db,
  companyId: string,
  work: (trx: CompanyTrx) => Promise<T>,
): Promise<T> {
  return within(db.transaction(), companyId, 'off', work)
}

async function within<T>(
  transaction: TransactionBuilder<Tables>,
  companyId: string,
  waitsForDisk: 'on' | 'off',
  work: (trx: CompanyTrx) => Promise<T>,
): Promise<T> {
  if (companyId === '') throw new TypeError('inCompany needs a company.')
  return transaction.execute(async (trx) => {
    // set_config and not SET LOCAL: the company id is a value, never part of a statement.
    await (
      waitsForDisk === 'on'
        ? sql`select set_config('role', ${COMPANY_ROLE}, true), set_config('plumm.company_id', ${companyId}, true)`
        : sql`select set_config('role', ${COMPANY_ROLE}, true), set_config('plumm.company_id', ${companyId}, true),
          set_config('synchronous_commit', 'off', true)`
    ).execute(trx)
    return work(trx as CompanyTrx)
  })
}

/** Everything that may look across companies, by name. All of it reads, and answers with ids only. */
export type SystemTask =
  | 'find-due-people'
  | 'find-connections-to-watch'
  | 'find-attempt-by-state'
  | 'find-attempt-by-link'
  | 'find-tenant-holders'
  | 'find-subscriptions'
  | 'count-for-metrics'
  | 'find-audit-logs'

/** Runs a cross-company look-up under a role that may read five tables and write none. */
export async function inSystem<T>(
  db: Db,
  task: SystemTask,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('role', ${SYSTEM_ROLE}, true), set_config('plumm.system_task', ${task}, true)`.execute(
      trx,
    )
    return work(trx)
  })
}
