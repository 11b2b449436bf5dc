import type { EntraField, FieldValue, PlanKind } from '@plumm/entra-shared'

/** What we last wrote to a field, so that a read can be told apart: in step, stale, or somebody else's edit. */
export interface WrittenValue {
  before: FieldValue
  after: FieldValue
  at: string
  /** When we put this field back, of late: somebody who fights over it is noticed. */
  putBackAt?: string[]
}
export type Written = Partial<Record<EntraField, WrittenValue>>

/** An account a question is about. */
export interface HoldCandidate {
  entraUserId: string
  name: string
  signInName: string
}

/** Changes that are hard to undo, and so are counted. */
export type FuseKind = 'suspend' | 'rename' | 'enable'

/** What an approval was given for (design §5, Preview is the run). */
export interface Fingerprint {
  kind: PlanKind
  entraUserId: string | null
  email: string
  writes: string[]
}
