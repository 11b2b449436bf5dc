import { type ReactNode, Suspense, useState } from 'react'
import { useMessages } from '../widget-context.ts'
import { Icon } from './Icon.tsx'
import { Skeleton } from './Skeleton.tsx'

/** Folded away until somebody asks for it; what is in it is loaded then. */
export function Fold({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  const { panel } = useMessages()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="pe-fold" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="right" className="pe-fold-mark" />
        {title}
        {aside && <span className="pe-soft">{aside}</span>}
      </summary>
      {isOpen && <Suspense fallback={<Skeleton label={panel.loading} />}>{children}</Suspense>}
    </details>
  )
}
