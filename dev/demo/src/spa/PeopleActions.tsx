import { useState } from 'react'
import { type AccessAction, accessActions, whomItConcerns } from '../plumm/access.ts'
import type { PlummPerson } from '../plumm/person.ts'
import { AccessDialog, type AccessQuestion } from './AccessDialog.tsx'
import { whoInWords } from './access-words.ts'
import { Icon } from './Icon.tsx'
import { Menu, type MenuItem } from './Menu.tsx'
import { usePeople } from './people.tsx'

interface PeopleActionsProps {
  selected: readonly PlummPerson[]
  /** How many of the selected a search hides. */
  hidden: number
  onClear: () => void
}

const labels: Record<AccessAction, string> = {
  deactivate: 'Deactivate now',
  schedule: 'Schedule user deactivation',
  cancel: 'Cancel scheduled deactivation',
  reactivate: 'Reactivate',
}

/** *More actions* for the people who are selected. They stay selected, so that what was done can be undone. */
export function PeopleActions({ selected, hidden, onClear }: PeopleActionsProps) {
  const { changeAccess } = usePeople()
  const [question, setQuestion] = useState<AccessQuestion>()
  const [said, setSaid] = useState<{ sentence: string; isFailure?: boolean }>({ sentence: '' })

  const cancel = (people: readonly PlummPerson[]) => {
    const ids = people.map(({ id }) => id)
    changeAccess(ids, { endDate: null }).then(
      () => setSaid({ sentence: `Cancelled. ${whoInWords(people)} will keep access.` }),
      (error: unknown) =>
        setSaid({ sentence: error instanceof Error ? error.message : String(error), isFailure: true }),
    )
  }
  const itemFor = (action: AccessAction): MenuItem => {
    const people = whomItConcerns(action, selected, new Date())
    const others = selected.length - people.length
    return {
      label: labels[action],
      ...(people.length > 0 && others > 0 ? { detail: `${people.length} of ${selected.length}` } : {}),
      isDisabled: people.length === 0,
      isGrave: action === 'deactivate',
      onChoose: () => {
        setSaid({ sentence: '' })
        if (action === 'cancel') cancel(people)
        else setQuestion({ is: action, people, others })
      },
    }
  }
  return (
    <div className="people-actions">
      {selected.length > 0 && (
        <p>
          {selected.length} selected
          {hidden > 0 && <span className="quiet">, {hidden} not shown</span>}
          <button type="button" className="link-button" onClick={onClear}>
            Clear<span className="hidden-words"> the selection</span>
          </button>
        </p>
      )}
      <Menu className="button" isDisabled={selected.length === 0} items={accessActions.map(itemFor)}>
        More actions
        <Icon name="open" />
      </Menu>
      <output className={said.isFailure === true ? 'failure' : 'hidden-words'}>{said.sentence}</output>
      {question && (
        <AccessDialog
          question={question}
          onClose={() => setQuestion(undefined)}
          onDone={(sentence) => setSaid({ sentence })}
        />
      )}
    </div>
  )
}
