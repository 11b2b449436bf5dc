import { EntraProvider } from '@plumm/entra-widget'
import { useEffect, useRef } from 'react'
import { AddPersonPage } from './AddPersonPage.tsx'
import { EntraPage } from './EntraPage.tsx'
import { PeoplePage } from './PeoplePage.tsx'
import { ProfilePage } from './ProfilePage.tsx'
import { Shell } from './Shell.tsx'
import { StorePage } from './StorePage.tsx'
import { PeopleProvider } from './people.tsx'
import { type Place, usePlace } from './router.tsx'
import { useSession } from './session.tsx'

export function App() {
  const { company, user, getToken } = useSession()
  const place = usePlace()
  // Another person or company is another world: nothing of the one before may stay on the page.
  return (
    <EntraProvider
      key={`${company.id}/${user.id}`}
      bffUrl=""
      getSessionToken={getToken}
      redirectBridgeUrl={`${location.origin}/redirect-bridge.html`}
    >
      <PeopleProvider>
        <Shell place={place}>
          <PlaceFocus place={place} />
          <PlacePage place={place} />
        </Shell>
      </PeopleProvider>
    </EntraProvider>
  )
}

function PlacePage({ place }: { place: Place }) {
  switch (place.is) {
    case 'store':
      return <StorePage />
    case 'entra':
      return <EntraPage />
    case 'people':
      return <PeoplePage />
    case 'add-person':
      return <AddPersonPage />
    case 'profile':
      return <ProfilePage key={place.personId} personId={place.personId} tab={place.tab} />
  }
}

const titles: Record<Place['is'], string> = {
  store: 'Store',
  entra: 'Microsoft Entra ID',
  people: 'My People',
  'add-person': 'Add user',
  profile: 'Profile',
}

/** After a move, a screen reader starts at the new page and not at the link that is gone. */
function PlaceFocus({ place }: { place: Place }) {
  const focus = useRef<HTMLSpanElement>(null)
  const isFirst = useRef(true)
  const key = place.is === 'profile' ? `profile/${place.personId}` : place.is
  useEffect(() => {
    document.title = `${titles[place.is]} · Plumm (stand-in)`
    if (!isFirst.current) focus.current?.focus()
    isFirst.current = false
  }, [key, place.is])
  return (
    <span ref={focus} tabIndex={-1} className="place-focus">
      {titles[place.is]}
    </span>
  )
}
