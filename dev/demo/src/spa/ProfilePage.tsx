import { EntraStatusBadge } from '@plumm/entra-widget'
import { type FormEvent, useRef, useState } from 'react'
import { type PlummPerson, nameOf } from '../plumm/person.ts'
import { AccessLine } from './AccessLine.tsx'
import { Avatar } from './Avatar.tsx'
import { DetailsFields } from './DetailsFields.tsx'
import { Icon } from './Icon.tsx'
import { ProfileMenu } from './ProfileMenu.tsx'
import { fromDraft, toDraft } from './details-form.ts'
import { usePeople } from './people.tsx'
import { Link } from './router.tsx'
import { useSession } from './session.tsx'

interface ProfilePageProps {
  personId: string
  tab: 'personal' | 'work'
}

/** *Profile*: who someone is, in tabs, with their Entra status beside the name. */
export function ProfilePage({ personId, tab }: ProfilePageProps) {
  const { state } = usePeople()
  if (state.is === 'loading') return <p className="quiet">Reading …</p>
  if (state.is === 'failed') return <p role="alert">{state.detail}</p>
  const person = state.people.find(({ id }) => id === personId)
  if (!person) return <p className="card">There is nobody here with this address. They may work for another company.</p>
  return <Profile person={person} tab={tab} />
}

function Profile({ person, tab }: { person: PlummPerson; tab: 'personal' | 'work' }) {
  const { user } = useSession()
  const heading = useRef<HTMLHeadingElement>(null)
  const isAdministrator = user.role === 'Administrator'
  const tabs = [
    { tab: 'personal', label: 'Personal' },
    { tab: 'work', label: 'Work' },
  ] as const
  return (
    <>
      <p className="crumbs">
        <Link to={{ is: 'people' }}>
          <Icon name="back" />
          My People
        </Link>
      </p>
      <header className="card profile-head">
        <Avatar person={person} size="large" />
        <div className="profile-who">
          <h1 ref={heading} tabIndex={-1}>
            {nameOf(person)}
          </h1>
          <p title={person.role}>
            {person.role}
            {person.department !== undefined && ` · ${person.department}`}
          </p>
          <div className="profile-state">
            <EntraStatusBadge personId={person.id} card />
          </div>
          <AccessLine person={person} isAdministrator={isAdministrator} onCancelled={() => heading.current?.focus()} />
        </div>
        {isAdministrator && <ProfileMenu person={person} />}
      </header>
      <ul className="tabs" aria-label="Profile">
        {tabs.map((some) => (
          <li key={some.tab}>
            <Link to={{ is: 'profile', personId: person.id, tab: some.tab }} isCurrent={some.tab === tab}>
              {some.label}
            </Link>
          </li>
        ))}
        <li>Money</li>
        <li>Time Off</li>
        <li>Tasks</li>
      </ul>
      <DetailsEditor key={`${tab}/${person.version}`} person={person} tab={tab} isReadOnly={!isAdministrator} />
    </>
  )
}

type Saving = { is: 'idle' } | { is: 'busy' } | { is: 'failed'; detail: string }

function DetailsEditor({
  person,
  tab,
  isReadOnly,
}: {
  person: PlummPerson
  tab: 'personal' | 'work'
  isReadOnly: boolean
}) {
  const { state, edit } = usePeople()
  const [draft, setDraft] = useState(() => toDraft(detailsOf(person)))
  const [saving, setSaving] = useState<Saving>({ is: 'idle' })
  const isChanged = JSON.stringify(fromDraft(draft)) !== JSON.stringify(fromDraft(toDraft(detailsOf(person))))

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSaving({ is: 'busy' })
    edit(person.id, fromDraft(draft)).catch((error: unknown) =>
      setSaving({ is: 'failed', detail: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <form onSubmit={submit} className="details" aria-label={tab === 'personal' ? 'Personal' : 'Work'}>
      <DetailsFields
        section={tab}
        draft={draft}
        onChange={setDraft}
        people={state.is === 'ready' ? state.people.filter(({ id }) => id !== person.id) : []}
        isReadOnly={isReadOnly}
      />
      {!isReadOnly && (
        <div className="form-foot">
          <button type="submit" className="button primary" disabled={!isChanged || saving.is === 'busy'}>
            Save
          </button>
          <output className="quiet">{isChanged ? 'Not saved yet' : person.version > 1 ? 'Saved' : ''}</output>
          {saving.is === 'failed' && <p role="alert">{saving.detail}</p>}
        </div>
      )}
    </form>
  )
}

function detailsOf(person: PlummPerson) {
  const { id: _id, version: _v, status: _s, createdAt: _c, endReason: _reason, ...details } = person
  return details
}
