import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

/** Something to know, beside what is going on: a sentence, and perhaps a way out. */
export function Notice({
  tone = 'plain',
  icon,
  children,
  action,
  role,
}: {
  tone?: 'plain' | 'warn' | 'bad' | 'good'
  icon?: IconName
  children: ReactNode
  action?: ReactNode
  role?: 'status' | 'alert'
}) {
  return (
    <div className={`pe-notice pe-notice-${tone}`} role={role}>
      {icon && <Icon name={icon} />}
      <div className="pe-notice-body">
        <div className="pe-notice-text">{children}</div>
        {action && <div className="pe-notice-action">{action}</div>}
      </div>
    </div>
  )
}
