import { type FormEvent, type RefObject, useId, useState } from 'react'
import { type PlummPerson, nameOf } from '../plumm/person.ts'
import { usePeople } from './people.tsx'

interface OffboardDialogProps {
  ref: RefObject<HTMLDialogElement | null>
  person: PlummPerson
}

/** Asks before someone loses access, and says what will happen. */
export function OffboardDialog({ ref, person }: OffboardDialogProps) {
  const { setStatus, setAccessEnd } = usePeople()
  const id = useId()
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [date, setDate] = useState('')
  const [failure, setFailure] = useState('')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const done = when === 'now' ? setStatus(person.id, 'deactivated') : setAccessEnd(person.id, date)
    done.then(
      () => ref.current?.close(),
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    )
  }
  return (
    <dialog ref={ref} aria-labelledby={`${id}-title`} className="dialog">
      <form onSubmit={submit}>
        <h2 id={`${id}-title`}>Offboard {nameOf(person)}?</h2>
        <p>
          They are deactivated in Plumm and lose access to every connected app. Nothing is deleted, and you can
          reactivate them later.
        </p>
        <fieldset className="choices">
          <legend>Revoke access</legend>
          <label>
            <input type="radio" name={`${id}-when`} checked={when === 'now'} onChange={() => setWhen('now')} />
            Now
          </label>
          <label>
            <input type="radio" name={`${id}-when`} checked={when === 'later'} onChange={() => setWhen('later')} />
            After a day I choose
          </label>
          {when === 'later' && (
            <label className="field">
              Revoke access date
              <input type="date" required value={date} onChange={({ target }) => setDate(target.value)} />
            </label>
          )}
        </fieldset>
        {failure !== '' && <p role="alert">{failure}</p>}
        <div className="form-foot">
          <button type="submit" className="button danger">
            {when === 'now' ? 'Offboard now' : 'Schedule'}
          </button>
          <button type="button" className="button" onClick={() => ref.current?.close()}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  )
}
