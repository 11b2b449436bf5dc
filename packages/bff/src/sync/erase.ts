import { type AuditActor, EntraField, type PersonErased, isReference } from '@plumm/entra-shared'
import { appendAudit, lostIntents } from '../audit/append.ts'
import { eraseFromAudit, readAuditTraces } from '../audit/erase.ts'
import { toRanges } from '../audit/seq-ranges.ts'
import { readStanding } from '../connection/standing.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany } from '../db/tenancy.ts'
import { HttpProblem } from '../http/problem.ts'
import type { SyncDeps } from './deps.ts'
import { type Traces, eraseRows, readTraces, redactOthers } from './erase.store.ts'
import { isErased, noteErased } from './erased-person.store.ts'

export interface EraseDeps extends Pick<SyncDeps, 'db' | 'ink' | 'now'> {
  queue: Pick<SyncDeps['queue'], 'removePerson'>
}

/**
 * Erases somebody's personal data: their row, questions, previews, jobs, the addresses on their link, and their values in
 * the audit log, also where other people's entries name them. Ids stay, and so does the chain (ADR 0011). Entra is not
 * touched, and what is erased is not watched any more: so whoever is employed, or not locked out yet, is refused.
 * @throws HttpProblem 404 for somebody nobody has heard of, 409 for somebody who may not be erased now
 */
export async function erasePerson(
  companyId: string,
  personId: string,
  actor: AuditActor,
  deps: EraseDeps,
): Promise<PersonErased> {
  return inCompany(deps.db, companyId, async (trx) => {
    const now = deps.now()
    const standing = await readStanding(trx, companyId, 'for-update')
    const traces = await readTraces(trx, companyId, personId)
    const logged = await readAuditTraces(trx, companyId, personId)
    if (!traces.person && !traces.link && !traces.hasPendingCreate && logged.entries === 0)
      throw new HttpProblem(404, 'not-found', { detail: 'Nobody with this id is known here.' })
    const obstacle = standing ? whyNotNow(traces) : null
    if (obstacle !== null) throw new HttpProblem(409, 'wrong-state', { detail: obstacle, actor: 'hr' })
    if (!(await deps.queue.removePerson(trx, companyId, personId)))
      throw new HttpProblem(409, 'conflict', {
        detail: 'This person is being looked at in Entra at this moment. Try again in a minute.',
      })
    const wasErased = await isErased(trx, companyId, personId)
    // Nobody will look at this account again. What they were announced with goes with the rest, a line below.
    const lost = await lostIntents(trx, companyId, personId)
    if (lost.length > 0) await appendAudit(trx, companyId, lost, deps.ink)
    const names = [...new Set([...traces.names, ...logged.names])]
    const entraUserIds = [...logged.entraUserIds, ...(traces.link ? [traces.link.entraUserId] : [])]
    const referenceFields = EntraField.options.filter(isReference)
    const erased = await eraseFromAudit(trx, companyId, { personId, names, entraUserIds, referenceFields })
    await eraseRows(trx, companyId, personId)
    await redactOthers(trx, companyId, { names, entraUserIds })
    await noteErased(trx, companyId, { personId, version: traces.person?.version ?? 0 }, now)
    // Somebody asked twice, and there was nothing left: nothing to tell either.
    if (wasErased && erased.length === 0 && !traces.person) return { personId, entries: 0 }
    await notifyLive(trx, { companyId, people: [personId], connection: true })
    await appendAudit(
      trx,
      companyId,
      [
        {
          actor,
          action: 'person.erased',
          outcome: 'succeeded',
          personId,
          erased: toRanges(erased),
          changes: [{ field: 'entries', before: null, after: String(erased.length) }],
          ...(standing ? { generation: standing.generation } : {}),
        },
      ],
      deps.ink,
    )
    return { personId, entries: erased.length }
  })
}

/** Why somebody of a company that is connected may not be erased now, in a sentence that says what to do; or null. Pure. */
export function whyNotNow({ person, link, hasPendingCreate }: Traces): string | null {
  if (person?.status === 'active')
    return 'This person is active in Plumm, and Plumm’s next event would bring everything back. Deactivate them there first, or disconnect.'
  if (!person && !hasPendingCreate && !link?.revokeOwed) return null
  const isDone = person === null || person.syncStatus === 'excluded' || isLockedOut(person.syncStatus, link)
  if (isDone && !person?.isOwedALook && !link?.revokeOwed && !hasPendingCreate) return null
  return 'Plumm has not finished locking this person out of Entra, and could not do it any more afterwards. Look at what their status says, and erase them when they are suspended.'
}

/** Nothing is left to do for a leaver: the account is shut, or there is none. */
function isLockedOut(syncStatus: NonNullable<Traces['person']>['syncStatus'], link: Traces['link']): boolean {
  return syncStatus === 'suspended' || (syncStatus === 'synced' && link === null)
}
