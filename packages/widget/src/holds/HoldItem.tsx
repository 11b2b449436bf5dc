import type { Hold, HoldChoice } from '@plumm/entra-shared'
import { useId, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import type { HoldsMessages } from '../messages/en-gb/holds.ts'
import { useAct } from '../use-act.ts'
import { useFormats, useMay, useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Changes } from '../ui/Changes.tsx'
import { Initials } from '../ui/Initials.tsx'
import { Notice } from '../ui/Notice.tsx'

/** One question: who, why, and what each answer would do. The kind is said above it, unless it stands alone. */
export function HoldItem({ words, hold, isAlone = false }: { words: HoldsMessages; hold: Hold; isAlone?: boolean }) {
  const Name = isAlone ? 'h3' : 'h4'
  const { core } = useWidget()
  const formats = useFormats()
  const { reasons, panel } = useMessages()
  const mayManage = useMay('integrations:manage')
  const [chosen, setChosen] = useState<HoldChoice | null>(null)
  const [candidate, setCandidate] = useState(hold.candidates[0]?.entraUserId)
  const answer = useAct(async () => {
    if (chosen === null) return
    const entraUserId = chosen === 'link' || chosen === 'restore' ? candidate : undefined
    await core.client.call('answerHold', {
      id: hold.id,
      body: { choice: chosen, ...(entraUserId === undefined ? {} : { entraUserId }) },
    })
    await core.queryClient.invalidateQueries({ queryKey: core.queries.holds().queryKey })
  })
  return (
    <article className="pe-hold">
      <header>
        <Initials name={hold.name} />
        <div>
          <Name>
            <bdi>{hold.name}</bdi>
          </Name>
          <p className="pe-soft">{words.since(hold.since)}</p>
        </div>
      </header>
      {isAlone && (
        <p>
          {reasons[hold.reason].what} {reasons[hold.reason].todo}
        </p>
      )}
      {hold.changes.length > 0 && <Changes changes={hold.changes} />}
      {hold.candidates.length > 0 && (
        <Candidates words={words} hold={hold} chosen={candidate} onChoose={setCandidate} />
      )}
      {mayManage && (
        <fieldset className="pe-hold-actions">
          <legend className="pe-hidden">
            <bdi>{hold.name}</bdi>
          </legend>
          {hold.choices.map((choice) => (
            <Button
              key={choice}
              aria-pressed={chosen === choice}
              onClick={() => setChosen(chosen === choice ? null : choice)}
            >
              {words.choices[choice]}
            </Button>
          ))}
        </fieldset>
      )}
      {chosen !== null && (
        <Notice
          icon="arrow"
          action={
            <Button kind="primary" isBusy={answer.isBusy} onClick={answer.run}>
              {words.confirm}
            </Button>
          }
        >
          {words.consequences[chosen]}
        </Notice>
      )}
      {answer.error !== null && (
        <Notice tone="bad" icon="alert" role="alert">
          {panel.failure(causeOf(answer.error))}
        </Notice>
      )}
      <span className="pe-hidden">{formats.moment(hold.since)}</span>
    </article>
  )
}

function Candidates({
  words,
  hold,
  chosen,
  onChoose,
}: {
  words: HoldsMessages
  hold: Hold
  chosen: string | undefined
  onChoose: (entraUserId: string) => void
}) {
  const formats = useFormats()
  const name = useId()
  return (
    <fieldset className="pe-choices">
      <legend>{words.candidates}</legend>
      {hold.candidates.map((account) => (
        <label key={account.entraUserId} className="pe-choice">
          <input
            type="radio"
            name={name}
            checked={chosen === account.entraUserId}
            onChange={() => onChoose(account.entraUserId)}
          />
          <span>
            {formats.apart(account.name)} <bdi className="pe-soft">{account.signInName}</bdi>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
