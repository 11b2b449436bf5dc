import type { AuditDetails } from '../db/tables.ts'

/** What the drawer's search looks in: every name and value of an entry. */
export function searchTextOf({ actor, personName, changes }: AuditDetails): string {
  const values = changes.flatMap((change) => [change.before, change.after])
  return [personName, actor.name, ...values]
    .filter((value) => value != null && value !== '')
    .join(' ')
    .toLowerCase()
}
