import { type ReactNode, useId } from 'react'
import { companies } from '../plumm/companies.ts'
import { Icon, type IconName } from './Icon.tsx'
import { Link, type Place } from './router.tsx'
import { useSession } from './session.tsx'

interface NavigationItem {
  to: Place
  label: string
  icon: IconName
  covers: readonly Place['is'][]
  isForAdministrators?: boolean
}

const navigation: readonly { title: string; items: readonly NavigationItem[] }[] = [
  {
    title: 'People',
    items: [
      { to: { is: 'people' }, label: 'My People', icon: 'people', covers: ['people', 'profile'] },
      { to: { is: 'add-person' }, label: 'Add user', icon: 'add', covers: ['add-person'], isForAdministrators: true },
    ],
  },
  {
    title: 'Tech',
    items: [{ to: { is: 'store' }, label: 'Company App', icon: 'apps', covers: ['store', 'entra'] }],
  },
]

/** Everything around a page: navigation on the left, who is looking on top, the stand-in's confession below. */
export function Shell({ place, children }: { place: Place; children: ReactNode }) {
  const { user } = useSession()
  const isVisible = ({ isForAdministrators = false }: NavigationItem) =>
    !isForAdministrators || user.role === 'Administrator'
  return (
    <div className="shell">
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <header className="top">
        <Link to={{ is: 'people' }} className="brand">
          <span className="brand-mark" aria-hidden="true" />
          plumm
        </Link>
        <WhoIsLooking />
      </header>
      <nav className="side" aria-label="Plumm">
        {navigation.map(({ title, items }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ul>
              {items.filter(isVisible).map(({ to, label, icon, covers }) => (
                <li key={label}>
                  <Link to={to} isCurrent={covers.includes(place.is)}>
                    <Icon name={icon} />
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <main id="page" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <p>
          A stand-in for Plumm, so that the Entra ID integration can be tried with no account anywhere. The other side:{' '}
          <a href="/_emulator/" target="_blank" rel="noreferrer">
            Entra admin (emulator)
          </a>
        </p>
      </footer>
    </div>
  )
}

function WhoIsLooking() {
  const { company, user, switchTo } = useSession()
  const id = useId()
  const firstUserOf = (companyId: string) => companies.find((some) => some.id === companyId)?.users[0].id ?? ''
  return (
    <div className="who">
      <div>
        <label htmlFor={`${id}-company`}>Company</label>
        <select
          id={`${id}-company`}
          value={company.id}
          onChange={({ target }) => switchTo(target.value, firstUserOf(target.value))}
        >
          {companies.map((some) => (
            <option key={some.id} value={some.id}>
              {some.name}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`${id}-user`}>Signed in as</label>
        <select id={`${id}-user`} value={user.id} onChange={({ target }) => switchTo(company.id, target.value)}>
          {company.users.map((some) => (
            <option key={some.id} value={some.id}>
              {some.name} ({some.role})
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}
