import { causeOf } from '../api/failure.ts'
import type { LaterMessages } from '../messages/en-gb/later.ts'
import { useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Busy } from '../ui/Progress.tsx'

/** Whether the log is as it was written: asked for by a person, and said with its time until it is asked again. */
export function ChainCheck({ words }: { words: LaterMessages['lists']['log'] }) {
  const { core } = useWidget()
  const { data, error, isFetching, refetch } = useWidgetQuery(core.queries.auditCheck(core.environment.now))
  const check = () => void refetch()
  if (isFetching) {
    return (
      <p className="pe-check" role="status">
        <Busy />
        {words.checking}
      </p>
    )
  }
  if (error) return <LoadFailure cause={causeOf(error)} onRetry={check} />
  if (!data) {
    return (
      <Button kind="quiet" icon="shield" onClick={check}>
        {words.check}
      </Button>
    )
  }
  const { ok, entries, erased, sealed, brokenAt, head, at } = data
  if (!ok) {
    return (
      <Notice
        tone="bad"
        icon="alert"
        role="alert"
        action={
          <>
            <CopyButton kind="plain" text={words.brokenReport(brokenAt, entries, head, at)} label={words.copyReport} />
            <Button onClick={check}>{words.checkAgain}</Button>
          </>
        }
      >
        <strong>{words.isBroken(brokenAt)}</strong> {words.isBrokenText}
      </Notice>
    )
  }
  return (
    <div className="pe-check">
      <Icon name="shield" className="pe-check-mark" />
      <p role="status">
        {words.isWhole(entries, at)} {sealed && words.isCut(sealed.seq)} {erased > 0 && words.isErased(erased)}
      </p>
      <Button kind="quiet" onClick={check}>
        {words.checkAgain}
      </Button>
    </div>
  )
}
