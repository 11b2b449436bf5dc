import type { SentFieldMapping } from '@plumm/entra-shared'
import { useEffect, useRef, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import { families } from '../api/queries.ts'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { PlanList } from '../plan/PlanList.tsx'
import { Planning } from '../plan/Planning.tsx'
import { usePreview } from '../plan/use-preview.ts'
import { useAct } from '../use-act.ts'
import { useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

/** How it stands is what is asked here; its people are read by their list. */
const ROWS_TO_KNOW = 1

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
  const { plan, panel } = useMessages()
  const [previewId, setPreviewId] = useState<string>()
  const start = useAct(async () => {
    setPreviewId((await core.client.call('startPreview', { body: { fieldMapping: mapping } })).previewId)
    await core.queryClient.invalidateQueries({ queryKey: families.preview })
  })
  const { run } = start
  useEffect(run, [run])
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const preview = usePreview(ROWS_TO_KNOW, previewId !== undefined)
  const first = preview.data
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
        <Planning preview={mine} label={words.planning} />
      ) : mine.state === 'failed' ? (
        <p role="alert">
          {plan.failed.headline}. {mine.failure && panel.refusal(mine.failure)}
        </p>
      ) : (
        <>
          <p role="status">
            <strong>{words.sum(mine.counts)}</strong>
          </p>
          <PlanList key={mine.previewId} preview={mine} />
        </>
      )}
    </section>
  )
}
