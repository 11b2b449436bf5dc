import type {
  Actor,
  EntraField,
  EntraUser,
  FieldChange,
  FieldMapping,
  FieldProblem,
  FieldValue,
  FieldValues,
  HoldChoice,
  Person,
  PlanKind,
  Reason,
  Settings,
} from '@plumm/entra-shared'
import type { Referred } from './references.ts'
import type { HoldCandidate, Written } from './vocabulary.ts'

/** The pair of a person and an account, as the plan needs it. */
export interface Link {
  entraUserId: string
  /** Plumm's email when the sign-in name was last decided. */
  email: string
  signInName: string
  revokeOwed: boolean
  suspendedByPlumm: boolean
  written: Written
  /** When fields were last written, newest last: a burst of edits is gathered into few writes. */
  recentWrites: readonly string[]
  linkedAt: Date
}

/** A create that was sent and whose outcome nobody knows. */
export interface PendingCreate {
  signInName: string
  displayName: string
}

/** Another person whose account a candidate is. */
export interface OtherHolder {
  personId: string
  /** By Plumm they have another email now, so the address becomes free. */
  givesUpAddress: boolean
}

/** The way from someone to whoever holds the address they want: each wants the next one's. */
export interface Chain {
  /** In the order in which they wait for each other; the first is whoever was asked about. */
  personIds: readonly string[]
  /** The last of them wants the first one's address. */
  isCircle: boolean
}

/** Accounts that might be the person's, or that hold the address they want. */
export interface Candidates {
  bySignInName: readonly EntraUser[]
  byOtherAddress: readonly EntraUser[]
  /** Read only where people are matched by employee number. */
  byEmployeeNumber: readonly EntraUser[]
  /** Accounts among them that are linked to another person, by object id. */
  linkedToOthers: ReadonlyMap<string, OtherHolder>
  /** The account that a create of ours made though its answer was lost: the person's own, whatever their email is by now. */
  ownCreate: EntraUser | null
  /** Accounts in the recycle bin that hold the address, or the linked account itself. */
  deleted: readonly EntraUser[]
}

export const noCandidates: Candidates = {
  bySignInName: [],
  byOtherAddress: [],
  byEmployeeNumber: [],
  linkedToOthers: new Map(),
  ownCreate: null,
  deleted: [],
}

/** What an administrator has decided for a person, and has not been carried out or superseded yet. */
export interface Answer {
  reason: Reason
  choice: HoldChoice
  entraUserId?: string | undefined
}

/** Everything a plan depends on. Read once, then decided on without any further look. */
export interface Situation {
  person: Person
  link: Link | null
  /** The linked account; null when Graph says there is none. */
  account: EntraUser | null
  candidates: Candidates
  /** Accounts with a directory role; null when we may not see them. */
  roleHolders: ReadonlySet<string> | null
  /** Another person with the same email who comes first. */
  emailBelongsToOther: boolean
  /** Whom the person's references name, by id in Plumm; somebody Plumm never told us about is missing. */
  referred: ReadonlyMap<string, Referred>
  /** Since when a complete answer of Plumm's directory has not had this person; null: it has. */
  missingSince: Date | null
  /** Who waits for whom, where the address this person wants is held by another person's account. */
  addressChain: Chain | null
  /** Domains of the tenant that sign-in names may use, lower-case. */
  verifiedDomains: readonly string[]
  /** The tenant's own x.onmicrosoft.com: a place to step aside to. */
  initialDomain: string
  answers: readonly Answer[]
  fieldMapping: FieldMapping
  settings: Settings
  now: Date
}

/** A field to change. `drift`: Plumm's value is the one we wrote, somebody changed it in Entra. */
export interface PlannedChange {
  field: EntraField
  before: FieldValue
  after: FieldValue
  cause: 'plumm' | 'drift'
}

/** A reference to change: `before` and `after` are object ids. */
export interface PlannedReference extends PlannedChange {
  names: { before: FieldValue; after: FieldValue }
}

/** One write, in the order they are to be made. */
export type Step =
  /** `email`: Plumm's, when the account got its name; absent: the present one. */
  | { is: 'link'; account: EntraUser; email?: string }
  | { is: 'create'; fields: FieldValues; isEnabled: boolean }
  /** Out of the recycle bin, and linked. */
  | { is: 'restore'; account: EntraUser }
  | { is: 'suspend' }
  | { is: 'revoke-sessions' }
  | { is: 'enable' }
  /** `stepsAside`: the new sign-in name is a temporary one, while people exchange addresses. */
  | { is: 'update'; changes: PlannedChange[]; stepsAside?: boolean }
  | { is: 'set-reference'; change: PlannedReference }

/** How the person stands once the steps are done. */
export type Verdict =
  | { is: 'in-step' }
  | { is: 'left-alone'; reason: Reason | null; actor: Actor }
  | { is: 'hold'; reason: Reason; choices: HoldChoice[]; candidates: HoldCandidate[] }
  | { is: 'block'; reason: Reason; actor: Actor }
  | { is: 'wait'; reason: Reason; until: Date }

/** What to do about one person: data, so that it can be previewed, approved, held and audited before anything happens. */
export interface Plan {
  kind: PlanKind
  /** The account it is about, once there is one. */
  account: { entraUserId: string; signInName: string } | null
  steps: Step[]
  verdict: Verdict
  problems: FieldProblem[]
  /** References that follow by themselves once both accounts are there; for showing. */
  awaited: FieldChange[]
  /** Whether the person may sign in, has left, or has not started yet. */
  presence: 'employed' | 'left' | 'starts-later'
  /** When to look again though nothing happens: a stale read settles, a start date comes. */
  lookAgainAt: Date | null
}
