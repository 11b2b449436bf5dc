import {
  type DesiredFields,
  type EntraField,
  type EntraUser,
  type FieldValues,
  SIGN_IN_NAME,
  applyFieldMapping,
  isReference,
  sameAddress,
} from '@plumm/entra-shared'
import { planAccess } from './access.ts'
import { type Employment, employmentOf } from './employment.ts'
import { SETTLE_MS, earliest, planFields, waitForAddress } from './fields.ts'
import { findMatch, leftOut, question } from './match.ts'
import { isGoneForGood, planOutside } from './reach.ts'
import { REFERENCE_DELAY_MS, resolveReferences } from './references.ts'
import type { Link, Plan, Situation, Step, Verdict } from './situation.ts'

/** Decides what brings a person into step. Pure: the same situation always gives the same plan. */
export function plan(situation: Situation): Plan {
  const employment = employmentFor(situation)
  const desired = desiredFor(situation)
  const base = {
    account: situation.link ? { entraUserId: situation.link.entraUserId, signInName: situation.link.signInName } : null,
    problems: desired.problems,
    awaited: [],
    presence: employment.presence,
    lookAgainAt: employment.changesAt,
  }
  const outside = planOutside(situation, employment)
  if (outside) {
    const kind = outside.steps.length > 0 ? 'update' : kindOf(outside.verdict)
    return { ...base, problems: [], kind, steps: outside.steps, verdict: outside.verdict }
  }
  return situation.link
    ? planLinked(situation, situation.link, situation.account, desired, employment)
    : planUnlinked(situation, base, desired, employment)
}

/** By status and dates; and somebody whom Plumm no longer has, where an administrator said that they left. */
function employmentFor(situation: Situation): Employment {
  if (isGoneForGood(situation)) return { presence: 'left', changesAt: null }
  return employmentOf(situation.person, situation.now, situation.settings)
}

function planUnlinked(
  situation: Situation,
  base: Pick<Plan, 'account' | 'problems' | 'awaited' | 'presence' | 'lookAgainAt'>,
  desired: DesiredFields,
  employment: Employment,
): Plan {
  const match = findMatch(situation, desired, employment)
  switch (match.is) {
    case 'never-arrived':
      return { ...base, kind: 'none', steps: [], verdict: { is: 'in-step' }, problems: [] }
    case 'left-alone':
      return { ...base, kind: 'none', steps: [], verdict: match }
    case 'hold':
      return { ...base, kind: 'hold', steps: [], verdict: match }
    case 'block': {
      const { conflict, ...verdict } = match
      return { ...base, kind: 'block', steps: [], verdict, problems: [...base.problems, ...(conflict ?? [])] }
    }
    case 'wait':
      return { ...base, kind: 'none', steps: [], verdict: waitForAddress(situation) }
    case 'restore':
      return { ...base, kind: 'link', steps: [{ is: 'restore', account: match.account }], verdict: settling(situation) }
    case 'create':
      return { ...base, kind: 'create', ...createSteps(situation, desired, employment) }
    case 'link': {
      const link = newLink(situation, match.account, match.email)
      const linked = planLinked(situation, link, match.account, desired, employment)
      return {
        ...linked,
        kind: linked.kind === 'suspend' ? 'suspend' : 'link',
        steps: [
          { is: 'link', account: match.account, ...(match.email === undefined ? {} : { email: match.email }) },
          ...linked.steps,
        ],
      }
    }
  }
}

function createSteps(
  situation: Situation,
  desired: DesiredFields,
  employment: Employment,
): Pick<Plan, 'steps' | 'verdict' | 'problems' | 'awaited' | 'lookAgainAt'> {
  const { onCreate, always, problems, awaited } = resolveReferences(desired, situation, null)
  const fields = forCreate({ ...onCreate, ...always })
  const isEnabled = employment.presence === 'employed'
  return {
    steps: [{ is: 'create', fields, isEnabled }],
    verdict: verdictOf(problems),
    problems,
    awaited,
    lookAgainAt: earliest(employment.changesAt, referencesFollowAt(always, situation.now)),
  }
}

/** What was just written is not seen everywhere yet; the next look goes on from there (design §5). */
function settling({ now }: Situation): Verdict {
  return { is: 'wait', reason: 'settling', until: new Date(now.getTime() + 5_000) }
}

/** A new account has nothing to clear, and nobody can be referred to before it is there. */
function forCreate(fields: FieldValues): FieldValues {
  return Object.fromEntries(
    // Object.entries forgets the key type of our own record
    Object.entries(fields).filter(([field, value]) => value !== null && !isReference(field as EntraField)),
  )
}

/** When the references of an account that is about to be created can be written; null: there are none. */
function referencesFollowAt(fields: FieldValues, now: Date): Date | null {
  const hasReference = Object.keys(fields).some((field) => isReference(field as EntraField)) // as above
  return hasReference ? new Date(now.getTime() + REFERENCE_DELAY_MS) : null
}

/**
 * The link an account gets when it is found: its sign-in name stays until Plumm's email changes, and what stands there is
 * remembered, so that a later third value is told apart from Plumm's.
 */
export function newLink(situation: Situation, account: EntraUser, email = situation.person.email): Link {
  return {
    entraUserId: account.id,
    email,
    signInName: account.fields[SIGN_IN_NAME] ?? situation.person.email,
    revokeOwed: false,
    // One that we made ahead of its start date is ours to enable.
    suspendedByPlumm: situation.candidates.ownCreate?.id === account.id && !account.isEnabled,
    recentWrites: [],
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
  const resolved = resolveReferences(desired, situation, { link, account })
  const base = {
    account: { entraUserId: link.entraUserId, signInName: link.signInName },
    problems: resolved.problems,
    awaited: resolved.awaited,
    presence: employment.presence,
    lookAgainAt: employment.changesAt,
  }
  if (!account) return { ...base, ...planMissingAccount(situation, link, desired, employment) }
  if (account.isMasteredOnPremises) {
    return { ...base, kind: 'block', steps: [], verdict: { is: 'block', reason: 'mastered-on-premises', actor: 'it' } }
  }
  const isProtected = situation.roleHolders?.has(account.id) ?? false
  const access = planAccess(situation, link, account, employment, isProtected)
  const fields = planFields(situation, link, account, resolved, isProtected)
  const steps: Step[] = [...access.steps, ...fields.steps]
  const problems = [...resolved.problems, ...fields.problems]
  // Of a leaver it matters that they are locked out; a name that waits for its turn is seen to when the turn comes.
  const verdict = access.verdict ?? (employment.presence === 'left' ? undefined : fields.verdict) ?? verdictOf(problems)
  const changesSomething = steps.length > 0 || (resolved.awaited.length > 0 && verdict.is === 'in-step')
  const suspends = steps.some((step) => step.is === 'suspend')
  return {
    ...base,
    problems,
    kind: suspends ? 'suspend' : changesSomething ? 'update' : kindOf(verdict),
    steps,
    verdict,
    lookAgainAt: earliest(employment.changesAt, fields.lookAgainAt),
  }
}

/** The linked account is not there: not yet, deleted by somebody, or gone for good. Never made anew unasked. */
function planMissingAccount(
  situation: Situation,
  link: Link,
  desired: DesiredFields,
  employment: Employment,
): Pick<Plan, 'kind' | 'steps' | 'verdict'> & Partial<Plan> {
  if (situation.now.getTime() - link.linkedAt.getTime() < SETTLE_MS)
    return { kind: 'none', steps: [], verdict: settling(situation) }
  // Nobody can sign in to it; should it be restored, it is seen and suspended then.
  if (employment.presence === 'left') return { kind: 'none', steps: [], verdict: { is: 'in-step' } }
  const answer = situation.answers.find(
    ({ reason }) => reason === 'account-deleted' || reason === 'account-missing',
  )?.choice
  if (answer === 'skip') return { kind: 'none', steps: [], verdict: leftOut }
  const [deleted] = situation.candidates.deleted
  if (deleted) {
    if (answer === 'restore')
      return { kind: 'link', steps: [{ is: 'restore', account: deleted }], verdict: settling(situation) }
    return { kind: 'hold', steps: [], verdict: question('account-deleted', ['restore', 'skip'], [deleted]) }
  }
  if (answer === 'create') return { kind: 'create', ...createSteps(situation, desired, employment) }
  return { kind: 'hold', steps: [], verdict: question('account-missing', ['create', 'skip'], []) }
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

/** What a plan comes to when Entra took all of it but some values. */
export function withRefused(plan: Plan, refused: Plan['problems']): Plan {
  if (refused.length === 0) return plan
  const problems = [...plan.problems, ...refused]
  return { ...plan, problems, verdict: plan.verdict.is === 'in-step' ? verdictOf(problems) : plan.verdict }
}

function kindOf(verdict: Verdict): Plan['kind'] {
  return verdict.is === 'hold' ? 'hold' : verdict.is === 'block' ? 'block' : 'none'
}
