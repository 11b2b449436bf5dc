import type { Stop } from './connect-flow.ts'
import { useMessages } from '../widget-context.ts'
import type { Messages } from '../messages/catalogue.ts'
import type { ConnectingMessages } from '../messages/en-gb/connecting.ts'
import { Button } from '../ui/Button.tsx'
import { Step } from './Step.tsx'

/** An attempt that ended without a connection: what happened, that nothing changed, and the way on. */
export function Stopped({
  why,
  words,
  onAgain,
  onAsk,
  onLeave,
}: {
  why: Stop
  words: ConnectingMessages['stopped']
  onAgain: () => void
  onAsk: () => void
  onLeave: () => void
}) {
  const { panel } = useMessages()
  const { headline, text, requestId, again } = wordsFor(why, panel, words)
  return (
    <Step
      icon={why.is === 'cancelled' ? 'undo' : 'alert'}
      tone={why.is === 'cancelled' ? 'plain' : 'warn'}
      headline={headline}
      text={text}
      actions={
        <>
          <Button kind="primary" onClick={onAgain}>
            {again}
          </Button>
          {isForSomebodyElse(why) && <Button onClick={onAsk}>{panel.askAdministrator}</Button>}
          <Button kind="quiet" onClick={onLeave}>
            {words.back}
          </Button>
        </>
      }
    >
      {requestId && <p className="pe-soft">{panel.reference(requestId)}</p>}
    </Step>
  )
}

/** Another account would do; perhaps it is a colleague's. */
function isForSomebodyElse(why: Stop): boolean {
  if (why.is === 'expired') return why.wasLink
  return why.is === 'refused' && ['not-an-administrator', 'roles-unknown', 'consent-refused'].includes(why.code)
}

function wordsFor(why: Stop, panel: Messages['panel'], stopped: ConnectingMessages['stopped']) {
  switch (why.is) {
    case 'cancelled':
      return { ...stopped.cancelled, requestId: null, again: stopped.again }
    case 'expired':
      return { ...(why.wasLink ? stopped.linkExpired : stopped.expired), requestId: null, again: stopped.again }
    case 'failed':
      return { ...stopped.failed, requestId: null, again: stopped.again }
    case 'trouble':
      return {
        headline: stopped.failed.headline,
        text: panel.failure(why.cause),
        requestId: null,
        again: stopped.again,
      }
    case 'refused': {
      const known = stopped.codes[why.code]
      const isAboutAccount = ['not-an-administrator', 'personal-account', 'other-tenant', 'roles-unknown'].includes(
        why.code,
      )
      return {
        headline: known?.headline ?? stopped.failed.headline,
        text: known?.text ?? panel.refusal(why),
        requestId: why.requestId,
        again: isAboutAccount ? stopped.otherAccount : stopped.again,
      }
    }
  }
}
