import type { PlanKind, Preview, Tenant } from '@plumm/entra-shared'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { causeOf } from '../api/failure.ts'
import { families } from '../api/queries.ts'
import type { Doors } from '../connection/Overview.tsx'
import { useAct } from '../use-act.ts'
import { useLive } from '../use-live.ts'
import { useSettled } from '../use-settled.ts'
import { useMessages, useStyles, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Approval } from './Approval.tsx'
import { Leavers } from './Leavers.tsx'
import { Leave } from './Leave.tsx'
import css from './plan.css?inline'
import { PlanFilters } from './PlanFilters.tsx'
import { PlanRows } from './PlanRows.tsx'

const PLANNING_POLL_MS = 1_000

export interface PlanPreviewProps {
  tenant: Tenant
  doors: Pick<Doors, 'onDisconnect' | 'onOpenSettings'>
}

/** The plan of the first sync, to be looked at and approved. */
export function PlanPreview({ tenant, doors }: PlanPreviewProps) {
  useStyles(css)
  const { core } = useWidget()
  const { plan, panel } = useMessages()
  const [filter, setFilter] = useState<PlanKind | undefined>()
  const [search, setSearch] = useState('')
  const q = useSettled(search.trim())
  useLive()
  const preview = useInfiniteQuery(
    {
      ...core.queries.preview({ ...(filter ? { filter } : {}), ...(q === '' ? {} : { q }) }),
      placeholderData: (before) => before,
      refetchInterval: ({ state }) => (state.data?.pages[0]?.state === 'planning' ? PLANNING_POLL_MS : false),
    },
    core.queryClient,
  )
  const replan = useAct(async () => {
    await core.client.call('startPreview', { body: {} })
    await core.queryClient.invalidateQueries({ queryKey: families.preview })
  })
  const first = preview.data?.pages[0]
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
          {first.counts.suspend > 0 && <Leavers count={first.counts.suspend} />}
          <PlanFilters
            counts={first.counts}
            filter={filter}
            onFilter={setFilter}
            search={search}
            onSearch={setSearch}
          />
          <PlanRows
            rows={preview.data?.pages.flatMap(({ rows }) => rows) ?? []}
            hasMore={preview.hasNextPage}
            isLoadingMore={preview.isFetchingNextPage}
            onMore={() => void preview.fetchNextPage()}
          />
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

function State({ preview, onReplan, isBusy }: { preview: Preview; onReplan: () => void; isBusy: boolean }) {
  const { plan } = useMessages()
  const again = (
    <Button kind="primary" isBusy={isBusy} onClick={onReplan}>
      {plan.planAgain}
    </Button>
  )
  switch (preview.state) {
    case 'planning':
      return (
        <div aria-live="polite">
          <Progress
            label={plan.loading}
            done={preview.planned}
            total={preview.people}
            text={plan.planning(preview.planned, preview.people)}
          />
          <p className="pe-soft">{plan.planningText}</p>
        </div>
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
          <strong>{plan.failed.headline}.</strong> {preview.failure?.detail}
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
