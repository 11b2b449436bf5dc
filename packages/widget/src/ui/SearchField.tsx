import { useId } from 'react'
import { Icon } from './Icon.tsx'

export function SearchField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint: string
  value: string
  onChange: (text: string) => void
}) {
  const id = useId()
  return (
    <div className="pe-search">
      <label htmlFor={id} className="pe-hidden">
        {label}
      </label>
      <Icon name="search" />
      <input
        id={id}
        type="search"
        className="pe-input"
        placeholder={hint}
        value={value}
        autoComplete="off"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </div>
  )
}
