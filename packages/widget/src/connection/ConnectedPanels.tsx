import type { Connection } from '@plumm/entra-shared'
import { causeOf } from '../api/failure.ts'
import { useAct } from '../use-act.ts'
import { useNow } from '../use-now.ts'
import { useMay, useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Progress } from '../ui/Progress.tsx'
import { type Doors, Overview } from './Overview.tsx'
import { StateHead } from './StateHead.tsx'

type StateOf<S extends Connection['state']> = Extract<Connection, { state: S }>
interface PanelProps<S extends Connection['state']> {
  connection: StateOf<S>
  doors: Doors
}

/** Healthy: boring on purpose. */
export function ActivePanel({ connection, doors }: PanelProps<'active'>) {
  const { panel } = useMessages()
  const { tenant, counts, progress, lastChangeAt, openHolds } = connection
  // Written anew as time goes by, or "12 seconds ago" would stay true for an hour.
  useNow()
  const people = counts.synced + counts.suspended + counts.pending + counts.retrying
  if (progress !== null && progress.done < progress.total) {
    const text = `${panel.firstSync.done(progress.done, progress.total)} · ${panel.firstSync.left(progress.etaSeconds)}`
    return (
      <>
        <StateHead icon="retry" tone="plain" sentence={panel.firstSync.sentence(tenant.name)}>
          <p className="pe-state-text">{panel.firstSync.canLeave}</p>
        </StateHead>
        <Progress label={panel.planning} done={progress.done} total={progress.total} text={text} />
        <Overview connection={connection} doors={doors} />
      </>
    )
  }
  return (
    <>
      <StateHead
        icon="check"
        tone="good"
        sentence={people === 0 ? panel.nobodyYet(tenant.name) : panel.inStep(people, tenant.name)}
      >
        <p className="pe-state-text">
          {lastChangeAt === null ? panel.noChangeYet : panel.lastChange(lastChangeAt)}
          {openHolds === 0 && counts.blocked === 0 && ` ${panel.nothingToDo}`}
        </p>
      </StateHead>
      <Overview connection={connection} doors={doors} />
    </>
  )
}

export function PausedPanel({ connection, doors }: PanelProps<'paused'>) {
  const { core } = useWidget()
  const { panel } = useMessages()
  const mayManage = useMay('integrations:manage')
  const resume = useAct(async () => {
    core.queryClient.setQueryData(core.queries.connection().queryKey, await core.client.call('resume'))
  })
  const waiting = connection.counts.pending + connection.counts.retrying
  return (
    <>
      <StateHead
        icon="pause"
        tone="plain"
        sentence={panel.paused.sentence(connection.pausedBy, connection.since)}
        actions={
          mayManage && (
            <Button kind="primary" isBusy={resume.isBusy} onClick={resume.run}>
              {panel.paused.resume}
            </Button>
          )
        }
      >
        <p className="pe-state-text">{panel.paused.text(waiting)}</p>
      </StateHead>
      {resume.error !== null && (
        <Notice tone="bad" icon="alert" role="alert">
          {panel.failure(causeOf(resume.error))}
        </Notice>
      )}
      <Overview connection={connection} doors={doors} />
    </>
  )
}

/** Trouble: what happened, what still works, who acts, one button, what follows by itself. */
export function AttentionPanel({
  connection,
  doors,
  onReconnect,
}: PanelProps<'attention'> & { onReconnect: () => void }) {
  const { panel, attention, actors } = useMessages()
  const mayManage = useMay('integrations:manage')
  const { reason, since, actor, waiting } = connection.attention
  const words = attention[reason]
  return (
    <>
      <StateHead
        icon="alert"
        tone="warn"
        sentence={panel.trouble.sentence(words.what, since)}
        actions={
          mayManage &&
          isMendedBySignIn(reason) && (
            <Button kind="primary" onClick={onReconnect}>
              {panel.trouble.reconnect}
            </Button>
          )
        }
      >
        <p className="pe-state-text">{panel.trouble.waiting(waiting)}</p>
      </StateHead>
      <Notice
        tone="warn"
        icon="key"
        action={words.forIt && <CopyButton text={words.forIt} label={panel.trouble.copyForIt} />}
      >
        <p>
          <strong>{actors[actor]}.</strong> {words.todo}
        </p>
        <p>{panel.trouble.stillWorks}</p>
      </Notice>
      <Overview connection={connection} doors={doors} />
    </>
  )
}

/** Where an administrator's new consent is the cure; the others heal from outside. */
function isMendedBySignIn(reason: StateOf<'attention'>['attention']['reason']): boolean {
  return reason === 'consent-withdrawn' || reason === 'permission-missing' || reason === 'app-removed'
}
