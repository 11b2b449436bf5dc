import { type FieldMapping, type KnownPerson, type MappingIssue, defaultFieldMapping } from '@plumm/entra-shared'
import { useState } from 'react'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { ExamplePerson } from './ExamplePerson.tsx'
import { fieldGroups } from './field-groups.ts'
import { type Rules, isSameRule, issuesOf, outcomesFor, ruleFor, withRule } from './mapping-draft.ts'
import { MappingRow } from './MappingRow.tsx'

/** Every field there is, group by group, with what it comes to for a real person. */
export function MappingFields({
  words,
  inForce,
  rules,
  issues,
  onChange,
  onReset,
  isReadOnly,
  isConnected,
}: {
  words: MappingMessages
  inForce: FieldMapping['rules']
  rules: Rules
  issues: readonly MappingIssue[]
  onChange: (rules: Rules) => void
  onReset: () => void
  isReadOnly: boolean
  isConnected: boolean
}) {
  const { core } = useWidget()
  const [chosen, setChosen] = useState<KnownPerson>()
  const people = useWidgetQuery(core.queries.people('', 1))
  const example = chosen ?? people.data?.people[0]
  const outcomeOf = example && outcomesFor(rules, example)
  const standard = defaultFieldMapping.rules
  const isStandard = fieldGroups.every(({ fields }) => fields.every((field) => isSameRule(rules, standard, field)))
  return (
    <>
      <p className="pe-soft pe-map-intro">{words.intro}</p>
      <ExamplePerson
        words={words.example}
        example={example}
        isKnown={people.data !== undefined}
        isUnreadable={people.error !== null}
        onChoose={setChosen}
      />
      <p className="pe-map-columns" aria-hidden="true">
        <span>{words.columns.plumm}</span>
        <span>{words.columns.entra}</span>
      </p>
      {fieldGroups.map(({ group, fields }) => (
        <section key={group} className="pe-map-group">
          <h3>{words.groups[group]}</h3>
          {fields.map((field) => (
            <MappingRow
              key={field}
              words={words}
              field={field}
              rule={ruleFor(rules, field)}
              outcome={outcomeOf ? outcomeOf(field) : null}
              issues={issuesOf(issues, field)}
              isChanged={!isSameRule(rules, inForce, field)}
              isStandard={isSameRule(rules, standard, field)}
              onChange={(rule) => onChange(withRule(rules, field, rule))}
              onStandard={() => onChange(withRule(rules, field, ruleFor(standard, field)))}
              isReadOnly={isReadOnly}
            />
          ))}
        </section>
      ))}
      {!isReadOnly && !isConnected && <p className="pe-soft">{words.effect.connectFirst}</p>}
      {!isReadOnly &&
        (isStandard ? (
          <p className="pe-soft">{words.isStandard}</p>
        ) : (
          <Button kind="quiet" icon="undo" className="pe-map-reset" onClick={onReset}>
            {words.reset}
          </Button>
        ))}
    </>
  )
}
