import type { StatusCounts, SyncStatus } from '@plumm/entra-shared'
import { useFormats, useMessages } from '../widget-context.ts'
import { badgeFor } from '../status/badge-for.ts'
import { Icon } from '../ui/Icon.tsx'

/** In the order of reading: how it should be, then what is under way, then what needs someone. */
const order = [
  'synced',
  'pending',
  'retrying',
  'held',
  'blocked',
  'suspended',
  'excluded',
] as const satisfies SyncStatus[]

/** Numbers are doors: each opens what it counts. Nought is not shown, but for the people in step. */
export function Counts({ counts, onOpen }: { counts: StatusCounts; onOpen: (status: SyncStatus) => void }) {
  const { panel } = useMessages()
  const formats = useFormats()
  const shown = order.filter((status) => status === 'synced' || counts[status] > 0)
  return (
    <ul className="pe-counts" aria-label={panel.counts.title}>
      {shown.map((status) => (
        <li key={status}>
          <button type="button" className={`pe-count pe-tone-${badgeFor[status].tone}`} onClick={() => onOpen(status)}>
            <span className="pe-count-number">{formats.number(counts[status])}</span>{' '}
            <span className="pe-count-word">
              <Icon name={badgeFor[status].icon} />
              {panel.counts.words[status]}
            </span>
            <span className="pe-hidden">. {panel.counts.open}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
