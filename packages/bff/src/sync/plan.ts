import {
  type DesiredFields,
  type EntraField,
  type EntraUser,
  type FieldValues,
  SIGN_IN_NAME,
  applyFieldMapping,
  sameAddress,
} from '@plumm/entra-shared'
import { type Employment, employmentOf } from './employment.ts'
import { findMatch } from './match.ts'
import type { Link, Plan, PlannedChange, Situation, Step, Verdict } from './situation.ts'

/** How long a read may still show what stood there before our last write (design §5, Eventual consistency). */
export const SETTLE_MS = 3 * 60_000

/** Decides what brings a person into step. Pure: the same situation always gives the same plan. */
export function plan(situation: Situation): Plan {
  const desired = desiredFor(situation)
  const employment = employmentOf(situation.person, situation.now, situation.settings.timeZone)
  if (situation.link) return planLinked(situation, situation.link, situation.account, desired, employment)

  const match = findMatch(situation, desired, employment)
  const base = {
    account: null,
    problems: desired.problems,
    presence: employment.presence,
    lookAgainAt: employment.changesAt,
  }
  switch (match.is) {
    case 'never-arrived':
      return { ...base, kind: 'none', steps: [], verdict: { is: 'in-step' }, problems: [] }
    case 'left-alone':
      return { ...base, kind: 'none', steps: [], verdict: { is: 'left-alone' } }
    case 'hold':
      return { ...base, kind: 'hold', steps: [], verdict: match }
    case 'block':
      return { ...base, kind: 'block', steps: [], verdict: match }
    case 'create':
      return {
        ...base,
        kind: 'create',
        steps: [
          {
            is: 'create',
            fields: withoutEmpty({ ...desired.onCreate, ...desired.always }),
            isEnabled: employment.presence === 'employed',
          },
        ],
        verdict: verdictOf(desired.problems),
      }
    case 'link': {
      const link = newLink(situation, match.account)
      const linked = planLinked(situation, link, match.account, desired, employment)
      return {
        ...linked,
        kind: linked.kind === 'suspend' ? 'suspend' : 'link',
        steps: [{ is: 'link', account: match.account }, ...linked.steps],
      }
    }
  }
}

/** A new account has nothing to clear. */
function withoutEmpty(fields: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

/**
 * The link an account gets when it is found: its sign-in name stays until Plumm's email changes, and what stands there is
 * remembered, so that a later third value is told apart from Plumm's.
 */
export function newLink(situation: Situation, account: EntraUser): Link {
  return {
    entraUserId: account.id,
    email: situation.person.email,
    signInName: account.fields[SIGN_IN_NAME] ?? situation.person.email,
    revokeOwed: false,
    suspendedByPlumm: false,
    written: Object.fromEntries(
      Object.entries(account.fields).map(([field, value]) => [
        field,
        { before: value, after: value, at: situation.now.toISOString() },
      ]),
    ),
    linkedAt: situation.now,
  }
}

function planLinked(
  situation: Situation,
  link: Link,
  account: EntraUser | null,
  desired: DesiredFields,
  employment: Employment,
): Plan {
  const base = {
    account: { entraUserId: link.entraUserId, signInName: link.signInName },
    problems: desired.problems,
    presence: employment.presence,
    lookAgainAt: employment.changesAt,
  }
  if (!account) {
    const isFresh = situation.now.getTime() - link.linkedAt.getTime() < SETTLE_MS
    const verdict: Verdict = isFresh
      ? { is: 'wait', reason: 'settling' }
      : { is: 'block', reason: 'account-missing', actor: 'it' }
    return { ...base, kind: isFresh ? 'none' : 'block', steps: [], verdict }
  }
  if (account.isMasteredOnPremises) {
    return { ...base, kind: 'block', steps: [], verdict: { is: 'block', reason: 'mastered-on-premises', actor: 'it' } }
  }
  const isProtected = situation.roleHolders?.has(account.id) ?? false
  const access = planAccess(situation, link, account, employment, isProtected)
  const fields = planFields(situation, link, account, desired, isProtected)
  const steps: Step[] = [...access.steps]
  if (fields.changes.length > 0) steps.push({ is: 'update', changes: fields.changes })
  const verdict = access.verdict ?? fields.verdict ?? verdictOf(desired.problems)
  const suspends = steps.some((step) => step.is === 'suspend')
  return {
    ...base,
    kind: suspends ? 'suspend' : steps.length > 0 ? 'update' : kindOf(verdict),
    steps,
    verdict,
    lookAgainAt: earliest(employment.changesAt, fields.staleUntil),
  }
}

/** Whether the account may sign in: suspend, revoke what is owed, enable only what Plumm suspended (design §5). */
function planAccess(
  situation: Situation,
  link: Link,
  account: EntraUser,
  employment: Employment,
  isProtected: boolean,
): { steps: Step[]; verdict?: Verdict } {
  if (employment.presence !== 'employed') {
    if (account.isEnabled && isProtected) {
      return { steps: [], verdict: { is: 'block', reason: 'protected-account', actor: 'it' } }
    }
    if (account.isEnabled) return { steps: [{ is: 'suspend' }, { is: 'revoke-sessions' }] }
    return { steps: link.revokeOwed ? [{ is: 'revoke-sessions' }] : [] }
  }
  if (account.isEnabled) return { steps: [] }
  const answer = situation.answers.find((given) => given.reason === 'sign-in-blocked')?.choice
  if (link.suspendedByPlumm || situation.settings.blockedSignIn === 'put-it-back' || answer === 'unblock') {
    return { steps: [{ is: 'enable' }] }
  }
  if (answer === 'leave') return { steps: [] }
  return {
    steps: [],
    verdict: { is: 'hold', reason: 'sign-in-blocked', choices: ['unblock', 'leave'], candidates: [] },
  }
}

/** The mapped fields that differ. Told apart: stale reads (left), somebody's edit (drift), Plumm's change. */
function planFields(
  situation: Situation,
  link: Link,
  account: EntraUser,
  desired: DesiredFields,
  isProtected: boolean,
): { changes: PlannedChange[]; staleUntil: Date | null; verdict?: Verdict } {
  const changes: PlannedChange[] = []
  let staleUntil: Date | null = null
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
    changes.push({ field, before, after: wanted, cause })
  }
  const renames = changes.some((change) => change.field === SIGN_IN_NAME)
  if (renames && isProtected) {
    return {
      changes: changes.filter((change) => change.field !== SIGN_IN_NAME),
      staleUntil,
      verdict: { is: 'block', reason: 'protected-account', actor: 'it' },
    }
  }
  return { changes, staleUntil }
}

/** A newer email in Plumm renames; until then the account keeps the sign-in name it was linked with. */
function signInNameFor({ person }: Situation, link: Link): string {
  return sameAddress(person.email, link.email) ? link.signInName : person.email
}

function desiredFor({ fieldMapping, person, verifiedDomains, link }: Situation): DesiredFields {
  const desired = applyFieldMapping(fieldMapping, person)
  const name = desired.always[SIGN_IN_NAME]
  const domain = name?.split('@')[1]?.toLowerCase()
  const keepsItsName = link !== null && sameAddress(link.email, person.email)
  if (domain === undefined || keepsItsName || verifiedDomains.includes(domain)) return desired
  const { [SIGN_IN_NAME]: _unusable, ...always } = desired.always
  return {
    ...desired,
    always: always satisfies FieldValues,
    problems: [...desired.problems, { field: SIGN_IN_NAME, code: 'domain-not-verified', actor: 'it' }],
  }
}

function verdictOf(problems: Plan['problems']): Verdict {
  const address = problems.find((problem) => problem.field === SIGN_IN_NAME)
  if (address) return { is: 'block', reason: address.code, actor: address.actor }
  const [first] = problems
  return first ? { is: 'block', reason: 'field-problems', actor: first.actor } : { is: 'in-step' }
}

function kindOf(verdict: Verdict): Plan['kind'] {
  return verdict.is === 'hold' ? 'hold' : verdict.is === 'block' ? 'block' : 'none'
}

/** Whether a field stands as it should: addresses without regard to case, empty and missing alike. */
export function isSame(field: EntraField, a: string | null, b: string | null): boolean {
  return field === SIGN_IN_NAME ? sameAddress(a, b) : (a ?? '') === (b ?? '')
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a < b ? a : b
}
