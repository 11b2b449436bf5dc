import { causeOf } from '../api/failure.ts'
import { useAct } from '../use-act.ts'
import { useLaterMessages, useMessages, useWidget } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'

/** Says what happens, in numbers where there are any, before it happens. */
export function DisconnectDialog({
  isOpen,
  onOpenChange,
  tenant,
  waiting,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  tenant: string
  waiting: number
}) {
  const { core } = useWidget()
  const { panel } = useMessages()
  const words = useLaterMessages()?.disconnect
  const disconnect = useAct(async () => {
    const connection = await core.client.call('disconnect')
    core.queryClient.setQueryData(core.queries.connection().queryKey, connection)
    onOpenChange(false)
  })
  if (!words) return null
  return (
    <Dialog kind="alertdialog" isOpen={isOpen} onOpenChange={onOpenChange} title={words.title(tenant)}>
      <ul className="pe-plain-list">
        {words.what.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {waiting > 0 && (
        <Notice tone="warn" icon="clock">
          {words.waiting(waiting)}
        </Notice>
      )}
      <p className="pe-soft">{words.back}</p>
      <p className="pe-soft">{words.remove}</p>
      {disconnect.error !== null && (
        <Notice tone="bad" icon="alert" role="alert">
          {panel.failure(causeOf(disconnect.error))}
        </Notice>
      )}
      <div className="pe-dialog-actions">
        <Button onClick={() => onOpenChange(false)}>{words.keep}</Button>
        <Button kind="danger" isBusy={disconnect.isBusy} onClick={disconnect.run}>
          {words.confirm}
        </Button>
      </div>
    </Dialog>
  )
}
