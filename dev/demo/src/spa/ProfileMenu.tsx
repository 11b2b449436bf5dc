import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { type PlummPerson, nameOf } from '../plumm/person.ts'
import { Icon } from './Icon.tsx'
import { OffboardDialog } from './OffboardDialog.tsx'
import { usePeople } from './people.tsx'

/** The three dots of a profile: what an administrator can do with a person. */
export function ProfileMenu({ person }: { person: PlummPerson }) {
  const { setStatus, setAccessEnd } = usePeople()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [failure, setFailure] = useState('')

  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  const openMenu = () => {
    setIsOpen(true)
    requestAnimationFrame(() => menu.current?.querySelector('button')?.focus())
  }
  const act = (action: () => Promise<unknown>) => {
    close()
    setFailure('')
    action().catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)))
  }
  const offboard = () => {
    close()
    dialog.current?.showModal()
  }
  return (
    <div
      className="menu-place"
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setIsOpen(false)}
    >
      <button
        ref={button}
        type="button"
        className="button icon-button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={`More for ${nameOf(person)}`}
        onClick={() => (isOpen ? close() : openMenu())}
      >
        <Icon name="more" />
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
          {person.status === 'active' ? (
            <button type="button" role="menuitem" className="grave" onClick={offboard}>
              Offboard user
            </button>
          ) : (
            <button type="button" role="menuitem" onClick={() => act(() => setStatus(person.id, 'active'))}>
              Reactivate user
            </button>
          )}
          {person.status === 'active' && person.endDate !== undefined && (
            <button type="button" role="menuitem" onClick={() => act(() => setAccessEnd(person.id, null))}>
              Cancel the scheduled offboarding
            </button>
          )}
        </div>
      )}
      {failure !== '' && <p role="alert">{failure}</p>}
      <OffboardDialog ref={dialog} person={person} />
    </div>
  )
}

/** Arrows move, Escape leaves, as menus do. */
function onMenuKey(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  if (event.key === 'Escape') {
    event.stopPropagation()
    close()
    return
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const items = [...event.currentTarget.querySelectorAll('button')]
  const at = items.findIndex((item) => item === document.activeElement)
  items[(at + step + items.length) % items.length]?.focus()
}
