import { type AttentionReason, lacksRequired } from '@plumm/entra-shared'
import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import { requestPreviewAgain } from '../sync/preview-request.ts'
import { owePeople } from '../sync/owe.ts'
import type { TokenResult } from '../tokens/entra-token.ts'
import { type StoredConnection, readConnection, writeState } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'
import { causeInRoles, noteRoles } from './permissions.ts'

/** Something is wrong that concerns everybody: work waits, nobody's status is spoilt, and the panel says who acts. */
export async function raiseAttention(
  companyId: string,
  generation: number,
  reason: AttentionReason,
  deps: Pick<ConnectionDeps, 'db' | 'now' | 'queue' | 'ink' | 'log'>,
  since?: Date,
): Promise<void> {
  await inCompany(deps.db, companyId, async (trx) => {
    const connection = await readConnection(trx, companyId, 'for-update')
    if (!connection || connection.generation !== generation) return
    if (connection.state !== 'active' && connection.state !== 'preview') return
    const now = deps.now()
    await writeState(trx, companyId, {
      state: 'attention',
      now,
      attention: { reason, since: (since ?? now).toISOString(), before: connection.state },
    })
    deps.log.warn({ companyId, reason }, 'the connection needs attention; its work waits')
    await notifyLive(trx, { companyId, connection: true })
    // Somebody has to notice when the cause goes.
    await deps.queue.sendCompany(trx, 'drift', companyId, new Date(now.getTime() + 5_000))
    await appendAudit(trx, companyId, [attentionRecord(generation, null, reason)], deps.ink)
  })
}

/**
 * Tries a connection in attention again; when the cause has gone, everything that waited is owed a job. Where another
 * cause has taken its place, that one is said.
 */
export async function tryRecovery(companyId: string, deps: ConnectionDeps): Promise<boolean> {
  const connection = await inCompany(deps.db, companyId, (trx) => readConnection(trx, companyId))
  if (connection?.state !== 'attention' || !connection.tenant || !connection.attention) return false
  const { generation, tenant } = connection
  const token = await deps.accessToken(tenant.id, companyId, { fresh: true })
  if (token.ok) await noteRoles(companyId, generation, token.roles, deps)
  if (!token.ok || lacksRequired(token.roles)) {
    const cause = causeOf(token)
    if (cause && cause !== connection.attention.reason) await restate(companyId, generation, cause, deps)
    return false
  }
  const organization = await deps.graphFor(tenant.id, companyId).organization()
  if (!organization.ok) return false
  await inCompany(deps.db, companyId, async (trx) => {
    const current = await readConnection(trx, companyId, 'for-update')
    if (current?.state !== 'attention' || !current.attention || current.generation !== generation) return
    const { before } = current.attention
    await writeState(trx, companyId, { state: before, now: deps.now(), attention: null })
    if (before === 'active') await owePeople(trx, companyId, 'behind', deps)
    if (before === 'preview') await requestPreviewAgain(trx, companyId, generation, deps)
    await notifyLive(trx, { companyId, connection: true })
    const actor = { kind: 'sync', name: null } as const
    await appendAudit(
      trx,
      companyId,
      [{ actor, action: 'connection.recovered', outcome: 'succeeded', generation }],
      deps.ink,
    )
  })
  return true
}

/** What the token says is wrong; null where it says nothing of the kind, as while nobody answers. */
function causeOf(token: TokenResult): AttentionReason | null {
  if (token.ok) return causeInRoles(token.roles)
  return token.failure.is === 'unavailable' ? null : token.failure.is
}

/** One reason at a time, and the one that holds: whoever acts on yesterday's acts in vain. */
async function restate(
  companyId: string,
  generation: number,
  reason: AttentionReason,
  deps: Pick<ConnectionDeps, 'db' | 'now' | 'ink'>,
): Promise<void> {
  await inCompany(deps.db, companyId, async (trx: CompanyTrx) => {
    const current = await readConnection(trx, companyId, 'for-update')
    if (!isInAttention(current) || current.generation !== generation) return
    const { attention } = current
    const now = deps.now()
    await writeState(trx, companyId, {
      state: 'attention',
      now,
      attention: { ...attention, reason, since: now.toISOString() },
    })
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(trx, companyId, [attentionRecord(generation, attention.reason, reason)], deps.ink)
  })
}

function isInAttention(
  connection: StoredConnection | null,
): connection is StoredConnection & { attention: NonNullable<StoredConnection['attention']> } {
  return connection?.state === 'attention' && connection.attention !== null
}

function attentionRecord(generation: number, before: AttentionReason | null, after: AttentionReason): AuditRecord {
  return {
    actor: { kind: 'sync', name: null },
    action: 'connection.attention',
    outcome: 'failed',
    generation,
    changes: [{ field: 'reason', before, after }],
  }
}
