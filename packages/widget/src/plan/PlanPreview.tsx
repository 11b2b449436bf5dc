import type { Preview, Tenant } from '@plumm/entra-shared'
import { causeOf } from '../api/failure.ts'
import { families } from '../api/queries.ts'
import type { Doors } from '../connection/Overview.tsx'
import { useAct } from '../use-act.ts'
import { useLive } from '../use-live.ts'
import { useMessages, useStyles, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Approval } from './Approval.tsx'
import { Leavers } from './Leavers.tsx'
import { Leave } from './Leave.tsx'
import css from './plan.css?inline'
import { PlanList } from './PlanList.tsx'
import { Planning } from './Planning.tsx'
import { usePreview } from './use-preview.ts'

/** How many leavers are named. */
const NAMES_MAX = 3

export interface PlanPreviewProps {
  tenant: Tenant
  doors: Pick<Doors, 'onDisconnect' | 'onOpenSettings'>
}

/** The plan of the first sync, to be looked at and approved. */
export function PlanPreview({ tenant, doors }: PlanPreviewProps) {
  useStyles(css)
  const { core } = useWidget()
  const { plan, panel } = useMessages()
  useLive()
  const preview = usePreview(NAMES_MAX)
  const replan = useAct(async () => {
    await core.client.call('startPreview', { body: {} })
    await core.queryClient.invalidateQueries({ queryKey: families.preview })
  })
  const first = preview.data
  if (!first) {
    if (!preview.error) return <Skeleton lines={6} label={plan.loading} />
    return <LoadFailure cause={causeOf(preview.error)} onRetry={() => void preview.refetch()} />
  }

  const isForApproval = first.state === 'ready' && first.mapping === 'saved'

  return (
    <section className="pe-plan">
      <header>
        <h2 className="pe-headline">{plan.headline(tenant.name)}</h2>
        {first.state === 'ready' && <p className="pe-lead">{plan.text}</p>}
        <Button kind="quiet" className="pe-plan-reach" onClick={() => doors.onOpenSettings('reach')}>
          {plan.reach}
        </Button>
      </header>
      <State preview={first} onReplan={replan.run} isBusy={replan.isBusy} />
      {replan.error !== null && (
        <Notice tone="bad" icon="alert" role="alert">
          {panel.failure(causeOf(replan.error))}
        </Notice>
      )}
      {(first.state === 'ready' || first.state === 'stale') && (
        <>
          {first.counts.suspend > 0 && <Leavers count={first.counts.suspend} names={leaversIn(first)} />}
          <PlanList key={first.previewId} preview={first} />
        </>
      )}
      {isForApproval ? (
        <Approval preview={first} onReplan={replan.run} onDisconnect={doors.onDisconnect} />
      ) : (
        <Leave onDisconnect={doors.onDisconnect} />
      )}
    </section>
  )
}

/** The first of the list are the riskiest. */
function leaversIn({ rows }: Preview): string[] {
  return rows.filter(({ kind }) => kind === 'suspend').map(({ name }) => name)
}

function State({ preview, onReplan, isBusy }: { preview: Preview; onReplan: () => void; isBusy: boolean }) {
  const { plan, panel } = useMessages()
  const again = (
    <Button kind="primary" isBusy={isBusy} onClick={onReplan}>
      {plan.planAgain}
    </Button>
  )
  switch (preview.state) {
    case 'planning':
      return (
        <Planning preview={preview} label={plan.loading}>
          <p className="pe-soft">{plan.planningText}</p>
        </Planning>
      )
    case 'stale':
      return (
        <Notice tone="warn" icon="clock" action={again}>
          <strong>{plan.stale.headline}.</strong> {plan.stale.text}
        </Notice>
      )
    case 'failed':
      return (
        <Notice tone="bad" icon="alert" role="alert" action={again}>
          <strong>{plan.failed.headline}.</strong> {preview.failure && panel.refusal(preview.failure)}
        </Notice>
      )
    case 'ready':
      return preview.mapping === 'saved' ? null : (
        <Notice icon="list" action={again}>
          <strong>{plan.unsaved.headline}.</strong> {plan.unsaved.text}
        </Notice>
      )
  }
}
