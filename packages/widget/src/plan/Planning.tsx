import type { Preview } from '@plumm/entra-shared'
import type { ReactNode } from 'react'
import { useMessages } from '../widget-context.ts'
import { Progress } from '../ui/Progress.tsx'

/** How far a preview is that is being made. */
export function Planning({
  preview: { planned, people },
  label,
  children,
}: {
  preview: Preview
  label: string
  children?: ReactNode
}) {
  const { plan } = useMessages()
  return (
    <div aria-live="polite">
      <Progress label={label} done={planned} total={people} text={plan.planning(planned, people)} />
      {children}
    </div>
  )
}
