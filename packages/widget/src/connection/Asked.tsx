import { useId } from 'react'
import type { ConnectingMessages } from '../messages/en-gb/connecting.ts'
import { useMessages, useStyles } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './asked.css?inline'
import type { Asked as AskedView } from './connection-view.ts'
import { Step } from './Step.tsx'

/** A colleague in IT has the next step: the link to send them, until when, and what came of it so far. */
export function Asked({
  asked: { url, expiresAt, tenant, refusal },
  words: { ask: words, stopped },
  onAnother,
  onLeave,
}: {
  asked: AskedView
  words: ConnectingMessages
  onAnother: () => void
  onLeave: () => void
}) {
  const { panel } = useMessages()
  useStyles(css)
  return (
    <Step
      icon="clock"
      headline={words.headline}
      text={tenant ? words.signedIn(tenant.domain) : words.text}
      actions={
        <>
          {url !== null && <CopyButton kind="primary" text={url} label={words.copyLink} />}
          {url !== null && <CopyButton kind="plain" text={words.message(url, expiresAt)} label={words.copyMessage} />}
          {url === null && (
            <Button icon="link" onClick={onAnother}>
              {words.another}
            </Button>
          )}
          <Button kind="quiet" onClick={onLeave}>
            {panel.cancel}
          </Button>
        </>
      }
    >
      {refusal && (
        <Notice tone="warn" icon="alert" role="status">
          {words.refused(stopped.codes[refusal.code]?.headline ?? stopped.failed.headline)}
        </Notice>
      )}
      {url === null ? <p className="pe-soft">{words.lost}</p> : <Link url={url} label={words.link} />}
      <p className="pe-soft">{words.until(expiresAt)}</p>
    </Step>
  )
}

/** To be copied by hand where the clipboard is closed to us. */
function Link({ url, label }: { url: string; label: string }) {
  const id = useId()
  return (
    <div className="pe-ask-link">
      <label htmlFor={id}>{label}</label>
      <input id={id} readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
    </div>
  )
}
