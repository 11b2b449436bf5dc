import { useDeferredValue, useRef, useState } from 'react'
import { type PlummPerson, nameOf } from '../plumm/person.ts'
import { countInWords } from './access-words.ts'
import { Icon } from './Icon.tsx'
import { PeopleActions } from './PeopleActions.tsx'
import { PeopleTable, type Selection } from './PeopleTable.tsx'
import { usePeople } from './people.tsx'
import { Link } from './router.tsx'
import { useSession } from './session.tsx'

const PAGE_SIZE = 50

/** *People > My People*. */
export function PeoplePage() {
  const { state } = usePeople()
  const { user } = useSession()
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState(PAGE_SIZE)
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set())
  const searchBox = useRef<HTMLInputElement>(null)
  const people = state.is === 'ready' ? state.people : []
  const found = findPeople(people, useDeferredValue(search))
  const visible = found.slice(0, shown)
  // A search does not undo it: somebody looks for one person, ticks them, and looks for the next.
  const selected = findPeople(people, '').filter(({ id }) => selectedIds.has(id))
  const selection: Selection = {
    ids: selectedIds,
    toggle: (some, isSelected) => setSelectedIds(withSelected(selectedIds, some, isSelected)),
  }
  const clear = () => {
    setSelectedIds(new Set())
    // The button that was pressed is gone.
    searchBox.current?.focus()
  }
  const isAdministrator = user.role === 'Administrator'
  return (
    <>
      <div className="page-head with-action">
        <div>
          <p className="crumbs">People</p>
          <h1>My People</h1>
        </div>
        {isAdministrator && (
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
      <div className={selected.length > 0 ? 'search-row at-hand' : 'search-row'}>
        <label className="search">
          <span className="hidden-words">Search people</span>
          <Icon name="search" />
          <input
            ref={searchBox}
            type="search"
            placeholder="Name, email, department or job title"
            value={search}
            onChange={({ target }) => {
              setSearch(target.value)
              setShown(PAGE_SIZE)
            }}
          />
        </label>
        <output className="quiet">{state.is === 'loading' ? 'Reading …' : countInWords(found.length)}</output>
        {isAdministrator && (
          <PeopleActions
            selected={selected}
            hidden={selected.filter((person) => !visible.includes(person)).length}
            onClear={clear}
          />
        )}
      </div>
      <div className="card table-card">
        <PeopleTable people={visible} selection={isAdministrator ? selection : undefined} />
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

function withSelected(
  ids: ReadonlySet<string>,
  people: readonly PlummPerson[],
  isSelected: boolean,
): ReadonlySet<string> {
  const some = people.map(({ id }) => id)
  return new Set(isSelected ? [...ids, ...some] : [...ids].filter((id) => !some.includes(id)))
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
