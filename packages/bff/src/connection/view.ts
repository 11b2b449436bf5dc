import type { Connection, CredentialInUse, Disturbance, StatusCounts } from '@plumm/entra-shared'
import type { CompanyTrx } from '../db/tenancy.ts'
import { watchedBy } from '../sync/subscription.ts'
import { countOpenHolds, countStatuses } from '../sync/status.ts'
import { readLiveAttempt } from './attempt.store.ts'
import { type StoredConnection, attentionActor, permissionsFrom, readConnection } from './connection.store.ts'
import { progressOf } from './progress.ts'

/** What the view needs besides what is stored. */
export interface ViewFacts {
  now: Date
  credential: CredentialInUse
  /** How often Entra is asked for changes made there. */
  driftIntervalSeconds: number
  /** Where people look at accounts, in this cloud; null where there is none. */
  adminCenterOrigin: string | null
}

/** The connection as one state, as people see it. */
export async function viewConnection(trx: CompanyTrx, companyId: string, facts: ViewFacts): Promise<Connection> {
  const { now, credential, driftIntervalSeconds: everySeconds } = facts
  const stored = await readConnection(trx, companyId)
  const counts = await countStatuses(trx, companyId)
  if (!stored || stored.state === 'disconnected') return viewDisconnected(trx, companyId, stored, counts, now)
  const tenant = stored.tenant ?? { id: '', name: '', domain: '' }
  const connected = {
    since: stored.since.toISOString(),
    permissions: permissionsFrom(stored.grantedRoles),
    counts,
    tenant: { id: tenant.id, name: tenant.name, domain: tenant.domain },
    connectedBy: stored.connectedBy ?? { name: '', signInName: '' },
    lastChangeAt: stored.lastChangeAt?.toISOString() ?? null,
    openHolds: await countOpenHolds(trx, companyId),
    progress: progressOf(stored.wave, counts.pending, now),
    credential,
    watch: { by: await watchedBy(trx, companyId, stored.generation, now), everySeconds },
  }
  const disturbance = disturbanceOf(stored)
  const disturbed = disturbance ? { disturbance } : {}
  switch (stored.state) {
    case 'preview':
    case 'active':
      return { state: stored.state, ...connected, ...disturbed }
    case 'paused':
      return { state: 'paused', ...connected, ...disturbed, pausedBy: stored.pausedBy ?? '' }
    case 'attention': {
      const reason = stored.attention?.reason ?? 'graph-outage'
      const since = stored.attention?.since ?? connected.since
      return {
        state: 'attention',
        ...connected,
        attention: { reason, since, actor: attentionActor[reason], waiting: counts.pending + counts.retrying },
      }
    }
  }
}

/** What is wrong and stops nothing: events go on arriving while Plumm's directory cannot be read (ADR 0010). */
function disturbanceOf({ directoryFaultSince }: StoredConnection): Disturbance | null {
  if (directoryFaultSince === null) return null
  const reason = 'directory-unreachable'
  return { reason, since: directoryFaultSince.toISOString(), actor: attentionActor[reason] }
}

async function viewDisconnected(
  trx: CompanyTrx,
  companyId: string,
  stored: StoredConnection | null,
  counts: StatusCounts,
  now: Date,
): Promise<Connection> {
  const since = (stored?.since ?? now).toISOString()
  const base = { since, permissions: permissionsFrom([]), counts }
  const attempt = await readLiveAttempt(trx, companyId, now)
  if (attempt?.state === 'signing-in') return { state: 'signing-in', ...base, attemptId: attempt.id }
  if (attempt?.tenant) return { state: 'awaiting-consent', ...base, attemptId: attempt.id, tenant: attempt.tenant }
  const previous = stored?.tenant
  return {
    state: 'disconnected',
    ...base,
    previousTenant: previous ? { id: previous.id, name: previous.name, domain: previous.domain } : null,
  }
}
