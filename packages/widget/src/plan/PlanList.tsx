import { type PlanKind, type Preview, planKinds } from '@plumm/entra-shared'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import { families } from '../api/queries.ts'
import { DownloadStatus } from '../download/DownloadStatus.tsx'
import { useDownload } from '../download/use-download.ts'
import { useSettled } from '../use-settled.ts'
import { useLaterMessages, useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { PlanFilters } from './PlanFilters.tsx'
import { PlanRows } from './PlanRows.tsx'

/** Before the people, in the file. */
const HEAD_LINES = 1

/** Everyone in a preview: counts that filter, a search, the list, and the same as a file. */
export function PlanList({ preview: { previewId, counts } }: { preview: Preview }) {
  const { core } = useWidget()
  const { plan } = useMessages()
  const words = useLaterMessages()?.lists.preview
  const [kind, setKind] = useState<PlanKind | undefined>()
  const [search, setSearch] = useState('')
  const q = useSettled(search.trim())
  const filter = { ...(kind ? { filter: kind } : {}), ...(q === '' ? {} : { q }) }
  const options = core.queries.previewRows(previewId, filter)
  // What was found before stays until there is something else, so that the page does not jump while somebody types.
  const list = useInfiniteQuery({ ...options, placeholderData: (before) => before }, core.queryClient)
  const { data, hasNextPage, isFetching, isFetchNextPageError, isPlaceholderData, fetchNextPage } = list
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])

  const key = JSON.stringify(filter)
  const [shownKey, setShownKey] = useState(key)
  if (!isPlaceholderData && shownKey !== key) setShownKey(key)

  const isReplaced = data?.pages.some((page) => page.previewId !== previewId) ?? false
  useEffect(() => {
    if (isReplaced) void core.queryClient.invalidateQueries({ queryKey: families.preview })
  }, [isReplaced, core])

  const download = useDownload()
  const takeAway = () =>
    download.start(
      'exportPreview',
      { format: 'csv', ...filter },
      { name: 'entra-preview.csv', type: 'text/csv', isBig: false },
    )

  const isWhole = !hasNextPage && !isPlaceholderData
  // How many a search finds shows when all of them are there.
  const total = isWhole || isPlaceholderData ? rows.length : q === '' ? countOf(counts, kind) : rows.length + 1
  return (
    <>
      <PlanFilters counts={counts} filter={kind} onFilter={setKind} search={search} onSearch={setSearch} />
      {!data ? (
        list.error ? (
          <LoadFailure cause={causeOf(list.error)} onRetry={() => void list.refetch()} />
        ) : (
          <Skeleton lines={6} label={plan.loading} />
        )
      ) : (
        <div>
          <p className="pe-hidden" aria-live="polite">
            {isWhole && key !== '{}' && words?.found(rows.length)}
          </p>
          <PlanRows
            key={shownKey}
            rows={rows}
            total={total}
            isTotalKnown={isWhole || q === ''}
            onNeed={() => !isFetching && !isFetchNextPageError && !isPlaceholderData && void fetchNextPage()}
          />
        </div>
      )}
      {isFetchNextPageError && list.error && (
        <LoadFailure cause={causeOf(list.error)} onRetry={() => void fetchNextPage()} />
      )}
      <div className="pe-take-away">
        <DownloadStatus download={download} counted="lines" headLines={HEAD_LINES} />
        {words && download.state.is !== 'running' && (
          <Button kind="quiet" icon="download" onClick={takeAway}>
            {words.asCsv}
          </Button>
        )}
      </div>
    </>
  )
}

function countOf(counts: Preview['counts'], kind: PlanKind | undefined): number {
  return kind ? counts[kind] : planKinds.reduce((sum, each) => sum + counts[each], 0)
}
