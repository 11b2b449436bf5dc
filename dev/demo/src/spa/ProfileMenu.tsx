import { useState } from 'react'
import { accessOf } from '../plumm/access.ts'
import { type PlummPerson, nameOf } from '../plumm/person.ts'
import { AccessDialog, type AccessQuestion } from './AccessDialog.tsx'
import { Icon } from './Icon.tsx'
import { Menu, type MenuItem } from './Menu.tsx'
import { useNow } from './now.ts'
import { usePeople } from './people.tsx'

/** The three dots of a profile: what an administrator can do with a person. */
export function ProfileMenu({ person }: { person: PlummPerson }) {
  const { changeAccess } = usePeople()
  const [question, setQuestion] = useState<AccessQuestion>()
  const [failure, setFailure] = useState('')

  const act = (change: Parameters<typeof changeAccess>[1]) => {
    setFailure('')
    changeAccess([person.id], change).catch((error: unknown) =>
      setFailure(error instanceof Error ? error.message : String(error)),
    )
  }
  const ask = (is: AccessQuestion['is']) => setQuestion({ is, people: [person] })
  const access = accessOf(person, useNow())
  const reactivate: MenuItem = { label: 'Reactivate user', onChoose: () => act({ status: 'active' }) }
  const offboard: MenuItem = { label: 'Offboard user', isGrave: true, onChoose: () => ask('offboard') }
  const schedule: MenuItem = {
    label: access.is === 'ends' ? 'Change the scheduled deactivation' : 'Schedule deactivation',
    onChoose: () => ask('schedule'),
  }
  const cancel: MenuItem = { label: 'Cancel scheduled deactivation', onChoose: () => act({ endDate: null }) }
  const items: Record<typeof access.is, MenuItem[]> = {
    open: [schedule, offboard],
    ends: [schedule, cancel, offboard],
    ended: [reactivate, offboard],
    deactivated: [reactivate],
  }
  return (
    <>
      <Menu className="button icon-button" label={`More for ${nameOf(person)}`} items={items[access.is]}>
        <Icon name="more" />
      </Menu>
      {failure !== '' && <p role="alert">{failure}</p>}
      {question && <AccessDialog question={question} onClose={() => setQuestion(undefined)} />}
    </>
  )
}
