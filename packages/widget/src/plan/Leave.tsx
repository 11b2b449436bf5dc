import { useMay, useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'

/** The way out of a preview that nobody wants to approve. */
export function Leave({ onDisconnect }: { onDisconnect: () => void }) {
  const { plan } = useMessages()
  if (!useMay('integrations:manage')) return null
  return (
    <Button kind="quiet" className="pe-plan-leave" onClick={onDisconnect}>
      {plan.notNow} …
    </Button>
  )
}
