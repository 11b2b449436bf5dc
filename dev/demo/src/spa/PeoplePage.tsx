import { EntraStatusBadge } from '@plumm/entra-widget'
import { useDeferredValue, useState } from 'react'
import { type PlummPerson, nameOf } from '../plumm/person.ts'
import { Avatar } from './Avatar.tsx'
import { Icon } from './Icon.tsx'
import { usePeople } from './people.tsx'
import { Link } from './router.tsx'
import { useSession } from './session.tsx'

const PAGE_SIZE = 50
const createdFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** *People > My People*. */
export function PeoplePage() {
  const { state } = usePeople()
  const { user } = useSession()
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState(PAGE_SIZE)
  const people = state.is === 'ready' ? state.people : []
  const found = findPeople(people, useDeferredValue(search))
  return (
    <>
      <div className="page-head with-action">
        <div>
          <p className="crumbs">People</p>
          <h1>My People</h1>
        </div>
        {user.role === 'Administrator' && (
          <Link to={{ is: 'add-person' }} className="button primary">
            Add user
          </Link>
        )}
      </div>
      {state.is === 'failed' && (
        <p className="card" role="alert">
          {state.detail}
        </p>
      )}
      <div className="search-row">
        <label className="search">
          <span className="hidden-words">Search people</span>
          <Icon name="search" />
          <input
            type="search"
            placeholder="Name, email, department or job title"
            value={search}
            onChange={({ target }) => {
              setSearch(target.value)
              setShown(PAGE_SIZE)
            }}
          />
        </label>
        <output className="quiet">
          {state.is === 'loading' ? 'Reading …' : `${found.length} ${found.length === 1 ? 'person' : 'people'}`}
        </output>
      </div>
      <div className="card table-card">
        <table className="people">
          <colgroup>
            <col className="wide" />
            <col className="wide" />
            <col className="narrow" />
            <col />
            <col className="narrow" />
            <col className="status" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Email</th>
              <th scope="col">Department</th>
              <th scope="col">Job title</th>
              <th scope="col">Created</th>
              <th scope="col">Entra</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, shown).map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </tbody>
        </table>
        {state.is === 'ready' && found.length === 0 && <p className="empty">Nobody here matches “{search}”.</p>}
      </div>
      {found.length > shown && (
        <p className="more">
          <button type="button" className="button" onClick={() => setShown(shown + PAGE_SIZE)}>
            Show {Math.min(PAGE_SIZE, found.length - shown)} more of {found.length - shown}
          </button>
        </p>
      )}
    </>
  )
}

function PersonRow({ person }: { person: PlummPerson }) {
  return (
    <tr>
      <th scope="row">
        <Link to={{ is: 'profile', personId: person.id, tab: 'personal' }} className="person-link">
          <Avatar person={person} />
          <span className="person-name">
            {nameOf(person)}
            {person.status === 'deactivated' && <span className="quiet"> deactivated</span>}
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

/** Everyone whose words begin like the search, by name; without a search everyone. */
function findPeople(people: readonly PlummPerson[], search: string): PlummPerson[] {
  const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const wanted = plain(search.trim())
  return people
    .filter((person) =>
      [nameOf(person), `${person.firstName} ${person.lastName}`, person.email, person.department, person.role].some(
        (value) => plain(value ?? '').includes(wanted),
      ),
    )
    .toSorted((a, b) => a.lastName.localeCompare(b.lastName) || a.firstName.localeCompare(b.firstName))
}
