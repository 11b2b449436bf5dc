import type { AuditEntry } from '@plumm/entra-shared'

export interface AuditDay {
  /** Of the newest entry of the day. */
  at: string
  entries: AuditEntry[]
}

/** Entries, newest first, under the day they belong to where the reader is. */
export function groupByDay(entries: readonly AuditEntry[]): AuditDay[] {
  const days: AuditDay[] = []
  for (const entry of entries) {
    const last = days.at(-1)
    if (last && isSameDay(last.at, entry.at)) last.entries.push(entry)
    else days.push({ at: entry.at, entries: [entry] })
  }
  return days
}

function isSameDay(a: string, b: string): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}
