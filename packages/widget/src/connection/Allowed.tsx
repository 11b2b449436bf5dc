import type { GrantedPermission } from '@plumm/entra-shared'
import { useConnectingMessages, useLaterMessages } from '../widget-context.ts'
import { Icon } from '../ui/Icon.tsx'

/** What Plumm may do in Entra: each permission with what it is for, needed or optional, granted or not. */
export function Allowed({ permissions }: { permissions: readonly GrantedPermission[] }) {
  // The same words as when they are asked for.
  const consent = useConnectingMessages()?.consent
  const words = useLaterMessages()?.allowed
  if (!words || !consent) return null
  return (
    <div>
      <ul className="pe-permissions">
        {permissions.map(({ name, required, granted }) => (
          <li key={name}>
            <Icon name={granted ? 'check' : required ? 'alert' : 'aside'} />
            <div>
              <p>{consent.permissions[name] ?? name}</p>
              <p className="pe-soft">
                <code>{name}</code> · {required ? words.needed : words.optional}
              </p>
            </div>
            <span className={granted ? 'pe-tag pe-tag-strong' : 'pe-tag'}>
              {granted ? words.granted : words.missing}
            </span>
          </li>
        ))}
      </ul>
      <p className="pe-promise">
        <Icon name="shield" />
        {consent.never}
      </p>
    </div>
  )
}
