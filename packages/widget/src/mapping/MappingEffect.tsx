import type { PlanKind, SentFieldMapping } from '@plumm/entra-shared'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import { families } from '../api/queries.ts'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { PlanFilters } from '../plan/PlanFilters.tsx'
import { PlanRows } from '../plan/PlanRows.tsx'
import { useAct } from '../use-act.ts'
import { useSettled } from '../use-settled.ts'
import { useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

const PLANNING_POLL_MS = 1_000

/** What a mapping would do that is not saved: planned like every preview, with nothing written. */
export function MappingEffect({
  words: { effect: words },
  mapping,
  onBack,
}: {
  words: MappingMessages
  mapping: SentFieldMapping
  onBack: () => void
}) {
  const { core } = useWidget()
  const { plan } = useMessages()
  const [previewId, setPreviewId] = useState<string>()
  const [filter, setFilter] = useState<PlanKind | undefined>()
  const [search, setSearch] = useState('')
  const q = useSettled(search.trim())
  const start = useAct(async () => {
    setPreviewId((await core.client.call('startPreview', { body: { fieldMapping: mapping } })).previewId)
    await core.queryClient.invalidateQueries({ queryKey: families.preview })
  })
  const { run } = start
  useEffect(run, [run])
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const preview = useInfiniteQuery(
    {
      ...core.queries.preview({ ...(filter ? { filter } : {}), ...(q === '' ? {} : { q }) }),
      enabled: previewId !== undefined,
      placeholderData: (before) => before,
      refetchInterval: ({ state }) => (state.data?.pages[0]?.state === 'planning' ? PLANNING_POLL_MS : false),
    },
    core.queryClient,
  )
  const first = preview.data?.pages[0]
  // Until the new one is there, an earlier one may still be shown elsewhere: it must not be taken for this one's effect.
  const mine = first?.previewId === previewId ? first : undefined
  const error = start.error ?? preview.error
  return (
    <section className="pe-plan pe-map-effect">
      <header>
        <Button kind="quiet" className="pe-map-back" onClick={onBack}>
          {words.back}
        </Button>
        <h3 ref={title} tabIndex={-1}>
          {words.title}
        </h3>
        <p className="pe-soft">{words.text}</p>
      </header>
      {error !== null ? (
        <LoadFailure cause={causeOf(error)} onRetry={() => (start.error === null ? void preview.refetch() : run())} />
      ) : !mine ? (
        <Skeleton lines={4} label={words.planning} />
      ) : mine.state === 'planning' ? (
        <div aria-live="polite">
          <Progress
            label={words.planning}
            done={mine.planned}
            total={mine.people}
            text={plan.planning(mine.planned, mine.people)}
          />
        </div>
      ) : mine.state === 'failed' ? (
        <p role="alert">
          {plan.failed.headline}. {mine.failure?.detail}
        </p>
      ) : (
        <>
          <p role="status">
            <strong>{words.sum(mine.counts)}</strong>
          </p>
          <PlanFilters counts={mine.counts} filter={filter} onFilter={setFilter} search={search} onSearch={setSearch} />
          <PlanRows
            rows={preview.data?.pages.flatMap(({ rows }) => rows) ?? []}
            hasMore={preview.hasNextPage}
            isLoadingMore={preview.isFetchingNextPage}
            onMore={() => void preview.fetchNextPage()}
          />
        </>
      )}
    </section>
  )
}
