import { type Kysely, sql } from 'kysely'

/** Statements without semicolons inside, run one by one. */
const STATEMENTS = [
  // Whom a new account's reports are: asked each time an account is linked.
  `create index person_by_manager on person (company_id, (data ->> 'managerId')) where data ->> 'managerId' is not null`,
  // Planned with a mapping that somebody wants to see before it is saved.
  `alter table preview add column is_proposal boolean not null default false`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
