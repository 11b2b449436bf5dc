import type { PlanKind, Preview } from '@plumm/entra-shared'
import { useFormats, useMessages } from '../widget-context.ts'
import { Icon } from '../ui/Icon.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { planLook, planOrder } from './plan-look.ts'

/** The counts across the top are the filter; beside them a search. */
export function PlanFilters({
  counts,
  filter,
  onFilter,
  search,
  onSearch,
}: {
  counts: Preview['counts']
  filter: PlanKind | undefined
  onFilter: (kind: PlanKind | undefined) => void
  search: string
  onSearch: (text: string) => void
}) {
  const { plan } = useMessages()
  const formats = useFormats()
  return (
    <div className="pe-plan-filters">
      <fieldset className="pe-counts">
        <legend className="pe-hidden">{plan.filters}</legend>
        {planOrder.map((kind) => (
          <button
            key={kind}
            type="button"
            className={`pe-count pe-tone-${counts[kind] === 0 ? 'quiet' : planLook[kind].tone}`}
            aria-pressed={filter === kind}
            disabled={counts[kind] === 0 && filter !== kind}
            onClick={() => onFilter(filter === kind ? undefined : kind)}
          >
            <span className="pe-count-number">{formats.number(counts[kind])}</span>{' '}
            <span className="pe-count-word">
              <Icon name={planLook[kind].icon} />
              {plan.kinds[kind]}
            </span>
          </button>
        ))}
      </fieldset>
      <SearchField label={plan.search} hint={plan.searchHint} value={search} onChange={onSearch} />
    </div>
  )
}
