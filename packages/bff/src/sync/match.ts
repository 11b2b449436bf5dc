import {
  type DesiredFields,
  EMPLOYEE_NUMBER,
  type EntraUser,
  type FieldProblem,
  type HoldChoice,
  type Reason,
  SIGN_IN_NAME,
} from '@plumm/entra-shared'
import { turnFor } from './address.ts'
import type { Employment } from './employment.ts'
import { addressTakenBy } from './fields.ts'
import type { Answer, Situation, Verdict } from './situation.ts'
import type { HoldCandidate } from './vocabulary.ts'

/** What matching decides for a person without a link (design §5, Matching). */
export type Match =
  | { is: 'link'; account: EntraUser; email?: string }
  | { is: 'create' }
  | { is: 'restore'; account: EntraUser }
  | { is: 'never-arrived' }
  /** Another person gives the address up first. */
  | { is: 'wait' }
  | (Extract<Verdict, { is: 'block' }> & { conflict?: FieldProblem[] })
  | Extract<Verdict, { is: 'hold' | 'left-alone' }>

/** Reasons whose question is about which account is whose. */
const MATCHING: readonly Reason[] = [
  'match-uncertain',
  'different-person',
  'holds-a-role',
  'leaver-account-alive',
  'address-taken-by-deleted',
]

/** An administrator said: not now. */
export const leftOut: Extract<Verdict, { is: 'left-alone' }> = { is: 'left-alone', reason: null, actor: 'nobody' }

/** Finds the account once, by email or by employee number; in doubt it asks. Pure. */
export function findMatch(situation: Situation, desired: DesiredFields, employment: Employment): Match {
  const { ownCreate, linkedToOthers } = situation.candidates
  const signInName = ownCreate?.fields[SIGN_IN_NAME]
  if (ownCreate && signInName && !linkedToOthers.has(ownCreate.id))
    return { is: 'link', account: ownCreate, email: signInName }
  const answer = situation.answers.find((given) => MATCHING.includes(given.reason))
  if (answer?.choice === 'skip') return leftOut
  const found = findAccounts(situation, desired)
  if (employment.presence === 'left') return matchLeaver(situation, found.sure, answer)
  if (employment.presence === 'starts-later' && situation.settings.joiners === 'first-day')
    return { is: 'never-arrived' }
  if (situation.emailBelongsToOther) return block('same-email-as-another', 'hr')
  if (found.needsNumber) return block('employee-number-missing', 'hr')
  const address = desired.problems.find((problem) => problem.field === SIGN_IN_NAME)
  if (address) return block(address.code, address.actor)

  const all = [...(found.sure ? [found.sure] : []), ...found.unsure]
  const chosen =
    answer?.choice === 'link' ? all.find((account) => account.id === (answer.entraUserId ?? all[0]?.id)) : undefined
  if (chosen) return usable(situation, chosen)
  if (found.sure && found.unsure.length === 0) return matchSure(situation, found.sure, desired)
  if (all.length > 0 && answer?.choice !== 'create') {
    return question('match-uncertain', found.sure ? ['link', 'skip'] : ['link', 'create', 'skip'], all)
  }
  return matchNobody(situation, desired, answer)
}

interface Found {
  /** The one account that the key names. */
  sure: EntraUser | undefined
  /** Accounts that may be theirs all the same. */
  unsure: readonly EntraUser[]
  needsNumber: boolean
}

/** Guests never count, nor accounts that are another person's already. */
function findAccounts({ candidates, settings }: Situation, desired: DesiredFields): Found {
  const isFree = ({ isMember, id }: EntraUser) => isMember && !candidates.linkedToOthers.has(id)
  const bySignInName = candidates.bySignInName.filter(({ isMember }) => isMember)
  if (settings.matchBy === 'email') {
    return {
      sure: bySignInName[0],
      unsure: bySignInName[0] ? [] : candidates.byOtherAddress.filter(isFree),
      needsNumber: false,
    }
  }
  const byNumber = candidates.byEmployeeNumber.filter(({ isMember }) => isMember)
  const [only] = byNumber
  // Whoever has the address and another number, or none, is asked about: creating would meet their sign-in name.
  const others = [...bySignInName, ...candidates.byOtherAddress].filter(
    (account) => isFree(account) && !byNumber.some(({ id }) => id === account.id),
  )
  const needsNumber = !desired.always[EMPLOYEE_NUMBER]
  if (byNumber.length > 1) return { sure: undefined, unsure: byNumber, needsNumber }
  return { sure: only, unsure: only ? [] : others, needsNumber }
}

function matchLeaver({ candidates }: Situation, exact: EntraUser | undefined, answer: Answer | undefined): Match {
  if (!exact?.isEnabled || exact.isMasteredOnPremises) return { is: 'never-arrived' }
  // Their address is a colleague's by now, and so is the account: theirs is not alive.
  if (candidates.linkedToOthers.has(exact.id)) return { is: 'never-arrived' }
  if (answer?.reason === 'leaver-account-alive' && answer.choice === 'suspend') return { is: 'link', account: exact }
  return question('leaver-account-alive', ['suspend', 'skip'], [exact])
}

function matchSure(situation: Situation, exact: EntraUser, desired: DesiredFields): Match {
  // There is no question whose it is.
  if (situation.candidates.linkedToOthers.has(exact.id)) return usable(situation, exact)
  if (situation.roleHolders?.has(exact.id)) return question('holds-a-role', ['link', 'skip'], [exact])
  const theirs = exact.fields[EMPLOYEE_NUMBER]
  const ours = desired.always[EMPLOYEE_NUMBER]
  if (theirs && ours && theirs !== ours) return question('different-person', ['link', 'skip'], [exact])
  return usable(situation, exact)
}

function usable(situation: Situation, account: EntraUser): Match {
  if (account.isMasteredOnPremises) return block('mastered-on-premises', 'it')
  const turn = situation.candidates.linkedToOthers.has(account.id) ? turnFor(situation, null) : null
  if (turn?.is === 'wait') return { is: 'wait' }
  return turn ? { ...block('address-taken', 'it'), conflict: [addressTakenBy(account)] } : { is: 'link', account }
}

/** Nobody in Entra is this person: an account is made, unless something else stands on the address. */
function matchNobody(situation: Situation, desired: DesiredFields, answer: Answer | undefined): Match {
  const nameless = desired.problems.find((problem) => problem.code === 'name-missing')
  if (nameless) return block('name-missing', 'hr')
  const turn = turnFor(situation, null)
  if (turn.is === 'wait') return { is: 'wait' }
  // A guest's alias, say, whom the administrator has looked at and said: a new account.
  if (turn.is === 'taken' && answer?.choice !== 'create')
    return { ...block('address-taken', 'it'), conflict: [addressTakenBy(turn.by)] }
  const [deleted] = situation.candidates.deleted
  if (!deleted) return { is: 'create' }
  if (answer?.choice === 'restore') return { is: 'restore', account: deleted }
  return question('address-taken-by-deleted', ['restore', 'skip'], [deleted])
}

function block(reason: Reason, actor: 'hr' | 'it' | 'nobody' | 'microsoft'): Extract<Verdict, { is: 'block' }> {
  return { is: 'block', reason, actor }
}

/** A question to an administrator, with the accounts it is about. */
export function question(
  reason: Reason,
  choices: HoldChoice[],
  accounts: readonly EntraUser[],
): Extract<Verdict, { is: 'hold' }> {
  return { is: 'hold', reason, choices, candidates: accounts.map(toCandidate) }
}

function toCandidate(account: EntraUser): HoldCandidate {
  const signInName = account.fields[SIGN_IN_NAME] ?? ''
  return { entraUserId: account.id, name: account.displayName, signInName }
}
