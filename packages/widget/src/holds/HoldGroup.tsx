import type { Hold, HoldChoice } from '@plumm/entra-shared'
import { useState } from 'react'
import { causeOf } from '../api/failure.ts'
import type { HoldsMessages } from '../messages/en-gb/holds.ts'
import { useAct } from '../use-act.ts'
import { useMay, useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { sharedChoices } from './group-alike.ts'
import { HoldItem } from './HoldItem.tsx'

const IDS_MAX = 500

/** Several questions of one kind: answered one by one, or all alike. */
export function HoldGroup({
  words,
  holds,
  reason,
}: {
  words: HoldsMessages
  holds: readonly Hold[]
  reason: Hold['reason']
}) {
  const { core } = useWidget()
  const { reasons, panel } = useMessages()
  const mayManage = useMay('integrations:manage')
  const [choice, setChoice] = useState<HoldChoice | null>(null)
  const answerAll = useAct(async () => {
    if (choice === null) return
    const ids = holds.map(({ id }) => id)
    for (let from = 0; from < ids.length; from += IDS_MAX) {
      await core.client.call('answerHolds', { body: { ids: ids.slice(from, from + IDS_MAX), choice } })
    }
    setChoice(null)
    await core.queryClient.invalidateQueries({ queryKey: core.queries.holds().queryKey })
  })
  return (
    <section className="pe-hold-group">
      <h3>{reasons[reason].what}</h3>
      <p className="pe-soft">{reasons[reason].todo}</p>
      {mayManage && choice === null && (
        <div className="pe-hold-actions">
          {sharedChoices(holds).map((offered) => (
            <Button key={offered} onClick={() => setChoice(offered)}>
              {words.answerAll(words.choices[offered], holds.length)}
            </Button>
          ))}
        </div>
      )}
      {choice !== null && (
        <Notice
          tone="warn"
          icon="question"
          action={
            <>
              <Button kind="primary" isBusy={answerAll.isBusy} onClick={answerAll.run}>
                {words.answerAll(words.choices[choice], holds.length)}
              </Button>
              <Button kind="quiet" onClick={() => setChoice(null)}>
                {words.back}
              </Button>
            </>
          }
        >
          {words.consequences[choice]}
        </Notice>
      )}
      {answerAll.error !== null && (
        <Notice tone="bad" icon="alert" role="alert">
          {panel.failure(causeOf(answerAll.error))}
        </Notice>
      )}
      {holds.map((hold) => (
        <HoldItem key={hold.id} words={words} hold={hold} />
      ))}
    </section>
  )
}
