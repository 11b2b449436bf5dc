import type { ReactNode } from 'react'
import { causeOf } from '../api/failure.ts'
import type { SettingsMessages } from '../messages/en-gb/settings.ts'
import type { Act } from '../use-act.ts'
import { useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { isOvertaken } from './overtaken.ts'

/** What is at the foot of a page of settings: whether something waits to be saved, and what became of saving it. */
export function SaveBar({
  words,
  save,
  isChanged,
  isValid,
  saved,
  onUndo,
  onLookAtTheirs,
  children,
}: {
  words: SettingsMessages
  save: Act
  isChanged: boolean
  isValid: boolean
  /** What follows from what was saved last; null before. */
  saved: string | null
  onUndo: () => void
  onLookAtTheirs: () => void
  /** What else can be done before saving. */
  children?: ReactNode
}) {
  const maySave = isChanged && isValid && !save.isBusy
  const standing = isChanged ? (isValid ? words.unsaved : words.invalid) : (saved ?? '')
  return (
    <footer className="pe-save">
      {save.error !== null && isChanged && <Failed words={words} error={save.error} onLookAtTheirs={onLookAtTheirs} />}
      <div className="pe-save-row">
        <p className="pe-soft" role="status">
          {standing}
        </p>
        {isChanged && (
          <Button kind="quiet" onClick={onUndo}>
            {words.undo}
          </Button>
        )}
        {children}
        {/* Not `disabled`: it would lose the focus at the moment of saving. */}
        <Button
          kind="primary"
          isBusy={save.isBusy}
          aria-disabled={!maySave || undefined}
          onClick={maySave ? save.run : undefined}
        >
          {save.isBusy ? words.saving : words.save}
        </Button>
      </div>
    </footer>
  )
}

function Failed({
  words,
  error,
  onLookAtTheirs,
}: {
  words: SettingsMessages
  error: unknown
  onLookAtTheirs: () => void
}) {
  const { panel } = useMessages()
  if (isOvertaken(error)) {
    return (
      <Notice
        tone="warn"
        icon="alert"
        role="alert"
        action={<Button onClick={onLookAtTheirs}>{words.lookAtTheirs}</Button>}
      >
        <strong>{words.conflict}</strong> {words.conflictTodo}
      </Notice>
    )
  }
  const cause = causeOf(error)
  return (
    <Notice tone="bad" icon="alert" role="alert">
      {panel.failure(cause)} {cause.is === 'refused' && panel.reference(cause.problem.requestId)}
    </Notice>
  )
}
