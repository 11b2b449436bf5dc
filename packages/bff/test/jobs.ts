import { sql } from 'kysely'
import type { Db } from '../src/db/tenancy.ts'

/** Waits until jobs of a queue are in a state, none active. No notice tells of it, so it asks until it is so. */
export async function untilJobsAre(db: Db, queue: string, state: string): Promise<void> {
  for (;;) {
    const { rows } = await sql<{
      state: string
    }>`select state from pgboss.job where name = ${queue} and state in ('created', 'retry', 'active')`.execute(db)
    if (rows.length > 0 && rows.every((row) => row.state === state)) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Waits until these queues owe nothing but for later. */
export async function untilNoJobs(db: Db, queues: readonly string[]): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from pgboss.job where name = any(${[...queues]})
      and state in ('created', 'retry', 'active') and start_after <= pgboss.job_now()`.execute(db)
    if (rows.length === 0) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}
