import type { AuditFilter } from '@plumm/entra-shared'
import type { Messages } from '../messages/catalogue.ts'
import type { LaterMessages } from '../messages/en-gb/later.ts'

export interface FilterChip {
  field: keyof AuditFilter
  text: string
}

/** What is filtered for, in words, each to be taken off by itself. A text search shows in its own field. */
export function filterChips(
  filter: AuditFilter,
  words: { audit: Messages['audit']; log: LaterMessages['lists']['log'] },
  personName: string | null,
): FilterChip[] {
  const { personId, action, kind, outcome, from, to } = filter
  const chips: (FilterChip | false)[] = [
    personId !== undefined && { field: 'personId', text: personName ?? words.audit.onlyThisPerson },
    action !== undefined && { field: 'action', text: words.audit.actionNames[action] ?? action },
    kind !== undefined && { field: 'kind', text: words.log.kinds[kind] },
    outcome !== undefined && { field: 'outcome', text: words.audit.outcomes[outcome] },
    from !== undefined && { field: 'from', text: words.log.since(from) },
    to !== undefined && { field: 'to', text: words.log.until(to) },
  ]
  return chips.filter((chip) => chip !== false)
}

/** The filter without one of its parts. */
export function without(filter: AuditFilter, field: keyof AuditFilter): AuditFilter {
  const { [field]: _, ...rest } = filter
  return rest
}

/** Is anything filtered for at all? */
export function isFiltered(filter: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value.trim() !== '')
}
