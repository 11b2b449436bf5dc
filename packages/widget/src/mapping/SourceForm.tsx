import type { EntraField, FieldSource } from '@plumm/entra-shared'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../settings/TextField.tsx'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { LookupTable } from './LookupTable.tsx'
import { type SourceKind, kindOf, propertiesFor, propertyOf, sourceOfKind, withProperty } from './sources.ts'
import { propertyName } from './source-words.ts'

export interface SourceFormProps {
  words: MappingMessages
  field: EntraField
  source: FieldSource
  onChange: (source: FieldSource) => void
  isReadOnly: boolean
  /** How the select above the form is called. */
  label: string
  kinds: readonly (SourceKind | 'none')[]
  onNone?: () => void
}

/** Where a value comes from: the kind, and what that kind needs to know. */
export function SourceForm(props: SourceFormProps) {
  const { words, field, source, onChange, isReadOnly, label, kinds, onNone } = props
  const properties = propertiesFor(field)
  const property = propertyOf(source)
  const known = properties.map((path) => [path as string, propertyName(words, path)] as const)
  const choose = (kind: SourceKind | 'none') => (kind === 'none' ? onNone?.() : onChange(sourceOfKind(kind, source)))
  return (
    <>
      <SelectField
        label={label}
        options={kinds.map((kind) => [kind, words.kinds[kind]] as const)}
        value={kindOf(source)}
        onChange={choose}
        isReadOnly={isReadOnly}
      />
      {('copy' in source || 'lowerCase' in source || 'localPart' in source || 'lookup' in source) && (
        <SelectField
          label={words.property}
          // One that Plumm does not have is shown, too: it is what has to be changed.
          options={
            known.some(([path]) => path === property) ? known : [[property, propertyName(words, property)], ...known]
          }
          value={property}
          onChange={(path) => onChange(withProperty(source, path))}
          isReadOnly={isReadOnly}
        />
      )}
      {'constant' in source && (
        <TextField
          label={words.text}
          maxLength={1024}
          value={source.constant}
          readOnly={isReadOnly}
          onChange={(constant) => onChange({ constant })}
        />
      )}
      {'template' in source && (
        <Template
          words={words}
          template={source.template}
          properties={known}
          onChange={(template) => onChange({ template })}
          isReadOnly={isReadOnly}
        />
      )}
      {'lookup' in source && (
        <LookupTable
          // Another property has other words: the lines begin afresh.
          key={source.lookup}
          words={words}
          property={source.lookup}
          table={source.table}
          onChange={(table) => onChange({ lookup: source.lookup, table })}
          isReadOnly={isReadOnly}
        />
      )}
      {'firstOf' in source && <Several {...props} options={source.firstOf} />}
    </>
  )
}

function Template({
  words,
  template,
  properties,
  onChange,
  isReadOnly,
}: {
  words: MappingMessages
  template: string
  properties: readonly (readonly [path: string, name: string])[]
  onChange: (template: string) => void
  isReadOnly: boolean
}) {
  return (
    <>
      <TextField
        label={words.text}
        hint={words.templateHint}
        maxLength={256}
        value={template}
        readOnly={isReadOnly}
        onChange={onChange}
      />
      {!isReadOnly && (
        <SelectField
          label={words.insert}
          options={[['', '…'], ...properties]}
          value=""
          onChange={(path) => path !== '' && onChange(`${template.trimEnd()} {${path}}`.trimStart())}
        />
      )}
    </>
  )
}

/** Sources in an order; each but the last may turn out empty. */
function Several({ options, ...form }: SourceFormProps & { options: readonly FieldSource[] }) {
  const { words, onChange, isReadOnly } = form
  const put = (next: readonly FieldSource[]) => onChange({ firstOf: [...next] })
  return (
    <fieldset className="pe-several">
      <legend>{words.several.legend}</legend>
      <ol>
        {options.map((option, index) => (
          // Nothing but its place tells two alike apart.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <SourceForm
              {...form}
              label={words.several.nth(index + 1)}
              kinds={['copy', 'lowerCase', 'localPart', 'template', 'constant', 'lookup']}
              source={option}
              onChange={(changed) => put(options.with(index, changed))}
            />
            {!isReadOnly && (
              <div className="pe-several-acts">
                {index > 0 && (
                  <Button kind="quiet" onClick={() => put(swapped(options, index))}>
                    {words.several.up(index + 1)}
                  </Button>
                )}
                {options.length > 1 && (
                  <Button kind="quiet" onClick={() => put(options.toSpliced(index, 1))}>
                    {words.several.remove(index + 1)}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && options.length < 8 && (
        <Button icon="plus" onClick={() => put([...options, { copy: 'displayName' }])}>
          {words.several.add}
        </Button>
      )}
    </fieldset>
  )
}

function swapped(options: readonly FieldSource[], index: number): FieldSource[] {
  const [before, here] = [options[index - 1], options[index]]
  return before && here ? options.toSpliced(index - 1, 2, here, before) : [...options]
}
