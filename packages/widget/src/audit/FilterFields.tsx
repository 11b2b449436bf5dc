import { type AuditFilter, auditKinds, auditOutcomes } from '@plumm/entra-shared'
import { useId } from 'react'
import type { LaterMessages } from '../messages/en-gb/later.ts'
import { useMessages } from '../widget-context.ts'
import { SelectField } from '../ui/SelectField.tsx'
import { without } from './filter-chips.ts'
import { beginOf, endOf, firstDay, lastDay } from './filter-days.ts'

/** What kind of thing, how it ended, and between which days. */
export function FilterFields({
  filter,
  onFilter,
  words,
}: {
  filter: AuditFilter
  onFilter: (filter: AuditFilter) => void
  words: LaterMessages['lists']['log']
}) {
  const { audit } = useMessages()
  const change = (field: keyof AuditFilter, value: string | null) =>
    onFilter(value === null ? without(filter, field) : { ...filter, [field]: value })
  return (
    <>
      <Choice
        label={words.kind}
        any={words.anyKind}
        options={auditKinds}
        wordFor={(kind) => words.kinds[kind]}
        chosen={filter.kind}
        onChoose={(kind) => change('kind', kind)}
      />
      <Choice
        label={audit.outcome}
        any={audit.anyOutcome}
        options={auditOutcomes}
        wordFor={(outcome) => audit.outcomes[outcome]}
        chosen={filter.outcome}
        onChoose={(outcome) => change('outcome', outcome)}
      />
      <Day
        label={words.from}
        day={filter.from === undefined ? '' : firstDay(filter.from)}
        onDay={(day) => change('from', beginOf(day))}
      />
      <Day
        label={words.to}
        day={filter.to === undefined ? '' : lastDay(filter.to)}
        onDay={(day) => change('to', endOf(day))}
      />
    </>
  )
}

function Choice<T extends string>({
  label,
  any,
  options,
  wordFor,
  chosen,
  onChoose,
}: {
  label: string
  any: string
  options: readonly T[]
  wordFor: (option: T) => string
  chosen: T | undefined
  onChoose: (option: T | null) => void
}) {
  return (
    <SelectField
      className="pe-labelled"
      label={label}
      options={[['', any] as const, ...options.map((option) => [option, wordFor(option)] as const)]}
      value={chosen ?? ''}
      onChange={(value) => onChoose(value === '' ? null : value)}
    />
  )
}

function Day({ label, day, onDay }: { label: string; day: string; onDay: (day: string) => void }) {
  const id = useId()
  return (
    <div className="pe-labelled">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        className="pe-input"
        value={day}
        onChange={({ currentTarget }) => onDay(currentTarget.value)}
      />
    </div>
  )
}
