import { causeOf } from '../api/failure.ts'
import { useLive, pollUnless } from '../use-live.ts'
import { useIsLive, useLaterMessages, useStyles, useWidget, useWidgetQuery } from '../widget-context.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { HoldItem } from './HoldItem.tsx'
import css from './holds.css?inline'
import { groupAlike } from './group-alike.ts'
import { HoldGroup } from './HoldGroup.tsx'

/** Every open question, answered in place. */
export function HoldsDrawer({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  useStyles(css)
  const { core } = useWidget()
  const words = useLaterMessages()?.holds
  useLive()
  const isLive = useIsLive()
  const { data, error, refetch } = useWidgetQuery({
    ...core.queries.holds(),
    refetchInterval: pollUnless(isLive),
  })
  if (!words) return null
  const groups = groupAlike(data?.holds ?? [])
  return (
    <Dialog
      kind="drawer"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={data && data.holds.length > 0 ? words.title(data.holds.length) : words.none}
    >
      <div className="pe-holds">
        {!data ? (
          error ? (
            <LoadFailure cause={causeOf(error)} onRetry={() => void refetch()} />
          ) : (
            <Skeleton lines={6} label={words.loading} />
          )
        ) : data.holds.length === 0 ? (
          <div className="pe-blank" aria-live="polite">
            <strong>{words.none}</strong>
            <p className="pe-soft">{words.noneText}</p>
          </div>
        ) : (
          groups.map((group) =>
            group.holds.length > 1 ? (
              <HoldGroup key={group.reason} words={words} holds={group.holds} reason={group.reason} />
            ) : (
              group.holds.map((hold) => <HoldItem key={hold.id} words={words} hold={hold} isAlone />)
            ),
          )
        )}
      </div>
    </Dialog>
  )
}
