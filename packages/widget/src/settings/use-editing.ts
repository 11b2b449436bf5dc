import { useState } from 'react'

export interface Editing<Saved, Draft> {
  draft: Draft
  /** What was in force when editing began: a change by somebody else meanwhile is not overwritten unseen. */
  from: Saved
  isChanged: boolean
  change: (draft: Draft) => void
  /** Back to what is in force. */
  undo: () => void
}

/** Editing of something that is kept elsewhere. While nothing is changed, it follows what is in force. */
export function useEditing<Saved, Draft>(saved: Saved, draftOf: (saved: Saved) => Draft): Editing<Saved, Draft> {
  const [edit, setEdit] = useState<{ from: Saved; draft: Draft } | null>(null)
  const from = edit?.from ?? saved
  const draft = edit?.draft ?? draftOf(saved)
  return {
    draft,
    from,
    isChanged: edit !== null && JSON.stringify(draft) !== JSON.stringify(draftOf(from)),
    change: (next) => setEdit({ from, draft: next }),
    undo: () => setEdit(null),
  }
}
