import { type AttentionReason, lacksRequired } from '@plumm/entra-shared'
import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany } from '../db/tenancy.ts'
import type { RaiseAttention } from '../sync/deps.ts'
import { readConnection, writeGrantedRoles } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'

/** What is wrong with these roles, or null: without the required ones nothing can be done (design §3, Permissions). */
export function causeInRoles(
  roles: readonly string[],
): Extract<AttentionReason, 'consent-withdrawn' | 'permission-missing'> | null {
  if (!lacksRequired(roles)) return null
  return roles.length === 0 ? 'consent-withdrawn' : 'permission-missing'
}

/** What the tenant gives and has taken back since, as one entry of the log; null: nothing. Pure. */
export function permissionNews(
  before: readonly string[],
  after: readonly string[],
): Pick<AuditRecord, 'actor' | 'action' | 'outcome' | 'changes'> | null {
  const gained = after.filter((role) => !before.includes(role))
  const lost = before.filter((role) => !after.includes(role))
  if (gained.length === 0 && lost.length === 0) return null
  const change = (field: string, was: string, is: string) => ({ field, before: was, after: is })
  return {
    actor: { kind: 'sync', name: null },
    action: 'permissions.changed',
    outcome: 'succeeded',
    changes: [
      ...lost.map((role) => change(role, 'granted', 'not-granted')),
      ...gained.map((role) => change(role, 'not-granted', 'granted')),
    ],
  }
}

/**
 * Follows what the tenant's IT gives and takes while the connection runs: an optional permission turns its feature off
 * and on again by itself, a required one is attention before any write has been refused for it. A token carries what was
 * granted when it was issued, so a change shows within the hour that one lives.
 */
export async function followPermissions(
  companyId: string,
  deps: Pick<ConnectionDeps, 'db' | 'ink' | 'accessToken'>,
  raiseAttention: RaiseAttention,
): Promise<void> {
  const connection = await inCompany(deps.db, companyId, (trx) => readConnection(trx, companyId))
  if (connection?.state !== 'active' || !connection.tenant) return
  const token = await deps.accessToken(connection.tenant.id, companyId, { fresh: false })
  if (!token.ok) return
  await noteRoles(companyId, connection.generation, token.roles, deps)
  const cause = causeInRoles(token.roles)
  if (cause) await raiseAttention(companyId, connection.generation, cause)
}

/** Keeps what the newest token carries, and says in the log what is different. */
export async function noteRoles(
  companyId: string,
  generation: number,
  roles: readonly string[],
  deps: Pick<ConnectionDeps, 'db' | 'ink'>,
): Promise<void> {
  await inCompany(deps.db, companyId, async (trx) => {
    const connection = await readConnection(trx, companyId, 'for-update')
    if (connection?.generation !== generation || connection.state === 'disconnected') return
    const news = permissionNews(connection.grantedRoles, roles)
    if (!news) return
    await writeGrantedRoles(trx, companyId, roles)
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(trx, companyId, [{ ...news, generation }], deps.ink)
  })
}
