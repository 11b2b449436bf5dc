import {
  type DesiredFields,
  type EntraField,
  type EntraUser,
  type FieldProblem,
  type FieldValue,
  SIGN_IN_NAME,
  isReference,
  sameAddress,
} from '@plumm/entra-shared'
import { turnFor } from './address.ts'
import { withNames } from './references.ts'
import type { Link, PlannedChange, Situation, Step, Verdict } from './situation.ts'
import type { WrittenValue } from './vocabulary.ts'

/** How long a read may still show what stood there before our last write (design §5, Eventual consistency). */
export const SETTLE_MS = 3 * 60_000
/** Somebody who undoes our correction this often in an hour is not argued with any further (design §5, Drift). */
const PUT_BACK_MAX = 3
export const FIGHT_WINDOW_MS = 3_600_000
/** So many writes of one account go out at once; of a longer burst of edits only every so often the newest state does. */
export const BURST_WRITES = 3
export const BURST_WINDOW_MS = 10_000
/** An address is given up by another person's job, which then wakes this one; looking again is for a lost wake-up. */
const ADDRESS_MS = 60_000

export interface FieldPlan {
  steps: Step[]
  problems: FieldProblem[]
  /** When to look again though nothing is to be done; null: no need. */
  lookAgainAt: Date | null
  verdict?: Verdict
}

/** The mapped fields that differ. Told apart: stale reads (left), somebody's edit (drift), Plumm's change. Pure. */
export function planFields(
  situation: Situation,
  link: Link,
  account: EntraUser,
  desired: DesiredFields,
  isProtected: boolean,
): FieldPlan {
  const { changes, staleUntil, fought } = compare(situation, link, account, desired)
  const rename = changes.find((change) => change.field === SIGN_IN_NAME)
  const turn = rename ? planRename(rename, situation, link, account, isProtected) : null
  const now = turn ? changes.flatMap((change) => (change === rename ? (turn.change ?? []) : [change])) : changes
  const fight: Verdict | undefined =
    fought.length > 0 ? { is: 'hold', reason: 'fought-over', choices: ['release', 'leave'], candidates: [] } : undefined
  const verdict = turn?.verdict ?? fight
  const base = { problems: turn?.problems ?? [], lookAgainAt: staleUntil, ...(verdict ? { verdict } : {}) }
  if (now.length === 0) return { ...base, steps: [] }
  const pauseUntil = burstEndsAt(link, situation.now)
  if (pauseUntil && now.every((change) => change.cause === 'plumm')) {
    const pause: Verdict = { is: 'wait', reason: 'many-changes', until: pauseUntil }
    return { ...base, lookAgainAt: earliest(staleUntil, pauseUntil), steps: [], verdict: verdict ?? pause }
  }
  const plain = now.filter(({ field }) => !isReference(field))
  const references = now.filter(({ field }) => isReference(field))
  return {
    ...base,
    steps: [
      ...(plain.length > 0
        ? [{ is: 'update' as const, changes: plain, ...(turn?.stepsAside ? { stepsAside: true } : {}) }]
        : []),
      ...references.map((change) => ({
        is: 'set-reference' as const,
        change: withNames(change, account, situation),
      })),
    ],
  }
}

function compare(
  situation: Situation,
  link: Link,
  account: EntraUser,
  desired: DesiredFields,
): { changes: PlannedChange[]; staleUntil: Date | null; fought: EntraField[] } {
  const changes: PlannedChange[] = []
  const fought: EntraField[] = []
  let staleUntil: Date | null = null
  const answer = situation.answers.find((given) => given.reason === 'fought-over')?.choice
  for (const [name, after = null] of Object.entries(desired.always)) {
    const field = name as EntraField // Object.entries forgets the key type of our own record
    const wanted = field === SIGN_IN_NAME ? signInNameFor(situation, link) : after
    const before = account.fields[field] ?? null
    if (isSame(field, before, wanted)) continue
    const written = link.written[field]
    if (written && isSame(field, written.before, before) && isSame(field, written.after, wanted)) {
      const settlesAt = new Date(Date.parse(written.at) + SETTLE_MS)
      if (settlesAt > situation.now) {
        staleUntil = earliest(staleUntil, settlesAt)
        continue
      }
    }
    const cause = written && isSame(field, written.after, wanted) ? 'drift' : 'plumm'
    if (cause === 'drift' && isFoughtOver(written, situation.now) && answer !== 'release') {
      if (answer !== 'leave') fought.push(field)
      continue
    }
    changes.push({ field, before, after: wanted, cause })
  }
  return { changes, staleUntil, fought }
}

/** Three corrections within an hour: the next one would only go on with it. It stays so until someone answers. */
function isFoughtOver(written: WrittenValue | undefined, now: Date): boolean {
  const putBackAt = written?.putBackAt ?? []
  const [first] = putBackAt.slice(-PUT_BACK_MAX)
  const last = putBackAt.at(-1)
  if (putBackAt.length < PUT_BACK_MAX || first === undefined || last === undefined) return false
  return Date.parse(last) - Date.parse(first) < FIGHT_WINDOW_MS && now.getTime() >= Date.parse(last)
}

/** When a burst of writes is over and the newest state may go out; null: there is none. */
function burstEndsAt(link: Link, now: Date): Date | null {
  const recent = link.recentWrites.slice(-BURST_WRITES)
  const [first] = recent
  if (recent.length < BURST_WRITES || first === undefined) return null
  const endsAt = Date.parse(first) + BURST_WINDOW_MS
  return endsAt > now.getTime() ? new Date(endsAt) : null
}

interface Rename {
  change?: PlannedChange
  stepsAside?: boolean
  verdict?: Verdict
  problems?: FieldProblem[]
}

/** A change of the sign-in name: held by nobody, it goes with the rest; otherwise it waits, steps aside or is blocked. */
function planRename(
  change: PlannedChange,
  situation: Situation,
  link: Link,
  account: EntraUser,
  isProtected: boolean,
): Rename {
  if (isProtected) return { verdict: { is: 'block', reason: 'protected-account', actor: 'it' } }
  // Somebody's edit of the name is put back; only a new email of Plumm's can meet another person's address.
  if (sameAddress(link.email, situation.person.email)) return { change }
  if (situation.emailBelongsToOther) return { verdict: { is: 'block', reason: 'same-email-as-another', actor: 'hr' } }
  const turn = turnFor(situation, { account, link })
  switch (turn.is) {
    case 'free':
      return { change }
    case 'wait':
      return { verdict: waitForAddress(situation) }
    case 'step-aside':
      return {
        change: { ...change, after: turn.temporaryName, cause: 'plumm' },
        stepsAside: true,
        verdict: waitForAddress(situation),
      }
    case 'taken':
      return {
        verdict: { is: 'block', reason: 'address-taken', actor: 'it' },
        problems: [addressTakenBy(turn.by)],
      }
  }
}

export function waitForAddress({ now }: Situation): Verdict {
  return { is: 'wait', reason: 'waiting-for-address', until: new Date(now.getTime() + ADDRESS_MS) }
}

/** Names the object that holds the address, for IT. */
export function addressTakenBy({ id, displayName }: Pick<EntraUser, 'id' | 'displayName'>): FieldProblem {
  return {
    field: SIGN_IN_NAME,
    code: 'address-taken',
    actor: 'it',
    conflict: { entraUserId: id, name: displayName },
  }
}

/** A newer email in Plumm renames; until then the account keeps the sign-in name it was linked with. */
function signInNameFor({ person }: Situation, link: Link): FieldValue {
  return sameAddress(person.email, link.email) ? link.signInName : person.email
}

/** Whether a field stands as it should: addresses without regard to case, empty and missing alike. */
export function isSame(field: EntraField, a: string | null, b: string | null): boolean {
  return field === SIGN_IN_NAME ? sameAddress(a, b) : (a ?? '') === (b ?? '')
}

export function earliest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a < b ? a : b
}
