import { type AuditOutcome, auditOutcomes } from '@plumm/entra-shared'
import { useId } from 'react'
import type { AuditFilter } from '../api/queries.ts'
import { useMessages } from '../widget-context.ts'
import { Icon } from '../ui/Icon.tsx'
import { SearchField } from '../ui/SearchField.tsx'

/** Text, outcome, and what the drawer was opened for as a chip that can be taken off. */
export function AuditFilters({ filter, onFilter }: { filter: AuditFilter; onFilter: (filter: AuditFilter) => void }) {
  const { audit } = useMessages()
  const id = useId()
  const choose = (chosen: string) => {
    const outcome: AuditOutcome | undefined = auditOutcomes.find((known) => known === chosen)
    onFilter({ ...filter, outcome })
  }
  return (
    <div className="pe-audit-filters">
      <SearchField
        label={audit.search}
        hint={audit.searchHint}
        value={filter.q ?? ''}
        onChange={(q) => onFilter({ ...filter, q })}
      />
      <div className="pe-select">
        <label htmlFor={id} className="pe-hidden">
          {audit.outcome}
        </label>
        <select
          id={id}
          className="pe-input"
          value={filter.outcome ?? ''}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          <option value="">{audit.anyOutcome}</option>
          {auditOutcomes.map((outcome) => (
            <option key={outcome} value={outcome}>
              {audit.outcomes[outcome]}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
      {filter.personId !== undefined && (
        <Chip text={audit.onlyThisPerson} onRemove={() => onFilter({ ...filter, personId: undefined })} />
      )}
      {filter.action !== undefined && (
        <Chip
          text={audit.actionNames[filter.action] ?? filter.action}
          onRemove={() => onFilter({ ...filter, action: undefined })}
        />
      )}
    </div>
  )
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  const { audit } = useMessages()
  return (
    <span className="pe-chip">
      {text}
      <button type="button" className="pe-icon-button" aria-label={audit.remove(text)} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  )
}
