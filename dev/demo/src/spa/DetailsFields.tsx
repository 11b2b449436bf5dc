import { useId } from 'react'
import { type PlummPerson, nameOf } from '../plumm/person.ts'
import { type DetailsDraft, type FieldName, type SectionName, fields, sections } from './details-form.ts'

interface DetailsFieldsProps {
  section: SectionName
  draft: DetailsDraft
  onChange: (draft: DetailsDraft) => void
  /** Who can be chosen as the manager. */
  people: readonly PlummPerson[]
  isReadOnly: boolean
}

/** The labelled fields of one form, in groups. */
export function DetailsFields({ section, draft, onChange, people, isReadOnly }: DetailsFieldsProps) {
  return sections[section].map((group) => (
    <fieldset key={group.title} className="card group">
      <legend>{group.title}</legend>
      <div className="fields">
        {group.fields.map((name) => (
          <Field
            key={name}
            name={name}
            value={draft[name]}
            onChange={(value) => onChange({ ...draft, [name]: value })}
            people={people}
            isReadOnly={isReadOnly}
          />
        ))}
      </div>
    </fieldset>
  ))
}

interface FieldProps {
  name: FieldName
  value: string
  onChange: (value: string) => void
  people: readonly PlummPerson[]
  isReadOnly: boolean
}

function Field({ name, value, onChange, people, isReadOnly }: FieldProps) {
  const id = useId()
  const field: { label: string; type?: string; hint?: string; isRequired?: boolean } = fields[name]
  const shared = {
    id,
    name,
    value,
    'aria-describedby': field.hint === undefined ? undefined : `${id}-hint`,
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        {field.label}
        {field.isRequired && !isReadOnly && <span className="quiet"> required</span>}
      </label>
      {isReadOnly ? (
        <input {...shared} type="text" readOnly value={shownValue(name, value, people)} />
      ) : name === 'managerId' ? (
        <select {...shared}>
          <option value="">Nobody</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {nameOf(person)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          // Plain text for the address too: what Entra refuses is for the integration to say, not for the browser.
          type={field.type === 'email' ? 'text' : (field.type ?? 'text')}
          inputMode={field.type === 'email' ? 'email' : undefined}
          autoComplete="off"
          spellCheck={false}
          required={field.isRequired === true}
        />
      )}
      {field.hint !== undefined && !isReadOnly && (
        <p className="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
    </div>
  )
}

/** As somebody reads it who cannot change it. */
function shownValue(name: FieldName, value: string, people: readonly PlummPerson[]): string {
  if (value === '') return '–'
  const manager = name === 'managerId' ? people.find(({ id }) => id === value) : undefined
  return manager ? nameOf(manager) : value
}
