import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany } from '../db/tenancy.ts'
import type { HttpProblem } from '../http/problem.ts'
import { readAttempt, updateAttempt } from './attempt.store.ts'
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
const IS_LOGGED: readonly string[] = ['attempt-expired', 'wrong-state']

/** Notes a refusal in the attempt and in the log. What is neither's business, such as an outage, changes nothing. */
export async function noteRefusal(
  companyId: string,
  attemptId: string,
  problem: HttpProblem,
  actor: AuditRecord['actor'],
  deps: ConnectionDeps,
): Promise<void> {
  const { code } = problem
  const ends = ENDS_THE_ATTEMPT.includes(code)
  if (!ends && !IS_LOGGED.includes(code)) return
  await inCompany(deps.db, companyId, async (trx) => {
    const attempt = await readAttempt(trx, companyId, attemptId, 'for-update')
    // Whoever was quicker has settled it: a bad token must not undo a good one.
    const isOpen = attempt?.state === 'signing-in' || attempt?.state === 'awaiting-consent'
    if (ends && isOpen) {
      const refusal = { code, detail: problem.options.detail }
      await updateAttempt(trx, companyId, attemptId, { state: 'refused', refusal, consentUrl: null, stateHash: null })
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
