import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'

export interface MenuItem {
  label: string
  /** Said more quietly beside the label. */
  detail?: string
  onChoose: () => void
  isGrave?: boolean
  isDisabled?: boolean
}

interface MenuProps {
  /** What the button says. */
  children: ReactNode
  className: string
  /** The button's name where its face is only a picture. */
  label?: string
  isDisabled?: boolean
  items: readonly MenuItem[]
}

/** A button with a menu. Arrows, Home and End move, Escape leaves, and focus is back on the button before an item acts. */
export function Menu({ children, className, label, isDisabled = false, items }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)

  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  const openMenu = (at: 0 | -1 = 0) => {
    setIsOpen(true)
    requestAnimationFrame(() => [...(menu.current?.querySelectorAll('button') ?? [])].at(at)?.focus())
  }
  const onButtonKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    openMenu(event.key === 'ArrowDown' ? 0 : -1)
  }
  return (
    <div
      className="menu-place"
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setIsOpen(false)}
    >
      <button
        ref={button}
        type="button"
        className={className}
        disabled={isDisabled}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        onClick={() => (isOpen ? close() : openMenu())}
        onKeyDown={onButtonKey}
      >
        {children}
      </button>
      {isOpen && (
        <div
          ref={menu}
          id={id}
          role="menu"
          tabIndex={-1}
          className="menu"
          onKeyDown={(event) => onMenuKey(event, close)}
        >
          {items.map(({ label: itemLabel, detail, onChoose, isGrave, isDisabled: isItemDisabled = false }) => (
            <button
              key={itemLabel}
              type="button"
              role="menuitem"
              // Not `disabled`: arrows reach it, so that nobody wonders where it went.
              aria-disabled={isItemDisabled}
              className={isGrave === true ? 'grave' : undefined}
              onClick={() => {
                if (isItemDisabled) return
                close()
                onChoose()
              }}
            >
              {itemLabel}
              {detail !== undefined && <span className="quiet"> {detail}</span>}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

function onMenuKey(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll('button')]
  const at = items.findIndex((item) => item === document.activeElement)
  switch (event.key) {
    case 'Escape':
      event.stopPropagation()
      close()
      return
    case 'ArrowDown':
    case 'ArrowUp': {
      const step = event.key === 'ArrowDown' ? 1 : -1
      items[(at + step + items.length) % items.length]?.focus()
      break
    }
    case 'Home':
      items[0]?.focus()
      break
    case 'End':
      items.at(-1)?.focus()
      break
    default:
      return
  }
  event.preventDefault()
}
