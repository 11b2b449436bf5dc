import type { Connection, SyncStatus } from '@plumm/entra-shared'
import { Suspense, lazy, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import { RecentActivity } from '../audit/RecentActivity.tsx'
import { useAct } from '../use-act.ts'
import { useFormats, useMay, useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Counts } from './Counts.tsx'
import { lacksOptional } from './connection-view.ts'

const Facts = lazy(() => import('./Facts.tsx').then((module) => ({ default: module.Facts })))
const Allowed = lazy(() => import('./Allowed.tsx').then((module) => ({ default: module.Allowed })))
const ConnectionNotices = lazy(() =>
  import('./ConnectionNotices.tsx').then((module) => ({ default: module.ConnectionNotices })),
)

export type Connected = Extract<Connection, { state: 'active' | 'paused' | 'attention' }>

/** How the sync works, whom it is for, or what it carries over. */
export type SettingsPage = 'rules' | 'reach' | 'mapping'

export interface Doors {
  onOpenPeople: (status: SyncStatus) => void
  onOpenHolds: () => void
  onOpenLog: () => void
  onOpenSettings: (page: SettingsPage) => void
  onDisconnect: () => void
}

/** Below the sentence, the same in every connected state: who needs someone, the numbers, what happened, the facts. */
export function Overview({ connection, doors }: { connection: Connected; doors: Doors }) {
  const { folds } = useMessages().panel
  const { apart } = useFormats()
  const { tenant, credential, disturbance, permissions } = connection
  // Where the connection has stopped, that is what there is to say.
  const isWorthSaying =
    connection.state !== 'attention' && (credential?.warning || disturbance || lacksOptional(connection))
  return (
    <>
      {isWorthSaying && (
        <Suspense>
          <ConnectionNotices connection={connection} />
        </Suspense>
      )}
      <NeedsSomeone connection={connection} doors={doors} />
      <Counts
        counts={connection.counts}
        onOpen={(status) => (status === 'held' ? doors.onOpenHolds() : doors.onOpenPeople(status))}
      />
      <RecentActivity onOpenLog={doors.onOpenLog} />
      <div className="pe-folds">
        <Fold title={folds.connection} aside={apart(`${tenant.name} (${tenant.domain})`)}>
          <Facts connection={connection} />
        </Fold>
        <Fold title={folds.allowed}>
          <Allowed permissions={permissions} />
        </Fold>
      </div>
      <Manage connection={connection} doors={doors} />
    </>
  )
}

function NeedsSomeone({ connection, doors }: { connection: Connected; doors: Doors }) {
  const words = useMessages().panel.needsSomeone
  const { openHolds, counts } = connection
  if (openHolds === 0 && counts.blocked === 0) return null
  return (
    <ul className="pe-needs">
      {openHolds > 0 && (
        <li>
          <span className="pe-entry-mark pe-tone-warn">
            <Icon name="question" />
          </span>
          <strong>{words.held(openHolds)}</strong>
          <Button onClick={doors.onOpenHolds}>{words.answer}</Button>
        </li>
      )}
      {counts.blocked > 0 && (
        <li>
          <span className="pe-entry-mark pe-tone-bad">
            <Icon name="alert" />
          </span>
          <strong>{words.blocked(counts.blocked)}</strong>
          <Button onClick={() => doors.onOpenPeople('blocked')}>{words.look}</Button>
        </li>
      )}
    </ul>
  )
}

function Manage({ connection, doors }: { connection: Connected; doors: Doors }) {
  const { core } = useWidget()
  const { panel } = useMessages()
  const mayManage = useMay('integrations:manage')
  const [isAsked, setIsAsked] = useState(false)
  const pause = useAct(async () => {
    core.queryClient.setQueryData(core.queries.connection().queryKey, await core.client.call('pause'))
  })
  const syncAll = useAct(async () => {
    await core.client.call('syncAll')
    setIsAsked(true)
  })
  const settings = <Button onClick={() => doors.onOpenSettings('rules')}>{panel.actions.settings}</Button>
  if (!mayManage)
    return (
      <>
        <p className="pe-soft pe-manage-only">{panel.manageOnly}</p>
        <div className="pe-manage">{settings}</div>
      </>
    )
  const error = pause.error ?? syncAll.error
  return (
    <>
      {error !== null && (
        <Notice tone="bad" icon="alert" role="alert">
          {panel.failure(causeOf(error))}
        </Notice>
      )}
      <div className="pe-manage">
        {connection.state === 'active' && (
          <>
            <Button icon={isAsked ? 'check' : 'retry'} isBusy={syncAll.isBusy} onClick={syncAll.run}>
              {isAsked ? panel.actions.syncAsked : panel.actions.syncAll}
            </Button>
            <Button icon="pause" isBusy={pause.isBusy} onClick={pause.run}>
              {panel.actions.pause}
            </Button>
          </>
        )}
        {settings}
        <Button kind="quiet" className="pe-manage-last" onClick={doors.onDisconnect}>
          {panel.actions.disconnect} …
        </Button>
      </div>
    </>
  )
}
