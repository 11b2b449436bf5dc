import type { Preview, Settings } from '@plumm/entra-shared'
import { useId, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import { families } from '../api/queries.ts'
import { useAct } from '../use-act.ts'
import { useMay, useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Leave } from './Leave.tsx'
import { peopleToStart } from './plan-look.ts'

/** The last look before anything happens: the consequence in numbers, one choice, one button. */
export function Approval({
  preview,
  onReplan,
  onDisconnect,
}: {
  preview: Preview
  onReplan: () => void
  onDisconnect: () => void
}) {
  const { core } = useWidget()
  const { plan, panel } = useMessages()
  const mayManage = useMay('integrations:manage')
  const [blockedSignIn, setBlockedSignIn] = useState<Settings['blockedSignIn']>('ask')
  const { counts } = preview
  const start = useAct(async () => {
    const body = { previewId: preview.previewId, blockedSignIn }
    core.queryClient.setQueryData(core.queries.connection().queryKey, await core.client.call('activate', { body }))
    core.queryClient.removeQueries({ queryKey: families.preview })
  })
  const cause = start.error === null ? null : causeOf(start.error)
  const isStale = cause?.is === 'refused' && cause.problem.code === 'preview-stale'
  if (!mayManage) return <p className="pe-soft">{panel.manageOnly}</p>
  const waits = plan.waits(counts.hold, counts.block)

  return (
    <>
      <BlockedSignIn choice={blockedSignIn} onChoose={setBlockedSignIn} />
      {cause && (
        <Notice
          tone={isStale ? 'warn' : 'bad'}
          icon="alert"
          role="alert"
          action={isStale && <Button onClick={onReplan}>{plan.planAgain}</Button>}
        >
          {isStale ? `${plan.stale.headline}. ${plan.stale.text}` : panel.failure(cause)}
        </Notice>
      )}
      <div className="pe-approval-go">
        <Button kind="primary" isBusy={start.isBusy} onClick={start.run}>
          {start.isBusy ? plan.starting : plan.start(peopleToStart(counts))}
        </Button>
        <p className="pe-soft pe-approval-waits">{waits}</p>
        <Leave onDisconnect={onDisconnect} />
      </div>
    </>
  )
}

function BlockedSignIn({
  choice,
  onChoose,
}: {
  choice: Settings['blockedSignIn']
  onChoose: (choice: Settings['blockedSignIn']) => void
}) {
  const { blockedSignIn } = useMessages().plan
  const name = useId()
  const option = (value: Settings['blockedSignIn'], label: string, text: string) => (
    <label className="pe-choice">
      <input type="radio" name={name} value={value} checked={choice === value} onChange={() => onChoose(value)} />
      <span>
        {label} <span className="pe-soft">{text}</span>
      </span>
    </label>
  )
  return (
    <fieldset className="pe-choices">
      <legend>{blockedSignIn.legend}</legend>
      {option('ask', blockedSignIn.ask, blockedSignIn.askText)}
      {option('put-it-back', blockedSignIn.putBack, blockedSignIn.putBackText)}
    </fieldset>
  )
}
