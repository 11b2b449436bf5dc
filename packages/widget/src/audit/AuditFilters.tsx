import type { AuditFilter } from '@plumm/entra-shared'
import { useId, useState } from 'react'
import { useLaterMessages, useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { filterChips, isFiltered, without } from './filter-chips.ts'
import { FilterFields } from './FilterFields.tsx'

/** Text at once, the rest behind a button; what is on is a chip that can be taken off, whoever put it there. */
export function AuditFilters({
  filter,
  onFilter,
  personName,
}: {
  filter: AuditFilter
  onFilter: (filter: AuditFilter) => void
  /** Of the person in the filter, where an entry names them. */
  personName: string | null
}) {
  const { audit } = useMessages()
  const log = useLaterMessages()?.lists.log
  const [isOpen, setIsOpen] = useState(false)
  const fieldsId = useId()
  const chips = log ? filterChips(filter, { audit, log }, personName) : []
  return (
    <div className="pe-audit-filters">
      <SearchField
        label={audit.search}
        hint={audit.searchHint}
        value={filter.q ?? ''}
        onChange={(q) => onFilter({ ...filter, q })}
      />
      {log && (
        <Button
          icon="filter"
          aria-expanded={isOpen}
          aria-controls={isOpen ? fieldsId : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {log.filter}
        </Button>
      )}
      {isOpen && log && (
        <div id={fieldsId} className="pe-audit-fields">
          <FilterFields filter={filter} onFilter={onFilter} words={log} />
        </div>
      )}
      {isFiltered(filter) && log && (
        <ul className="pe-chips" aria-label={log.chips}>
          {chips.map(({ field, text }) => (
            <li key={field} className="pe-chip">
              {text}
              <button
                type="button"
                className="pe-icon-button"
                aria-label={audit.remove(text)}
                onClick={() => onFilter(without(filter, field))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
          <li>
            <Button kind="quiet" onClick={() => onFilter({})}>
              {log.clearAll}
            </Button>
          </li>
        </ul>
      )}
    </div>
  )
}
