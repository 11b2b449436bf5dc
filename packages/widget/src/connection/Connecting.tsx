import type { ReactNode } from 'react'
import type { ConnectingMessages } from '../messages/en-gb/connecting.ts'
import { useMay, useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Asked } from './Asked.tsx'
import type { ConnectingView } from './connection-view.ts'
import { Consent } from './Consent.tsx'
import { Step } from './Step.tsx'
import { Stopped } from './Stopped.tsx'
import type { Connect } from './use-connect.ts'

/** Everything between the first click and the preview; loaded with that click. */
export function Connecting({
  view,
  connect,
  words,
  meanwhile,
}: {
  view: ConnectingView
  connect: Connect
  words: ConnectingMessages | undefined
  /** While the words are on their way. */
  meanwhile: ReactNode
}) {
  const { panel } = useMessages()
  const mayManage = useMay('integrations:manage')
  if (!words) return meanwhile
  const cancel = (
    <Button kind="quiet" onClick={() => connect.leave()}>
      {panel.cancel}
    </Button>
  )
  switch (view.is) {
    case 'starting':
      return <Step icon="clock" isBusy headline={words.starting.headline} text={words.starting.text} actions={cancel} />
    case 'signing-in':
      return (
        <Step
          icon="clock"
          isBusy={!view.looksClosed}
          headline={words.signingIn.headline}
          text={view.looksClosed ? words.signingIn.closed : words.signingIn.text}
          actions={
            <>
              <Button kind={view.looksClosed ? 'primary' : 'plain'} icon="external" onClick={connect.openAgain}>
                {words.signingIn.again}
              </Button>
              <Button onClick={() => connect.ask()}>{panel.askAdministrator}</Button>
              {cancel}
            </>
          }
        />
      )
    case 'popup-blocked':
      return (
        <Step
          icon="alert"
          tone="warn"
          headline={words.popupBlocked.headline}
          text={words.popupBlocked.text}
          actions={
            <>
              <Button kind="primary" icon="external" onClick={connect.openAgain}>
                {words.popupBlocked.open}
              </Button>
              <Button onClick={() => connect.continueHere(view.attemptId)}>{words.popupBlocked.here}</Button>
              {cancel}
            </>
          }
        />
      )
    case 'proving':
      return <Step icon="clock" isBusy headline={words.proving.headline} text={words.proving.text} />
    case 'elsewhere':
      return (
        <Step
          icon="clock"
          headline={words.elsewhere.headline}
          text={words.elsewhere.text}
          actions={
            mayManage && (
              <>
                <Button onClick={connect.begin}>{words.elsewhere.again}</Button>
                <Button kind="quiet" onClick={() => connect.leave(view.attemptId)}>
                  {panel.cancel}
                </Button>
              </>
            )
          }
        />
      )
    case 'asked':
      return (
        <Asked
          asked={view}
          words={words}
          onAnother={() => connect.ask(view.attemptId)}
          onLeave={() => connect.leave(view.attemptId)}
        />
      )
    case 'consent':
      return (
        <Consent
          attempt={view.attempt}
          words={words}
          consentUrl={view.consentUrl}
          onLeave={() => connect.leave(view.attempt.attemptId)}
        />
      )
    case 'stopped':
      return (
        <Stopped
          why={view.why}
          words={words.stopped}
          onAgain={connect.begin}
          onAsk={() => connect.ask()}
          onLeave={() => connect.leave()}
        />
      )
  }
}
