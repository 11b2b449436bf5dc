import { useMessages, useWidget, useWidgetQuery } from '../widget-context.ts'
import { Notice } from '../ui/Notice.tsx'

const NAMES_MAX = 3

/** The riskiest consequence, in numbers and by name, before anything else. */
export function Leavers({ count }: { count: number }) {
  const { core } = useWidget()
  const { plan } = useMessages()
  const { data } = useWidgetQuery(core.queries.leavers(NAMES_MAX))
  return (
    <Notice tone="bad" icon="suspended">
      <strong>{plan.risk(count, data?.rows.map(({ name }) => name) ?? [])}</strong> {plan.riskText}
    </Notice>
  )
}
