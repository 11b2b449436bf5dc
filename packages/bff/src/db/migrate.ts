import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as foundations from './migrations/0001-foundations.ts'
import * as reach from './migrations/0002-reach.ts'
import * as graphBudget from './migrations/0003-graph-budget.ts'
import * as subscriptions from './migrations/0004-subscriptions.ts'
import * as mapping from './migrations/0005-mapping.ts'
import * as pendingCreates from './migrations/0006-pending-creates.ts'
import * as proof from './migrations/0007-proof.ts'
import * as disturbances from './migrations/0008-disturbances.ts'
import * as provableAudit from './migrations/0009-provable-audit.ts'

const migrations: Record<string, Migration> = {
  '0001-foundations': foundations,
  '0002-reach': reach,
  '0003-graph-budget': graphBudget,
  '0004-subscriptions': subscriptions,
  '0005-mapping': mapping,
  '0006-pending-creates': pendingCreates,
  '0007-proof': proof,
  '0008-disturbances': disturbances,
  '0009-provable-audit': provableAudit,
}

/**
 * Brings the schema up to date, under the migrator's own lock, so that replicas may start together.
 * @throws the migration's error; the failed migration's transaction is rolled back.
 */
export async function migrate(db: Kysely<never>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'the first one'
    throw new Error(`The database could not be brought up to date: migration ${failed} failed.`, { cause: error })
  }
}
