import {
  type DesiredFields,
  EMPLOYEE_NUMBER,
  type EntraUser,
  SIGN_IN_NAME,
  type HoldChoice,
  type Reason,
} from '@plumm/entra-shared'
import type { HoldCandidate } from './vocabulary.ts'
import type { Employment } from './employment.ts'
import type { Answer, Situation, Verdict } from './situation.ts'

/** What matching decides for a person without a link (design §5, Matching). */
export type Match =
  | { is: 'link'; account: EntraUser }
  | { is: 'create' }
  | { is: 'never-arrived' }
  | { is: 'left-alone' }
  | Extract<Verdict, { is: 'hold' | 'block' }>

/** Reasons whose question is about which account is whose. */
const MATCHING: readonly Reason[] = ['match-uncertain', 'different-person', 'holds-a-role', 'leaver-account-alive']

/** Finds the account by email, once; in doubt it asks. Pure. */
export function findMatch(situation: Situation, desired: DesiredFields, employment: Employment): Match {
  const members = {
    bySignInName: situation.candidates.bySignInName.filter((account) => account.isMember),
    byOtherAddress: situation.candidates.byOtherAddress.filter((account) => account.isMember),
  }
  const [exact] = members.bySignInName
  const answer = situation.answers.find((given) => MATCHING.includes(given.reason))
  if (answer?.choice === 'skip') return { is: 'left-alone' }

  if (employment.presence === 'left') return matchLeaver(exact, answer)
  if (situation.emailBelongsToOther) return { is: 'block', reason: 'same-email-as-another', actor: 'hr' }
  const address = desired.problems.find((problem) => problem.field === SIGN_IN_NAME)
  if (address) return { is: 'block', reason: address.code, actor: address.actor }

  const all = [...members.bySignInName, ...members.byOtherAddress]
  const chosen =
    answer?.choice === 'link' ? all.find((account) => account.id === (answer.entraUserId ?? exact?.id)) : undefined
  if (exact) return matchExact(situation, exact, desired, chosen)
  if (chosen) return usable(situation, chosen)
  if (members.byOtherAddress.length > 0 && answer?.choice !== 'create') {
    return ask('match-uncertain', ['link', 'create', 'skip'], members.byOtherAddress)
  }
  const nameless = desired.problems.find((problem) => problem.code === 'name-missing')
  return nameless ? { is: 'block', reason: 'name-missing', actor: 'hr' } : { is: 'create' }
}

function matchLeaver(exact: EntraUser | undefined, answer: Answer | undefined): Match {
  if (!exact?.isEnabled || exact.isMasteredOnPremises) return { is: 'never-arrived' }
  if (answer?.reason === 'leaver-account-alive' && answer.choice === 'suspend') return { is: 'link', account: exact }
  return ask('leaver-account-alive', ['suspend', 'skip'], [exact])
}

function matchExact(
  situation: Situation,
  exact: EntraUser,
  desired: DesiredFields,
  chosen: EntraUser | undefined,
): Match {
  if (chosen?.id === exact.id) return usable(situation, exact)
  if (situation.roleHolders?.has(exact.id)) return ask('holds-a-role', ['link', 'skip'], [exact])
  const theirs = exact.fields[EMPLOYEE_NUMBER]
  const ours = desired.always[EMPLOYEE_NUMBER]
  if (theirs && ours && theirs !== ours) return ask('different-person', ['link', 'skip'], [exact])
  return usable(situation, exact)
}

function usable(situation: Situation, account: EntraUser): Match {
  if (account.isMasteredOnPremises) return { is: 'block', reason: 'mastered-on-premises', actor: 'it' }
  if (situation.candidates.linkedToOthers.has(account.id)) return { is: 'block', reason: 'address-taken', actor: 'it' }
  return { is: 'link', account }
}

function ask(reason: Reason, choices: HoldChoice[], accounts: readonly EntraUser[]): Match {
  return { is: 'hold', reason, choices, candidates: accounts.map(toCandidate) }
}

function toCandidate(account: EntraUser): HoldCandidate {
  const signInName = account.fields[SIGN_IN_NAME] ?? ''
  return { entraUserId: account.id, name: account.displayName, signInName }
}
