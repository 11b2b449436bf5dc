import { useState } from 'react'
import { accessOf } from '../plumm/access.ts'
import type { PlummPerson } from '../plumm/person.ts'
import { accessInWords } from './access-words.ts'
import { useNow } from './now.ts'
import { usePeople } from './people.tsx'

interface AccessLineProps {
  person: PlummPerson
  isAdministrator: boolean
  /** Cancelling takes the button away; focus has to go somewhere. */
  onCancelled: () => void
}

/** When access ends, and the way to change one's mind: “Access ends on 30 Nov 2026 · Cancel”. */
export function AccessLine({ person, isAdministrator, onCancelled }: AccessLineProps) {
  const { changeAccess } = usePeople()
  const [failure, setFailure] = useState('')
  const now = useNow()
  const access = accessOf(person, now)
  if (access.is === 'open') return null
  const cancel = () => {
    changeAccess([person.id], { endDate: null }).then(onCancelled, (error: unknown) =>
      setFailure(error instanceof Error ? error.message : String(error)),
    )
  }
  return (
    <p className="access-line">
      {access.is === 'deactivated' ? 'Deactivated in Plumm' : accessInWords(person, now)}
      {person.endReason !== undefined && access.is !== 'deactivated' && ` · ${person.endReason}`}
      {access.is === 'ends' && isAdministrator && (
        <>
          {' · '}
          <button type="button" className="link-button" onClick={cancel}>
            Cancel<span className="hidden-words"> scheduled deactivation</span>
          </button>
        </>
      )}
      {failure !== '' && <span role="alert"> {failure}</span>}
    </p>
  )
}
