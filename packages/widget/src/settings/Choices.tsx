import { type ReactNode, useId } from 'react'

/** One of a few, each with what follows from it. */
export function Choices<Value extends string>({
  legend,
  words,
  values,
  chosen,
  onChoose,
  isReadOnly,
  children,
}: {
  legend: string
  words: Readonly<Record<Value, readonly [label: string, consequence: string]>>
  values: readonly Value[]
  chosen: Value
  onChoose: (value: Value) => void
  isReadOnly: boolean
  /** Said below the choices. */
  children?: ReactNode
}) {
  const name = useId()
  return (
    <fieldset className="pe-choices">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value} className="pe-choice">
          <input
            type="radio"
            name={name}
            value={value}
            checked={chosen === value}
            // Not `disabled`: a page without anything to focus could not be scrolled by keyboard.
            aria-disabled={isReadOnly || undefined}
            onChange={() => !isReadOnly && onChoose(value)}
          />
          <span>
            {words[value][0]} <span className="pe-soft">{words[value][1]}</span>
          </span>
        </label>
      ))}
      {children}
    </fieldset>
  )
}
