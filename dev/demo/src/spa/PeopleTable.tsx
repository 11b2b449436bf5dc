import { EntraStatusBadge } from '@plumm/entra-widget'
import { useEffect, useRef } from 'react'
import { type PlummPerson, nameOf } from '../plumm/person.ts'
import { accessInWords } from './access-words.ts'
import { Avatar } from './Avatar.tsx'
import { useNow } from './now.ts'
import { Link } from './router.tsx'

const createdFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** Who is ticked, where ticking is allowed. */
export interface Selection {
  ids: ReadonlySet<string>
  toggle: (people: readonly PlummPerson[], isSelected: boolean) => void
}

interface PeopleTableProps {
  people: readonly PlummPerson[]
  selection: Selection | undefined
}

export function PeopleTable({ people, selection }: PeopleTableProps) {
  const now = useNow()
  return (
    <table className="people">
      <colgroup>
        {selection && <col className="select" />}
        <col className="name" />
        <col className="email" />
        <col className="narrow" />
        <col />
        <col className="narrow" />
        <col className="status" />
      </colgroup>
      <thead>
        <tr>
          {selection && <SelectAll people={people} selection={selection} />}
          <th scope="col">Name</th>
          <th scope="col">Email</th>
          <th scope="col">Department</th>
          <th scope="col">Job title</th>
          <th scope="col">Created</th>
          <th scope="col">Entra</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} selection={selection} now={now} />
        ))}
      </tbody>
    </table>
  )
}

function SelectAll({ people, selection }: { people: readonly PlummPerson[]; selection: Selection }) {
  const count = people.filter(({ id }) => selection.ids.has(id)).length
  const isAll = count > 0 && count === people.length
  const isSome = count > 0 && !isAll
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome
  }, [isSome])
  return (
    <th scope="col" className="select">
      <label>
        <input
          ref={box}
          type="checkbox"
          aria-label={`Select all ${people.length} shown`}
          checked={isAll}
          disabled={people.length === 0}
          onChange={() => selection.toggle(people, !isAll)}
        />
        <span aria-hidden="true" className="hidden-words">
          Select all
        </span>
      </label>
    </th>
  )
}

interface PersonRowProps {
  person: PlummPerson
  selection: Selection | undefined
  now: Date
}

function PersonRow({ person, selection, now }: PersonRowProps) {
  const isSelected = selection?.ids.has(person.id) ?? false
  const access = accessInWords(person, now)
  return (
    <tr className={isSelected ? 'selected' : undefined}>
      {selection && (
        <td className="select">
          <label>
            <input
              type="checkbox"
              aria-label={`Select ${nameOf(person)}`}
              checked={isSelected}
              onChange={({ target }) => selection.toggle([person], target.checked)}
            />
          </label>
        </td>
      )}
      <th scope="row">
        <Link to={{ is: 'profile', personId: person.id, tab: 'personal' }} className="person-link">
          <Avatar person={person} />
          <span>
            <span className="person-name">{nameOf(person)}</span>
            {access !== undefined && <span className="person-access quiet">{access}</span>}
          </span>
        </Link>
      </th>
      <td data-label="Email" className="email">
        <Address email={person.email} />
      </td>
      <td data-label="Department">{person.department}</td>
      <td data-label="Job title" className="role">
        <span title={person.role}>{person.role}</span>
      </td>
      <td data-label="Created" className="date">
        {createdFormat.format(new Date(person.createdAt))}
      </td>
      <td data-label="Entra">
        <EntraStatusBadge personId={person.id} />
      </td>
    </tr>
  )
}

/** An address that breaks before its @ where it has to. */
function Address({ email }: { email: string }) {
  const at = email.lastIndexOf('@')
  if (at < 0) return email
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  )
}
