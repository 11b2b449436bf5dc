import { type ComponentProps, useId } from 'react'

/** A line of text with its name above, and what it means or what is wrong with it below. */
export function TextField({
  label,
  hint,
  problem,
  options,
  onChange,
  ...rest
}: Omit<ComponentProps<'input'>, 'onChange'> & {
  label: string
  hint?: string | undefined
  /** What is wrong, and what to do. */
  problem?: string | undefined
  /** To choose from; anything else may be typed all the same. */
  options?: readonly string[] | undefined
  onChange: (text: string) => void
}) {
  const id = useId()
  const below = problem ?? hint
  return (
    <div className="pe-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        className="pe-input"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={below === undefined ? undefined : `${id}-below`}
        list={options && `${id}-options`}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {/* The browser's own list: it searches, it is accessible, and it weighs nothing. */}
      {options && (
        <datalist id={`${id}-options`}>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </datalist>
      )}
      {below !== undefined && (
        <p id={`${id}-below`} className={problem === undefined ? 'pe-soft' : 'pe-field-problem'}>
          {below}
        </p>
      )}
    </div>
  )
}
