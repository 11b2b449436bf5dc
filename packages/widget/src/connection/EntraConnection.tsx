import type { SyncStatus } from '@plumm/entra-shared'
import { Suspense, lazy, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import type { AuditFilter } from '../api/queries.ts'
import { EntraAuditDrawer } from '../audit/EntraAuditDrawer.tsx'
import { ThemeRoot } from '../theme/ThemeRoot.tsx'
import { Button } from '../ui/Button.tsx'
import { Broken } from '../ui/Broken.tsx'
import { Guard } from '../ui/Guard.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useConnectingMessages, useMessages, usePermissions, useStyles } from '../widget-context.ts'
import { ActivePanel, PausedPanel } from './ConnectedPanels.tsx'
import { type ConnectingView, type ConnectionView, connectionView } from './connection-view.ts'
import { Checks } from './Checks.tsx'
import { FirstVisit } from './FirstVisit.tsx'
import type { Doors, SettingsPage } from './Overview.tsx'
import { Step } from './Step.tsx'
import css from './connection.css?inline'
import { useAttempt } from './use-attempt.ts'
import { type Connect, useConnect } from './use-connect.ts'
import { useEntraConnection } from './use-entra-connection.ts'

// What is not needed at first sight comes when it is.
const Connecting = lazy(() => import('./Connecting.tsx').then((module) => ({ default: module.Connecting })))
const PlanPreview = lazy(() => import('../plan/PlanPreview.tsx').then(({ PlanPreview }) => ({ default: PlanPreview })))
const AttentionPanel = lazy(() => import('./AttentionPanel.tsx').then((module) => ({ default: module.AttentionPanel })))
const DisconnectDialog = lazy(() =>
  import('./DisconnectDialog.tsx').then((module) => ({ default: module.DisconnectDialog })),
)
const HoldsDrawer = lazy(() => import('../holds/HoldsDrawer.tsx').then(({ HoldsDrawer }) => ({ default: HoldsDrawer })))
const SettingsDrawer = lazy(() =>
  import('../settings/SettingsDrawer.tsx').then((module) => ({ default: module.SettingsDrawer })),
)

export interface EntraConnectionProps {
  /** Opens the activity log at once, with this filter: what `onLogChange` said before the page was left. */
  log?: AuditFilter | null | undefined
  /** Told of the activity log's filter, and null when it is closed, for a host that keeps it in its address. */
  onLogChange?: ((filter: AuditFilter | null) => void) | undefined
}

/** The connection panel, for the integration's own page: from the first visit to the activity log. */
export function EntraConnection(props: EntraConnectionProps) {
  useStyles(css)
  return (
    <ThemeRoot className="pe-panel" meanwhile={<Skeleton lines={4} />}>
      <Guard fallback={<Broken />}>
        <Panel {...props} />
      </Guard>
    </ThemeRoot>
  )
}

function Panel({ log, onLogChange }: EntraConnectionProps) {
  const { panel } = useMessages()
  const connection = useEntraConnection()
  const connect = useConnect()
  const attempt = useAttempt(connect, connection.data)
  const permissions = usePermissions()
  const failure = connection.error === null ? null : causeOf(connection.error)
  const view = connectionView({ connection: connection.data, failure, permissions, flow: connect.flow, attempt })

  const [logFilter, setLogFilter] = useState(log ?? null)
  const showLog = (filter: AuditFilter | null) => {
    setLogFilter(filter)
    onLogChange?.(filter)
  }
  const [open, setOpen] = useState<'holds' | SettingsPage | 'disconnect' | null>(null)
  const doors: Doors = {
    onOpenPeople: (status) => showLog(doorFor[status]),
    onOpenHolds: () => setOpen('holds'),
    onOpenLog: () => showLog({}),
    onOpenSettings: setOpen,
    onDisconnect: () => setOpen('disconnect'),
  }
  const connected =
    connection.data && 'tenant' in connection.data && 'openHolds' in connection.data ? connection.data : null

  return (
    <>
      {failure && connection.data && <Notice icon="clock">{panel.failure(failure)}</Notice>}
      <View view={view} connect={connect} doors={doors} onRetry={() => void connection.refetch()} />
      <EntraAuditDrawer
        isOpen={logFilter !== null}
        onOpenChange={(isOpen) => showLog(isOpen ? {} : null)}
        filter={logFilter ?? undefined}
        onFilterChange={showLog}
      />
      {/* What cannot be opened leaves the panel as it is, and may be tried again. */}
      <Guard key={open} fallback={<Broken />}>
        <Suspense>
          {open === 'holds' && <HoldsDrawer isOpen onOpenChange={(isOpen) => setOpen(isOpen ? 'holds' : null)} />}
          {open !== null && open !== 'holds' && open !== 'disconnect' && (
            <SettingsDrawer
              isOpen
              onOpenChange={(isOpen) => setOpen(isOpen ? open : null)}
              first={open}
              counts={connection.data?.counts}
            />
          )}
          {open === 'disconnect' && connected && (
            <DisconnectDialog
              isOpen
              onOpenChange={(isOpen) => setOpen(isOpen ? 'disconnect' : null)}
              tenant={connected.tenant.name}
              waiting={connected.counts.pending + connected.counts.retrying}
            />
          )}
        </Suspense>
      </Guard>
    </>
  )
}

/** Where each number leads, as far as the log can tell it. */
const doorFor: Record<SyncStatus, AuditFilter> = {
  synced: { outcome: 'succeeded' },
  pending: {},
  retrying: { outcome: 'failed' },
  held: { outcome: 'held' },
  blocked: { outcome: 'blocked' },
  suspended: { action: 'user.suspended' },
  excluded: {},
  'not-connected': {},
}

interface ViewProps {
  view: ConnectionView
  connect: Connect
  doors: Doors
  onRetry: () => void
}

/** Draws one state (style rule 9). */
function View({ view, connect, doors, onRetry }: ViewProps) {
  const { panel, audit } = useMessages()
  switch (view.is) {
    case 'loading':
      return <Skeleton lines={4} label={panel.loading} />
    case 'unreachable':
      return <LoadFailure cause={view.cause} onRetry={onRetry} />
    case 'not-allowed':
      return <Step icon="shield" headline={panel.notAllowed.headline} text={panel.notAllowed.text} />
    case 'first-visit':
      return <FirstVisit onConnect={connect.begin} onAsk={() => connect.ask()} />
    case 'disconnected-before':
      return (
        <Step
          icon="unplugged"
          headline={panel.before.headline(view.tenant.name)}
          text={panel.before.text(view.tenant.domain)}
          actions={
            <>
              <Button kind="primary" onClick={connect.begin}>
                {panel.before.connect}
              </Button>
              <Button onClick={() => connect.ask()}>{panel.askAdministrator}</Button>
              <Button kind="quiet" icon="list" onClick={doors.onOpenLog}>
                {audit.open}
              </Button>
            </>
          }
        />
      )
    case 'starting':
    case 'signing-in':
    case 'popup-blocked':
    case 'proving':
    case 'elsewhere':
    case 'asked':
    case 'consent':
    case 'stopped':
      return <Steps view={view} connect={connect} />
    case 'preview':
      return (
        <Suspense fallback={<Skeleton lines={6} label={panel.planning} />}>
          <PlanPreview tenant={view.connection.tenant} doors={doors} />
          <Checks isFolded />
        </Suspense>
      )
    case 'active':
      return <ActivePanel connection={view.connection} doors={doors} />
    case 'paused':
      return <PausedPanel connection={view.connection} doors={doors} />
    case 'attention':
      return (
        <Suspense fallback={<Skeleton lines={6} label={panel.loading} />}>
          <AttentionPanel connection={view.connection} doors={doors} onReconnect={connect.begin} />
        </Suspense>
      )
  }
}

/** The steps and their words come at the same time, not one after the other. */
function Steps({ view, connect }: { view: ConnectingView; connect: Connect }) {
  const { panel } = useMessages()
  const words = useConnectingMessages()
  const skeleton = <Skeleton lines={4} label={panel.loading} />
  return (
    <Suspense fallback={skeleton}>
      <Connecting view={view} connect={connect} words={words} meanwhile={skeleton} />
    </Suspense>
  )
}
