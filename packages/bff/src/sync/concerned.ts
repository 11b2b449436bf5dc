import {
  type FieldMapping,
  type PeopleConcerned,
  type Person,
  type Reason,
  type Settings,
  SIGN_IN_NAME,
  applyFieldMapping,
  nameOf,
} from '@plumm/entra-shared'
import type { Standing } from '../connection/standing.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import { type Concern, concernedByStatus, concernedInPreview } from './concerned.store.ts'
import { plan } from './plan.ts'
import { newestPreview } from './preview.store.ts'
import { type Situation, noCandidates } from './situation.ts'

/** What readiness asks of the planner's findings. None of it is decided a second time. */
export const concerns = {
  /** Addresses that cannot be sign-in names. */
  address: { reasons: ['bad-email', 'bad-characters', 'too-long', 'domain-not-verified'], field: SIGN_IN_NAME },
  onPremises: { reasons: ['mastered-on-premises'] },
  /** Addresses held by something that is not simply linked. */
  clash: {
    reasons: ['match-uncertain', 'different-person', 'holds-a-role', 'address-taken', 'address-taken-by-deleted'],
  },
} as const satisfies Record<string, Concern>

/** `not-yet`: nobody has planned them so far. */
export type Concerned = { is: 'seen'; people: PeopleConcerned | null } | { is: 'not-yet' }

/** Whom a concern is about: by the newest preview, or, once the sync runs, by how everyone stands. */
export async function peopleConcerned(
  trx: CompanyTrx,
  companyId: string,
  { state, attention, generation }: Pick<Standing, 'state' | 'attention' | 'generation'>,
  concern: Concern,
): Promise<Concerned> {
  const isBeforeApproval = state === 'preview' || attention?.before === 'preview'
  if (!isBeforeApproval) return { is: 'seen', people: await concernedByStatus(trx, companyId, concern) }
  const preview = await newestPreview(trx, companyId)
  if (preview?.state !== 'ready' || preview.generation !== generation) return { is: 'not-yet' }
  return { is: 'seen', people: await concernedInPreview(trx, preview.id, concern) }
}

/** What the plan of somebody goes by before there is a directory to look at. */
export interface BeforeConnecting {
  fieldMapping: FieldMapping
  settings: Settings
  /** Of the directory that was connected before; null: not known, and no domain is called unverified. */
  verifiedDomains: readonly string[] | null
  now: Date
}

/** What is wrong with somebody's address, as the plan would say it; null: nothing. Pure. */
export function addressProblem(person: Person, given: BeforeConnecting): Reason | null {
  const { problems } = plan(unknownInEntra(person, given))
  const { reasons, field } = concerns.address
  const found = problems.find((problem) => problem.field === field && reasons.some((code) => code === problem.code))
  return found?.code ?? null
}

/** The people among these whose address cannot be a sign-in name. Pure. */
export function addressesConcerned(people: readonly Person[], given: BeforeConnecting): PeopleConcerned['first'] {
  return people.flatMap((person) => {
    const reason = addressProblem(person, given)
    return reason === null ? [] : [{ personId: person.id, name: nameOf(person), reason }]
  })
}

function unknownInEntra(person: Person, { verifiedDomains, ...given }: BeforeConnecting): Situation {
  const own = applyFieldMapping(given.fieldMapping, person).always[SIGN_IN_NAME]?.split('@')[1]?.toLowerCase()
  return {
    ...given,
    person,
    link: null,
    account: null,
    candidates: noCandidates,
    roleHolders: null,
    emailBelongsToOther: false,
    referred: new Map(),
    missingSince: null,
    addressChain: null,
    verifiedDomains: verifiedDomains ?? (own === undefined ? [] : [own]),
    initialDomain: '',
    answers: [],
  }
}
