import type { ReactNode } from 'react'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Busy } from '../ui/Progress.tsx'

/** One step of connecting: what is going on, what it means, one way on. */
export function Step({
  headline,
  text,
  icon,
  tone = 'plain',
  isBusy = false,
  children,
  actions,
}: {
  headline: string
  text?: string
  icon: IconName
  tone?: 'plain' | 'warn'
  isBusy?: boolean
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <section className="pe-step">
      <span className={`pe-step-mark pe-step-mark-${tone}`}>{isBusy ? <Busy /> : <Icon name={icon} />}</span>
      <div className="pe-step-body" aria-live={isBusy ? 'polite' : undefined}>
        <h2 className="pe-headline">{headline}</h2>
        {text && <p className="pe-lead">{text}</p>}
      </div>
      {children && <div className="pe-step-more">{children}</div>}
      {actions && <div className="pe-actions">{actions}</div>}
    </section>
  )
}
