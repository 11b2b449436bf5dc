import type { Hold, HoldChoice } from '@plumm/entra-shared'

export interface HoldsAlike {
  reason: Hold['reason']
  holds: Hold[]
}

/** Questions of one kind together: fourteen held leavers are one decision, or fourteen. */
export function groupAlike(holds: readonly Hold[]): HoldsAlike[] {
  const groups = new Map<Hold['reason'], Hold[]>()
  for (const hold of holds) groups.set(hold.reason, [...(groups.get(hold.reason) ?? []), hold])
  return [...groups].map(([reason, alike]) => ({ reason, holds: alike }))
}

/** Answers that need nothing but themselves, so that they can be given to many at once. */
const forMany: readonly HoldChoice[] = ['release', 'reject', 'skip', 'leave', 'suspend', 'unblock']

/** The choices that every one of them has. */
export function sharedChoices(holds: readonly Hold[]): HoldChoice[] {
  const [first] = holds
  if (!first) return []
  return first.choices.filter(
    (choice) => forMany.includes(choice) && holds.every((hold) => hold.choices.includes(choice)),
  )
}
