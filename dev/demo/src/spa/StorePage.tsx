import { useEntraConnection } from '@plumm/entra-widget'
import { type StoreApp, categories } from './apps.ts'
import { Link } from './router.tsx'
import { useSession } from './session.tsx'

/** *Tech > Company App > Store*. */
export function StorePage() {
  const { user } = useSession()
  return (
    <>
      <div className="page-head">
        <p className="crumbs">Tech</p>
        <h1>Company App</h1>
      </div>
      <ul className="tabs" aria-label="Company App">
        <li>Overview</li>
        <li>
          <Link to={{ is: 'store' }} isCurrent>
            Store
          </Link>
        </li>
        <li>Group</li>
        <li>Requests</li>
        <li>Settings</li>
      </ul>
      {categories.map(({ name, apps }) => (
        <section key={name} className="shelf">
          <h2>{name}</h2>
          <ul className="tiles">
            {apps.map((app) => (
              <li key={app.id} className="tile">
                <AppMark id={app.id} />
                <h3>{app.name}</h3>
                <p>{app.does}</p>
                <div className="tile-foot">
                  {app.id !== 'entra' ? (
                    <span className="quiet">Not part of the stand-in</span>
                  ) : user.role === 'Administrator' ? (
                    <EntraTileFoot />
                  ) : (
                    <span className="quiet">Administrators can connect apps</span>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function EntraTileFoot() {
  const connection = useEntraConnection()
  const state = connection.data?.state
  if (state === undefined) return <span className="quiet">Looking …</span>
  const isConnected = state === 'active' || state === 'paused' || state === 'attention' || state === 'preview'
  return (
    <>
      {isConnected && <span className="chip chip-good">Connected</span>}
      <Link to={{ is: 'entra' }} className={isConnected ? 'button' : 'button primary'}>
        {isConnected ? 'Open' : 'Connect'}
        <span className="hidden-words"> Microsoft Entra ID</span>
      </Link>
    </>
  )
}

/** A mark of our own for each app: colours and a letter, nobody's logo. */
export function AppMark({ id }: { id: StoreApp['id'] }) {
  const letters = {
    entra: 'E',
    'active-directory': 'AD',
    'ad-manager-plus': 'A+',
    'google-workspace': 'G',
    productive: 'P',
    custom: '+',
  }
  return (
    <span className={`app-mark app-mark-${id}`} aria-hidden="true">
      {letters[id]}
    </span>
  )
}
