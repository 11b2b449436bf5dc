import type { EntraField, FieldRule, MappingIssue } from '@plumm/entra-shared'
import { useState } from 'react'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { type Outcome, firstRule } from './mapping-draft.ts'
import { MappingOutcome } from './MappingOutcome.tsx'
import { SourceForm } from './SourceForm.tsx'
import { kindsFor } from './sources.ts'
import { sourceWords } from './source-words.ts'
import { RuleChoices } from './RuleChoices.tsx'

/** One field of the account: closed, where its value comes from and what it comes to; open, the form. */
export function MappingRow({
  words,
  field,
  rule,
  outcome,
  issues,
  isChanged,
  isStandard,
  onChange,
  onStandard,
  isReadOnly,
}: {
  words: MappingMessages
  field: EntraField
  /** None: the field is left to Entra. */
  rule: FieldRule | undefined
  /** With the example; none while there is nobody to show. */
  outcome: Outcome | null
  issues: readonly MappingIssue[]
  isChanged: boolean
  isStandard: boolean
  onChange: (rule: FieldRule | undefined) => void
  onStandard: () => void
  isReadOnly: boolean
}) {
  const { fieldNames } = useMessages()
  const [isOpen, setIsOpen] = useState(false)
  const name = fieldNames[field] ?? field
  return (
    <details className="pe-map-row" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        <span className={`pe-map-from ${rule ? '' : 'pe-empty'}`}>
          {rule ? sourceWords(words, rule.source) : words.source.none}
          {rule?.write === 'on-create' && <span className="pe-soft pe-map-when"> {words.onCreate}</span>}
        </span>
        <Icon name="arrow" className="pe-change-arrow" />
        <span className="pe-map-to">
          {name}
          {issues.length > 0 ? (
            <span className="pe-mark pe-tone-bad">
              <Icon name="alert" /> {words.wrong}
            </span>
          ) : (
            isChanged && (
              <span className="pe-mark pe-tone-busy">
                <Icon name="pencil" /> {words.changed}
              </span>
            )
          )}
        </span>
        <span className="pe-map-example">
          <span className="pe-hidden">{words.columns.example}: </span>
          {outcome && <MappingOutcome words={words} outcome={outcome} />}
        </span>
        <Icon name="down" className="pe-row-mark" />
      </summary>
      {isOpen && (
        <div className="pe-map-form">
          {words.fixed[field] !== undefined && <p className="pe-soft">{words.fixed[field]}</p>}
          {rule ? (
            <>
              <SourceForm
                words={words}
                field={field}
                label={words.from}
                kinds={kindsFor(field)}
                source={rule.source}
                onChange={(source) => onChange({ ...rule, source })}
                onNone={() => onChange(undefined)}
                isReadOnly={isReadOnly}
              />
              <RuleChoices words={words} rule={rule} onChange={onChange} isReadOnly={isReadOnly} />
            </>
          ) : (
            <SelectField
              label={words.from}
              options={kindsFor(field).map((kind) => [kind, words.kinds[kind]] as const)}
              value="none"
              onChange={(kind) => kind !== 'none' && onChange(firstRule(field))}
              isReadOnly={isReadOnly}
            />
          )}
          {issues.map((issue) => (
            <p key={issue.path} className="pe-field-problem" role="status">
              {words.fault(issue, field)}
            </p>
          ))}
          {!isStandard && !isReadOnly && (
            <Button kind="quiet" icon="undo" className="pe-map-standard" onClick={onStandard}>
              {words.standard}
            </Button>
          )}
        </div>
      )}
    </details>
  )
}
