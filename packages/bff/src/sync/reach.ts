import { type EntraUser, SIGN_IN_NAME, isInScope, isNamed } from '@plumm/entra-shared'
import type { Employment } from './employment.ts'
import type { Situation, Step, Verdict } from './situation.ts'

/** What is to be done about somebody the sync does not reach: next to nothing, and never silently. */
export interface LeftOutside {
  steps: Step[]
  verdict: Verdict
}

/**
 * Whether the sync keeps its hands off this person, and what it says about it: excluded, out of scope, or gone from
 * Plumm's directory without a word (design §5, Protected, Missing). Null: the sync reaches them. Pure.
 */
export function planOutside(situation: Situation, employment: Employment): LeftOutside | null {
  const { person, link, account, fieldMapping } = situation
  const hasLeft = employment.presence === 'left'
  const isAlive = account?.isEnabled ?? false
  if (isExcluded(situation)) {
    // The one case where a leaver is not suspended: somebody named this account as never to be touched. It is said aloud.
    return hasLeft && isAlive ? leave('excluded-leaver', 'it') : leave('excluded', 'nobody')
  }
  if (!isInScope(fieldMapping.scope, person)) {
    const owed: Step[] = link?.revokeOwed && account ? [{ is: 'revoke-sessions' }] : []
    const answer = answerTo(situation, 'leaver-account-alive')
    if (!link || !hasLeft || !isAlive) return { ...leave('out-of-scope', 'nobody'), steps: owed }
    if (answer === 'suspend') return null
    if (answer === 'skip') return leave('out-of-scope', 'nobody')
    const verdict: Verdict = {
      is: 'hold',
      reason: 'leaver-account-alive',
      choices: ['suspend', 'skip'],
      candidates: [],
    }
    return { steps: [], verdict }
  }
  if (situation.missingSince === null || hasLeft) return null
  if (!link) return leave('not-in-plumm', 'nobody')
  if (answerTo(situation, 'not-in-plumm') === 'leave') return leave('not-in-plumm', 'nobody')
  const verdict: Verdict = { is: 'hold', reason: 'not-in-plumm', choices: ['suspend', 'leave'], candidates: [] }
  return { steps: [], verdict }
}

/**
 * Whether somebody who is missing from Plumm counts as having left: an administrator said so, or they were suspended for
 * it already. Never by itself: an answer without a person may be a mistake of the directory.
 */
export function isGoneForGood(situation: Situation): boolean {
  if (situation.missingSince === null) return false
  return answerTo(situation, 'not-in-plumm') === 'suspend' || (situation.link?.suspendedByPlumm ?? false)
}

/** Whether an account, or the person, is on the list of those never to be touched. */
function isExcluded({ person, link, account, candidates, fieldMapping: { exclusions } }: Situation): boolean {
  if (isNamed(exclusions.people, person.id)) return true
  const accounts: (EntraUser | null)[] = link ? [account] : [...candidates.bySignInName, ...candidates.byEmployeeNumber]
  if (link && isNamed(exclusions.accounts, link.entraUserId, link.signInName)) return true
  return accounts.some((found) => found && isNamed(exclusions.accounts, found.id, found.fields[SIGN_IN_NAME]))
}

function answerTo({ answers }: Situation, reason: Situation['answers'][number]['reason']) {
  return answers.find((given) => given.reason === reason)?.choice
}

function leave(
  reason: Extract<Verdict, { is: 'left-alone' }>['reason'],
  actor: Extract<Verdict, { is: 'left-alone' }>['actor'],
): LeftOutside {
  return { steps: [], verdict: { is: 'left-alone', reason, actor } }
}
