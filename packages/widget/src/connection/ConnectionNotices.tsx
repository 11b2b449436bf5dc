import { useLaterMessages, useMessages } from '../widget-context.ts'
import { Notice } from '../ui/Notice.tsx'
import type { Connected } from './Overview.tsx'
import { lacksOptional } from './connection-view.ts'

/** What is worth knowing beside a sync that runs: each says what it means and who acts. */
export function ConnectionNotices({ connection }: { connection: Connected }) {
  const { actors } = useMessages()
  const later = useLaterMessages()
  const { credential, disturbance } = connection
  if (!later) return null
  const { attention, notices: words } = later
  return (
    <div className="pe-notices">
      {disturbance && (
        <Notice tone="warn" icon="alert">
          <p>
            <strong>{words.disturbed(attention[disturbance.reason].what, disturbance.since)}</strong> {words.stillWorks}
          </p>
          <p>
            <strong>{actors[disturbance.actor]}.</strong> {attention[disturbance.reason].todo}
          </p>
        </Notice>
      )}
      {credential?.warning && (
        <Notice icon="key">
          <strong>{words.credential(credential)}</strong> {words.credentialTodo(credential)}
        </Notice>
      )}
      {lacksOptional(connection) && (
        <Notice icon="shield">
          <strong>{words.cannotSeeRoles}</strong> {words.cannotSeeRolesMeans}
        </Notice>
      )}
    </div>
  )
}
