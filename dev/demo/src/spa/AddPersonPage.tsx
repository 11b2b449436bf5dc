import { type FormEvent, useState } from 'react'
import { DetailsFields } from './DetailsFields.tsx'
import { fromDraft, toDraft } from './details-form.ts'
import { usePeople } from './people.tsx'
import { Link, go } from './router.tsx'
import { useSession } from './session.tsx'

/** *People > Add user*. */
export function AddPersonPage() {
  const { user } = useSession()
  const { state, add } = usePeople()
  const [draft, setDraft] = useState(() => toDraft({ startDate: new Date().toISOString().slice(0, 10) }))
  const [saving, setSaving] = useState<{ is: 'idle' | 'busy' } | { is: 'failed'; detail: string }>({ is: 'idle' })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSaving({ is: 'busy' })
    add(fromDraft(draft)).then(
      (person) => go({ is: 'profile', personId: person.id, tab: 'personal' }),
      (error: unknown) => setSaving({ is: 'failed', detail: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <>
      <div className="page-head">
        <p className="crumbs">People</p>
        <h1>Add user</h1>
      </div>
      {user.role === 'Administrator' ? (
        <form onSubmit={submit} className="details">
          <DetailsFields
            section="new-person"
            draft={draft}
            onChange={setDraft}
            people={state.is === 'ready' ? state.people : []}
            isReadOnly={false}
          />
          <div className="form-foot">
            <button type="submit" className="button primary" disabled={saving.is === 'busy'}>
              Add user
            </button>
            <Link to={{ is: 'people' }} className="button">
              Cancel
            </Link>
            {saving.is === 'failed' && <p role="alert">{saving.detail}</p>}
          </div>
        </form>
      ) : (
        <p className="card">Only administrators can add people.</p>
      )}
    </>
  )
}
