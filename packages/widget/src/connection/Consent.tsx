import type { ConnectAttempt } from '@plumm/entra-shared'
import { useState } from 'react'
import type { ConnectingMessages } from '../messages/en-gb/connecting.ts'
import { useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Busy } from '../ui/Progress.tsx'

/** What Microsoft will ask for, said first by us; its window opens from its own click. */
export function Consent({
  attempt,
  words: { consent: words, popupBlocked },
  consentUrl,
  onLeave,
}: {
  attempt: ConnectAttempt
  words: ConnectingMessages
  consentUrl: string
  onLeave: () => void
}) {
  const { core } = useWidget()
  const { panel } = useMessages()
  const [opened, setOpened] = useState<'not-yet' | 'open' | 'blocked'>('not-yet')
  // Nothing may come between the click and window.open, or the browser keeps the window shut.
  const open = () => setOpened(core.environment.openWindow(consentUrl) ? 'open' : 'blocked')

  return (
    <section className="pe-consent">
      <h2 className="pe-headline">{words.headline(attempt.tenant?.name ?? '')}</h2>
      <p className="pe-lead">{words.text}</p>
      <ul className="pe-permissions">
        {attempt.permissions.map(({ name, required }) => (
          <li key={name}>
            <Icon name="key" />
            <div>
              <p>{words.permissions[name] ?? name}</p>
              <p className="pe-soft">
                <code>{name}</code>
              </p>
            </div>
            <span className={required ? 'pe-tag pe-tag-strong' : 'pe-tag'}>
              {required ? words.required : words.optional}
            </span>
          </li>
        ))}
      </ul>
      <p className="pe-promise">
        <Icon name="shield" />
        {words.never}
      </p>
      {opened === 'open' && (
        <p className="pe-waiting" aria-live="polite">
          <Busy />
          {words.waiting}
        </p>
      )}
      {opened === 'blocked' && (
        <Notice tone="warn" icon="alert" role="alert">
          {popupBlocked.headline}. {popupBlocked.text}
        </Notice>
      )}
      <div className="pe-actions">
        <Button kind={opened === 'open' ? 'plain' : 'primary'} icon="external" onClick={open}>
          {opened === 'open' ? words.openAgain : words.open}
        </Button>
        {opened === 'blocked' && (
          <Button onClick={() => core.environment.leaveFor(consentUrl)}>{popupBlocked.here}</Button>
        )}
        <Button kind="quiet" onClick={onLeave}>
          {panel.cancel}
        </Button>
      </div>
    </section>
  )
}
