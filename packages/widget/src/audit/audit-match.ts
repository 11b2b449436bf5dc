import { type AuditEntry, auditKindOf } from '@plumm/entra-shared'
import type { AuditFilter } from '../api/queries.ts'

/** An announcement is half of a story that its outcome tells whole; it is shown only to those who ask. */
export function isShown(entry: AuditEntry, filter: AuditFilter): boolean {
  return entry.outcome !== 'intended' || filter.outcome === 'intended'
}

/** Would the BFF have found this new entry with this filter? A text search is left to the BFF: that counts as yes. */
export function matches(entry: AuditEntry, { personId, outcome, action, kind, from, to }: AuditFilter): boolean {
  const at = Date.parse(entry.at)
  return (
    (personId === undefined || entry.personId === personId) &&
    (outcome === undefined || entry.outcome === outcome) &&
    (action === undefined || entry.action === action) &&
    (kind === undefined || auditKindOf[entry.action] === kind) &&
    (from === undefined || at >= Date.parse(from)) &&
    (to === undefined || at < Date.parse(to))
  )
}
