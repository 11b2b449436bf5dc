import { useLaterMessages, useMay, useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Checks } from './Checks.tsx'
import type { PanelProps, StateOf } from './ConnectedPanels.tsx'
import { Overview } from './Overview.tsx'
import { StateHead } from './StateHead.tsx'

/** Trouble: what happened, what still works, who acts, one button, what follows by itself. */
export function AttentionPanel({
  connection,
  doors,
  onReconnect,
}: PanelProps<'attention'> & { onReconnect: () => void }) {
  const { actors, panel } = useMessages()
  const later = useLaterMessages()
  const mayManage = useMay('integrations:manage')
  const { reason, since, actor, waiting } = connection.attention
  if (!later) return <Skeleton lines={6} label={panel.loading} />
  const { trouble } = later
  const words = later.attention[reason]
  return (
    <>
      <StateHead
        icon="alert"
        tone="warn"
        sentence={trouble.sentence(words.what, since)}
        actions={
          mayManage &&
          isMendedBySignIn(reason) && (
            <Button kind="primary" onClick={onReconnect}>
              {trouble.reconnect}
            </Button>
          )
        }
      >
        <p className="pe-state-text">{trouble.waiting(waiting)}</p>
      </StateHead>
      <Notice
        tone="warn"
        icon="key"
        action={words.forIt && <CopyButton text={words.forIt} label={trouble.copyForIt} />}
      >
        <p>
          <strong>{actors[actor]}.</strong> {words.todo}
        </p>
        <p>{trouble.stillWorks}</p>
      </Notice>
      <Checks isFolded />
      <Overview connection={connection} doors={doors} />
    </>
  )
}

/** Where an administrator's new consent is the cure; the others heal from outside. */
function isMendedBySignIn(reason: StateOf<'attention'>['attention']['reason']): boolean {
  return reason === 'consent-withdrawn' || reason === 'permission-missing' || reason === 'app-removed'
}
