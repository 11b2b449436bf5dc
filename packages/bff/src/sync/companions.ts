import { type EntraField, type EntraUser, type FieldValues, siblingsOf } from '@plumm/entra-shared'
import type { Link, PlannedChange } from './situation.ts'

/**
 * What has to be sent along with these changes as it stands: Graph writes some fields as one object and empties what is
 * left out (graph-facts §2.3). Where a read still shows what was before our last write, that write is what stands. Pure.
 */
export function companionsOf(
  changes: readonly PlannedChange[],
  account: EntraUser | null,
  link: Link,
  { now, settleMs }: { now: Date; settleMs: number },
): FieldValues {
  const fields = changes.map(({ field }) => field)
  const siblings = new Set(fields.flatMap(siblingsOf).filter((field) => !fields.includes(field)))
  return Object.fromEntries([...siblings].map((field) => [field, standing(field)]))

  function standing(field: EntraField) {
    const shown = account?.fields[field] ?? null
    const written = link.written[field]
    const isStale = written?.before === shown && now.getTime() - Date.parse(written.at) < settleMs
    return isStale ? written.after : shown
  }
}
