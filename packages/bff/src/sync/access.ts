import type { EntraUser } from '@plumm/entra-shared'
import type { Employment } from './employment.ts'
import type { Link, Situation, Step, Verdict } from './situation.ts'

/**
 * Whether the account may sign in: suspend who has left, revoke what is owed, enable only what Plumm suspended
 * (design §5, Suspend, Enable). Pure.
 */
export function planAccess(
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
