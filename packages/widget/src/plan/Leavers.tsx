import { useMessages } from '../widget-context.ts'
import { Notice } from '../ui/Notice.tsx'

/** The riskiest consequence, in numbers and by name, before anything else. */
export function Leavers({ count, names }: { count: number; names: readonly string[] }) {
  const { plan } = useMessages()
  return (
    <Notice tone="bad" icon="suspended">
      <strong>{plan.risk(count, names)}</strong> {plan.riskText}
    </Notice>
  )
}
