import type { ComponentProps } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export interface ButtonProps extends ComponentProps<'button'> {
  /** One primary button per view: the next step. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  icon?: IconName
  /** Under way: stays focusable, and does nothing when pressed. */
  isBusy?: boolean
}

/** A native button: window.open in its click handler is a person's doing, in every browser. */
export function Button({
  kind = 'plain',
  icon,
  isBusy = false,
  className = '',
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`pe-button pe-button-${kind} ${className}`}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}
