import { EntraConnection } from '@plumm/entra-widget'
import { AppMark } from './StorePage.tsx'
import { Icon } from './Icon.tsx'
import { Link } from './router.tsx'
import { useSession } from './session.tsx'

/** The integration's own page; the widget is at home here. */
export function EntraPage() {
  const { user } = useSession()
  return (
    <>
      <div className="page-head">
        <p className="crumbs">
          <Link to={{ is: 'store' }}>
            <Icon name="back" />
            Store
          </Link>
        </p>
        <div className="title-row">
          <AppMark id="entra" />
          <h1>Microsoft Entra ID</h1>
        </div>
      </div>
      {user.role === 'Administrator' ? (
        <EntraConnection />
      ) : (
        <p className="card">Apps are managed by administrators. Ask one of yours to open this page.</p>
      )}
    </>
  )
}
