import { appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany, inSystem } from '../db/tenancy.ts'
import { HttpProblem } from '../http/problem.ts'
import type { SignedInPerson } from './administrator.ts'
import { closed, readAttempt, updateAttempt } from './attempt.store.ts'
import {
  type ConnectedTenant,
  type StoredConnection,
  findTenantHolders,
  readConnection,
  writeConnected,
  writeState,
} from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'
import { isSamePerson, noteRefusal, signedIn } from './refuse.ts'
import { requestPreview, requestPreviewAgain } from '../sync/preview-request.ts'

/** What came of completing an attempt. `not-yet`: Microsoft let us look no further; ask again. */
export type Completion =
  | { is: 'connected' }
  | { is: 'not-yet'; problem: HttpProblem }
  | { is: 'refused'; problem: HttpProblem }

/**
 * Completes an attempt: its administrator is proven and the tenant's app-only token carries what is required. A company
 * in attention takes up where it stopped; every other one goes to preview, and nothing is written before its approval.
 */
export async function complete(
  companyId: string,
  attemptId: string,
  administrator: SignedInPerson,
  roles: string[],
  startedBy: { name: string },
  deps: ConnectionDeps,
): Promise<Completion> {
  const organization = await deps.graphFor(administrator.tenantId, companyId).organization()
  if (!organization.ok) {
    const problem = new HttpProblem(502, 'entra-unreachable', {
      detail:
        'Microsoft gave the permission but did not let us read the organisation yet. Try again in a minute; nothing was changed.',
      actor: 'microsoft',
    })
    return { is: 'not-yet', problem }
  }
  const { displayName, defaultDomain, initialDomain, verifiedDomains } = organization.value
  const tenant: ConnectedTenant = {
    id: administrator.tenantId,
    name: displayName,
    domain: defaultDomain,
    initialDomain,
    verifiedDomains,
  }
  const connectedBy = { name: administrator.name, signInName: administrator.signInName }
  const now = deps.now()
  const isShared = deps.sharedTenants.has(tenant.id)
  try {
    if (!isShared && (await isHeldByOthersOnly(companyId, tenant.id, deps))) throw tenantTaken(tenant)
    await inCompany(deps.db, companyId, async (trx) => {
      const attempt = await readAttempt(trx, companyId, attemptId, 'for-update')
      if (attempt?.state === 'connected') return
      // Cancelled, or signed in to by somebody else meanwhile.
      if (attempt?.state !== 'awaiting-consent' || !isSamePerson(administrator, attempt.administrator))
        throw overtaken()
      await updateAttempt(trx, companyId, attemptId, { ...closed, state: 'connected', tenant, refusal: null })
      const before = await readConnection(trx, companyId, 'for-update')
      const other = otherTenant(before, tenant.id)
      if (other) throw other
      if (before?.state === 'attention' && before.attention) {
        await writeState(trx, companyId, { state: before.attention.before, now, attention: null, grantedRoles: roles })
        if (before.attention.before === 'active') await deps.queue.sendCompany(trx, 'full-pass', companyId)
        if (before.attention.before === 'preview') await requestPreviewAgain(trx, companyId, before.generation, deps)
      } else if (!before || before.state === 'disconnected') {
        const generation = await writeConnected(trx, companyId, {
          tenant,
          connectedBy,
          grantedRoles: roles,
          isShared,
          now,
        })
        await requestPreview(trx, companyId, { generation, fieldMapping: null }, deps)
      }
      // Any other state: the cause of attention went while the administrator signed in, and the sync is at work again.
      await notifyLive(trx, { companyId, connection: true })
      await appendAudit(
        trx,
        companyId,
        [
          {
            actor: { kind: 'plumm-user', name: startedBy.name },
            action: before?.state === 'attention' ? 'connection.reconnected' : 'connection.connected',
            outcome: 'succeeded',
            changes: [
              { field: 'tenant', before: null, after: `${tenant.name} (${tenant.domain})` },
              { field: 'administrator', before: null, after: connectedBy.signInName },
              { field: 'permissions', before: null, after: roles.join(', ') },
            ],
          },
        ],
        deps.ink,
      )
    })
    return { is: 'connected' }
  } catch (error) {
    const problem = error instanceof HttpProblem ? error : isTenantTaken(error) ? tenantTaken(tenant) : null
    if (!problem) throw error
    await forgetTokenOf(companyId, tenant.id, deps)
    await noteRefusal(
      { companyId, attemptId, bound: administrator },
      { code: problem.code, detail: problem.options.detail },
      signedIn(administrator).actor,
      deps,
    )
    return { is: 'refused', problem }
  }
}

/** A token for a tenant that this company may not have is not kept. */
export async function forgetTokenOf(companyId: string, tenantId: string, deps: ConnectionDeps): Promise<void> {
  deps.forgetTokens(companyId)
  await inCompany(deps.db, companyId, (trx) =>
    trx.deleteFrom('token_cache').where('company_id', '=', companyId).where('tenant_id', '=', tenantId).execute(),
  )
}

/** Why a connection that stands may not be moved to this tenant, or null: one directory at a time, until Disconnect. */
export function otherTenant(
  connection: Pick<StoredConnection, 'state' | 'tenant'> | null,
  tenantId: string,
): HttpProblem | null {
  if (!connection?.tenant || connection.state === 'disconnected' || connection.tenant.id === tenantId) return null
  const { name, domain } = connection.tenant
  return new HttpProblem(409, 'other-tenant', {
    detail: `This account belongs to another directory than ${name}, which is connected. Sign in with an administrator of ${domain}, or disconnect first.`,
    actor: 'it',
  })
}

function overtaken(): HttpProblem {
  return new HttpProblem(409, 'wrong-state', {
    detail: 'This attempt to connect has gone on without you: somebody else signed in, or it was cancelled in Plumm.',
  })
}

/**
 * The unique index keeps two companies from taking a tenant that is for one, however close together; this also sees
 * those who got it while it was shared (ADR 0009).
 */
async function isHeldByOthersOnly(companyId: string, tenantId: string, { db }: ConnectionDeps): Promise<boolean> {
  const holders = await inSystem(db, 'find-tenant-holders', (trx) => findTenantHolders(trx, tenantId))
  return holders.length > 0 && !holders.includes(companyId)
}

function tenantTaken({ name }: ConnectedTenant): HttpProblem {
  return new HttpProblem(409, 'tenant-already-connected', {
    detail: `${name} is connected to another company in Plumm. Two companies writing to one directory would undo each other’s work; disconnect there first.`,
    actor: 'it',
  })
}

function isTenantTaken(error: unknown): boolean {
  return error instanceof Error && error.message.includes('connection_one_company_per_tenant')
}
