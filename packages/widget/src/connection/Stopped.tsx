import type { Stop } from './connect-flow.ts'
import { useMessages } from '../widget-context.ts'
import type { Messages } from '../messages/en-gb/en-gb.ts'
import { Button } from '../ui/Button.tsx'
import { Step } from './Step.tsx'

/** An attempt that ended without a connection: what happened, that nothing changed, and the way on. */
export function Stopped({ why, onAgain, onLeave }: { why: Stop; onAgain: () => void; onLeave: () => void }) {
  const { panel } = useMessages()
  const { headline, text, requestId, again } = wordsFor(why, panel)
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
          <Button kind="quiet" onClick={onLeave}>
            {panel.stopped.back}
          </Button>
        </>
      }
    >
      {requestId && <p className="pe-soft">{panel.reference(requestId)}</p>}
    </Step>
  )
}

function wordsFor(why: Stop, panel: Messages['panel']) {
  const { stopped } = panel
  switch (why.is) {
    case 'cancelled':
      return { ...stopped.cancelled, requestId: null, again: stopped.again }
    case 'expired':
      return { ...stopped.expired, requestId: null, again: stopped.again }
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
        text: known?.text ?? why.detail,
        requestId: why.requestId,
        again: isAboutAccount ? stopped.otherAccount : stopped.again,
      }
    }
  }
}
