import { useState } from 'react'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { TextField } from '../settings/TextField.tsx'
import { useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isPersonPath } from './sources.ts'
import { propertyName } from './source-words.ts'

interface Line {
  key: number
  from: string
  to: string
}

/**
 * One word for another, line by line. The lines are kept here while they are typed: two that begin alike for a moment
 * must not become one, as they would in the document.
 */
export function LookupTable({
  words: all,
  property,
  table,
  onChange,
  isReadOnly,
}: {
  words: MappingMessages
  property: string
  table: Readonly<Record<string, string>>
  onChange: (table: Record<string, string>) => void
  isReadOnly: boolean
}) {
  const words = all.table
  const name = propertyName(all, property)
  const { queries } = useWidget().core
  // What Plumm does not know of people has no values to choose from.
  const known = isPersonPath(property) ? property : 'id'
  const { data } = useWidgetQuery({ ...queries.propertyValues(known), enabled: known === property })
  const [kept, setKept] = useState<{ lines: Line[]; of: string } | null>(null)
  // Undone, or changed by somebody else: what is in force is shown again.
  const lines = kept && kept.of === JSON.stringify(table) ? kept.lines : linesOf(table)
  const put = (next: Line[]) => {
    const after = Object.fromEntries(
      next.filter(({ from }) => from.trim() !== '').map(({ from, to }) => [from.trim(), to]),
    )
    setKept({ lines: next, of: JSON.stringify(after) })
    onChange(after)
  }
  const nextKey = Math.max(0, ...lines.map(({ key }) => key + 1))
  const missing = (data?.values ?? []).filter(({ value }) => !lines.some(({ from }) => from.trim() === value))
  return (
    <fieldset className="pe-table">
      <legend>{words.legend}</legend>
      <p className="pe-soft">{words.otherwise}</p>
      <ol>
        {lines.map((line, index) => (
          <li key={line.key}>
            <TextField
              label={words.from(name)}
              value={line.from}
              readOnly={isReadOnly}
              maxLength={256}
              options={missing.map(({ value }) => value)}
              problem={isTwice(lines, index) ? words.twice : undefined}
              hint={hintFor(words, data?.values, line.from)}
              onChange={(from) => put(lines.with(index, { ...line, from }))}
            />
            <Icon name="arrow" className="pe-change-arrow" />
            <TextField
              label={words.to}
              value={line.to}
              readOnly={isReadOnly}
              maxLength={1024}
              onChange={(to) => put(lines.with(index, { ...line, to }))}
            />
            {!isReadOnly && (
              <button
                type="button"
                className="pe-icon-button"
                aria-label={words.remove(line.from)}
                onClick={() => put(lines.toSpliced(index, 1))}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && (
        <div className="pe-table-acts">
          <Button icon="plus" onClick={() => put([...lines, { key: nextKey, from: '', to: '' }])}>
            {words.add}
          </Button>
          {missing.length > 0 && (
            <Button
              kind="quiet"
              onClick={() =>
                put([
                  ...lines,
                  ...missing.map(({ value }, index) => ({ key: nextKey + index, from: value, to: value })),
                ])
              }
            >
              {words.fill(name)}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  )
}

function linesOf(table: Readonly<Record<string, string>>): Line[] {
  return Object.entries(table).map(([from, to], key) => ({ key, from, to }))
}

function isTwice(lines: readonly Line[], index: number): boolean {
  const word = lines[index]?.from.trim()
  return word !== '' && lines.slice(0, index).some(({ from }) => from.trim() === word)
}

function hintFor(
  words: MappingMessages['table'],
  values: readonly { value: string; people: number }[] | undefined,
  from: string,
): string | undefined {
  const found = values?.find(({ value }) => value === from.trim())
  return found && words.people(found.people)
}
