import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany } from '../db/tenancy.ts'
import type { HttpProblem } from '../http/problem.ts'
import type { SignedInPerson } from './administrator.ts'
import { closed, nobodySignedIn, readAttempt, updateAttempt } from './attempt.store.ts'
import type { ConnectionDeps } from './deps.ts'

/** What ends an attempt for good: whoever signed in may not connect this directory to this company. */
const ENDS_THE_ATTEMPT: readonly string[] = [
  'id-token-invalid',
  'personal-account',
  'not-an-administrator',
  'roles-unknown',
  'other-tenant',
  'tenant-already-connected',
]
/** What is worth a line in the log though the attempt is what it was: over, or a step further already. */
const IS_LOGGED: readonly string[] = ['attempt-expired', 'wrong-state', 'sign-in-cancelled']

/** What was refused: a step of an attempt, perhaps after `bound` had signed in for it. */
export interface RefusedStep {
  companyId: string
  attemptId: string
  bound?: SignedInPerson
}

/**
 * Notes a refusal in the attempt and in the log. What is neither's business, such as an outage, changes nothing. An
 * attempt with a link goes on: a link is passed on by mail, and whoever opens it first must not end it for the
 * administrator it was meant for (ADR 0009). Only who is refused after signing in makes room for the next.
 */
export async function noteRefusal(
  { companyId, attemptId, bound }: RefusedStep,
  { code, detail }: { code: HttpProblem['code'] | 'sign-in-cancelled'; detail: string },
  actor: AuditRecord['actor'],
  deps: ConnectionDeps,
): Promise<void> {
  const ends = ENDS_THE_ATTEMPT.includes(code)
  if (!ends && !IS_LOGGED.includes(code)) return
  await inCompany(deps.db, companyId, async (trx) => {
    const attempt = await readAttempt(trx, companyId, attemptId, 'for-update')
    // Whoever was quicker has settled it: a bad token must not undo a good one.
    const isOpen = attempt?.state === 'signing-in' || attempt?.state === 'awaiting-consent'
    if (ends && isOpen) {
      const refusal = { code, detail }
      const change = !attempt.link
        ? { state: 'refused' as const, ...closed }
        : bound && isSamePerson(bound, attempt.administrator)
          ? nobodySignedIn
          : {}
      await updateAttempt(trx, companyId, attemptId, { ...change, refusal })
      await notifyLive(trx, { companyId, connection: true })
    }
    await appendAudit(
      trx,
      companyId,
      [
        {
          actor,
          action: 'connection.sign-in-refused',
          outcome: 'failed',
          changes: [{ field: 'refusal', before: null, after: code }],
        },
      ],
      deps.ink,
    )
  })
}

/** Microsoft's answer came a second time, or for an attempt that is over: by reload, or by whoever kept its address. */
export function noteSpent(step: RefusedStep, deps: ConnectionDeps): Promise<void> {
  return noteRefusal(step, { code: 'wrong-state', detail: '' }, SOMEBODY, deps)
}

/** Who has not proven to be anybody. */
export const SOMEBODY = { kind: 'entra-admin', name: 'Somebody' } as const

export function isSamePerson(one: SignedInPerson, other: SignedInPerson | null): boolean {
  return one.tenantId === other?.tenantId && one.objectId === other.objectId
}

/** Somebody who signed in with Microsoft, for the log. */
export function signedIn({ name, signInName }: SignedInPerson): Pick<AuditRecord, 'actor'> {
  return { actor: { kind: 'entra-admin', name: `${name} (${signInName})` } }
}
