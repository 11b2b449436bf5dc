import { useId } from 'react'
import { Icon } from './Icon.tsx'

/** One of a list, by the browser's own control: searchable by keyboard, and right on every phone. */
export function SelectField<Value extends string>({
  label,
  options,
  value,
  onChange,
  isReadOnly = false,
  className = 'pe-field',
}: {
  label: string
  options: readonly (readonly [value: Value, words: string])[]
  value: Value
  onChange: (value: Value) => void
  isReadOnly?: boolean
  /** Of the whole, label and all. */
  className?: string
}) {
  const id = useId()
  const choose = (chosen: string) => {
    const found = options.find(([known]) => known === chosen)
    if (found && !isReadOnly) onChange(found[0])
  }
  return (
    <div className={className}>
      <label htmlFor={id}>{label}</label>
      <div className="pe-select">
        <select
          id={id}
          className="pe-input"
          value={value}
          aria-disabled={isReadOnly || undefined}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          {options.map(([known, words]) => (
            <option key={known} value={known}>
              {words}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </div>
  )
}
