import { type EntraUser, SIGN_IN_NAME, sameAddress } from '@plumm/entra-shared'
import type { Link, Situation } from './situation.ts'

/** Whether an address can be had now (design §5, Names and addresses). */
export type AddressTurn =
  | { is: 'free' }
  /** Another linked person gives it up: their job first. */
  | { is: 'wait' }
  /** People exchange addresses, and this one steps aside so that the others can move. */
  | { is: 'step-aside'; temporaryName: string }
  /** Held by something that will not move: named, so that IT finds it. */
  | { is: 'taken'; by: EntraUser }

/**
 * Whose turn it is with the address that the person wants. Pure: `situation.candidates` holds every account that the
 * address reaches, `linkedToOthers` whose they are.
 */
export function turnFor(situation: Situation, own: { account: EntraUser; link: Link } | null): AddressTurn {
  const { candidates, person, addressChain } = situation
  const others = ({ id }: EntraUser) => id !== own?.account.id
  const bySignInName = candidates.bySignInName.find(others)
  const holder = bySignInName ?? candidates.byOtherAddress.find(others)
  if (!holder) return { is: 'free' }
  // An alias is not given up by a change of sign-in name: Exchange keeps it (graph-facts §2.4).
  if (!bySignInName || !candidates.linkedToOthers.get(holder.id)?.givesUpAddress) return { is: 'taken', by: holder }
  if (!own || !addressChain?.isCircle) return { is: 'wait' }
  const temporaryName = temporaryNameFor(own.account, situation.initialDomain)
  const isFirst = [...addressChain.personIds].sort()[0] === person.id
  const stoodAside = sameAddress(own.account.fields[SIGN_IN_NAME], temporaryName)
  return isFirst && !stoodAside ? { is: 'step-aside', temporaryName } : { is: 'wait' }
}

/** A name on the tenant's own domain, the same at every look, so that a crash in between changes nothing. */
function temporaryNameFor(account: EntraUser, initialDomain: string): string {
  return `plumm-moving-${account.id.replaceAll('-', '').slice(0, 12)}@${initialDomain}`
}

/** Who claims an address in Plumm: of two, the one who has it already comes first, then the linked one, then by id. */
export interface Claim {
  id: string
  link: Pick<Link, 'email'> | null
}

/** Whether `other` comes before `mine` for an address that both have in Plumm. */
export function comesFirst(other: Claim, mine: Claim, address: string): boolean {
  const rank = ({ link }: Claim) => (link === null ? 2 : sameAddress(link.email, address) ? 0 : 1)
  const [theirs, ours] = [rank(other), rank(mine)]
  return theirs === ours ? other.id < mine.id : theirs < ours
}
