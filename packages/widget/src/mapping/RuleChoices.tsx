import { type FieldRule, entraFields, isReference } from '@plumm/entra-shared'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { Choices } from '../settings/Choices.tsx'

/** When a field is written, and what an empty value does; only what can be chosen is asked. */
export function RuleChoices({
  words,
  rule,
  onChange,
  isReadOnly,
}: {
  words: MappingMessages
  rule: FieldRule
  onChange: (rule: FieldRule) => void
  isReadOnly: boolean
}) {
  const { target, write, whenEmpty } = rule
  const isTimeFixed =
    target === 'userPrincipalName' || (target === 'mail' && write === 'on-create') || isReference(target)
  // A choice that Entra does not allow is shown where it was made, so that it can be taken back.
  const mayBeEmptied = entraFields[target].clearable || whenEmpty === 'clear'
  return (
    <>
      {!isTimeFixed && (
        <Choices
          legend={words.write}
          words={words.writeIs}
          values={['always', 'on-create']}
          chosen={write}
          onChoose={(chosen) => onChange({ ...rule, write: chosen })}
          isReadOnly={isReadOnly}
        />
      )}
      {mayBeEmptied && (
        <Choices
          legend={words.whenEmpty}
          words={words.whenEmptyIs}
          values={['clear', 'leave']}
          chosen={whenEmpty}
          onChoose={(chosen) => onChange({ ...rule, whenEmpty: chosen })}
          isReadOnly={isReadOnly}
        />
      )}
    </>
  )
}
