import type { AuditEntry } from '@plumm/entra-shared'
import type { Formats } from './formats.ts'

/** What every language reads out of an entry of the log, before it has words for it. */

/** Names as they may be written anywhere in the world. */
export function withNamesApart(entry: AuditEntry, f: Formats): AuditEntry {
  const apart = (name: string | null) => name && f.apart(name)
  return { ...entry, personName: apart(entry.personName), actor: { ...entry.actor, name: apart(entry.actor.name) } }
}

export function afterIn({ changes }: AuditEntry, name: string): string | null | undefined {
  return changes.find(({ field }) => field === name)?.after
}

/** Null where it is no whole number. */
export function numberIn(entry: AuditEntry, name: string): number | null {
  const text = afterIn(entry, name)
  return text != null && /^\d+$/.test(text) ? Number(text) : null
}
