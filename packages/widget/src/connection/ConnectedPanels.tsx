import type { Connection } from '@plumm/entra-shared'
import { causeOf } from '../api/failure.ts'
import { useAct } from '../use-act.ts'
import { useNow } from '../use-now.ts'
import { useMay, useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Progress } from '../ui/Progress.tsx'
import { type Doors, Overview } from './Overview.tsx'
import { StateHead } from './StateHead.tsx'

export type StateOf<S extends Connection['state']> = Extract<Connection, { state: S }>
export interface PanelProps<S extends Connection['state']> {
  connection: StateOf<S>
  doors: Doors
}

/** Healthy: boring on purpose. */
export function ActivePanel({ connection, doors }: PanelProps<'active'>) {
  const { panel } = useMessages()
  const { tenant, counts, progress, lastChangeAt, openHolds, disturbance } = connection
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
          {openHolds === 0 && counts.blocked === 0 && !disturbance && ` ${panel.nothingToDo}`}
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
