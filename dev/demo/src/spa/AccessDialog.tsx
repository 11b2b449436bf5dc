import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { type AccessChange, type EndReason, type PlummPerson, endReasons, nameOf } from '../plumm/person.ts'
import { dayIn } from '../plumm/access.ts'
import { dayInWords, whoInWords } from './access-words.ts'
import { useNow } from './now.ts'
import { usePeople } from './people.tsx'

/** What is asked about before it is done. */
export interface AccessQuestion {
  is: 'offboard' | 'deactivate' | 'schedule' | 'reactivate'
  /** Whom it concerns. */
  people: readonly PlummPerson[]
  /** How many more were selected, for whom it changes nothing. */
  others?: number
}

interface AccessDialogProps {
  question: AccessQuestion
  onClose: () => void
  onDone?: (sentence: string) => void
}

/** Asks before people lose or get access, and says who and what will happen. */
export function AccessDialog({ question, onClose, onDone }: AccessDialogProps) {
  const { changeAccess } = usePeople()
  const id = useId()
  const now = useNow()
  const dialog = useRef<HTMLDialogElement>(null)
  const dateField = useRef<HTMLInputElement>(null)
  const wayBack = useRef<HTMLButtonElement>(null)
  const [date, setDate] = useState('')
  const [reason, setReason] = useState<EndReason | ''>('')
  const [saving, setSaving] = useState<{ is: 'idle' | 'busy' } | { is: 'failed'; detail: string }>({ is: 'idle' })
  useEffect(() => {
    dialog.current?.showModal()
    // Where there is nothing to enter, a hasty Enter must do nothing.
    const first = dateField.current ?? wayBack.current
    first?.focus()
  }, [])

  const { people, others = 0 } = question
  const words = wordsFor(question, date)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const change = changeFor(question.is, date, reason)
    if (!change) return
    setSaving({ is: 'busy' })
    const ids = people.map((person) => person.id)
    changeAccess(ids, change).then(
      () => {
        onDone?.(words.done)
        dialog.current?.close()
      },
      (error: unknown) => setSaving({ is: 'failed', detail: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <dialog ref={dialog} aria-labelledby={`${id}-title`} className="dialog" onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id={`${id}-title`}>{words.title}</h2>
        {people.length > 1 && (
          // Focusable, so that the keyboard can scroll a long one.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <ul className="names" aria-label="Who" tabIndex={0}>
            {people.map((person) => (
              <li key={person.id}>
                {nameOf(person)} <span className="quiet">{person.role}</span>
              </li>
            ))}
          </ul>
        )}
        {question.is === 'schedule' && (
          <div className="fields">
            <label className="field">
              Revoke access date
              <input
                ref={dateField}
                type="date"
                required
                min={dayIn(undefined, now)}
                value={date}
                aria-describedby={`${id}-meaning`}
                onChange={({ target }) => setDate(target.value)}
              />
            </label>
            <label className="field">
              Reason
              <select
                required
                value={reason}
                onChange={({ target }) => setReason(endReasons.find((some) => some === target.value) ?? '')}
              >
                <option value="">Choose …</option>
                {endReasons.map((some) => (
                  <option key={some}>{some}</option>
                ))}
              </select>
            </label>
          </div>
        )}
        <p id={`${id}-meaning`}>{words.meaning}</p>
        {others > 0 && (
          <p className="quiet">
            {others} more {others === 1 ? 'is' : 'are'} selected and {others === 1 ? 'stays' : 'stay'} as{' '}
            {others === 1 ? 'that person is' : 'they are'}: it would change nothing for them.
          </p>
        )}
        {saving.is === 'failed' && <p role="alert">{saving.detail}</p>}
        <div className="form-foot">
          <button
            type="submit"
            className={isFinal(question.is) ? 'button danger' : 'button primary'}
            disabled={saving.is === 'busy'}
          >
            {words.button}
          </button>
          <button ref={wayBack} type="button" className="button" onClick={() => dialog.current?.close()}>
            {question.is === 'schedule' ? 'Back' : 'Cancel'}
          </button>
        </div>
      </form>
    </dialog>
  )
}

function isFinal(is: AccessQuestion['is']): boolean {
  return is === 'offboard' || is === 'deactivate'
}

interface Words {
  title: string
  meaning: string
  button: string
  /** What a screen reader hears when it is done. */
  done: string
}

function wordsFor({ is, people }: AccessQuestion, date: string): Words {
  const who = whoInWords(people)
  const losing =
    'Access to every connected app ends within seconds. Nothing is deleted, and they can be reactivated later.'
  switch (is) {
    case 'offboard':
      return { title: `Offboard ${who}?`, meaning: losing, button: 'Offboard now', done: `Offboarded ${who}.` }
    case 'deactivate':
      return {
        title: `Deactivate ${who} now?`,
        meaning: losing,
        button: `Deactivate ${who}`,
        done: `Deactivated ${who}.`,
      }
    case 'schedule':
      return {
        title: `Schedule deactivation of ${who}`,
        meaning:
          date === ''
            ? 'Access to every connected app lasts until the end of that day, where they are. It can be cancelled until then.'
            : `Access to every connected app lasts until the end of ${dayInWords(date)}, where they are. It can be cancelled until then.`,
        button: people.length === 1 ? 'Schedule' : `Schedule for ${who}`,
        done: `Access of ${who} ends on ${date === '' ? 'that day' : dayInWords(date)}.`,
      }
    case 'reactivate':
      return {
        title: `Reactivate ${who}?`,
        meaning: 'They get access to connected apps again, wherever it was Plumm that took it away.',
        button: `Reactivate ${who}`,
        done: `Reactivated ${who}.`,
      }
  }
}

function changeFor(is: AccessQuestion['is'], endDate: string, endReason: EndReason | ''): AccessChange | undefined {
  switch (is) {
    case 'offboard':
    case 'deactivate':
      return { status: 'deactivated' }
    case 'schedule':
      return endReason === '' ? undefined : { endDate, endReason }
    case 'reactivate':
      return { status: 'active' }
  }
}
