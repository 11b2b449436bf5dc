import { type Kysely, sql } from 'kysely'
import { type AttentionReason, type Tenant, graphPermissions } from '@plumm/entra-shared'
import type { StoredAttention, StoredConnectionState, Tables } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

/** The tenant with what matching needs of it. */
export interface ConnectedTenant extends Tenant {
  initialDomain: string
  verifiedDomains: string[]
}

export interface StoredConnection {
  state: StoredConnectionState
  since: Date
  generation: number
  tenant: ConnectedTenant | null
  connectedBy: { name: string; signInName: string } | null
  pausedBy: string | null
  grantedRoles: string[]
  attention: StoredAttention | null
  lastChangeAt: Date | null
  wave: { total: number; startedAt: string } | null
  /** Since when Plumm's directory has given no usable answer. */
  directoryFaultSince: Date | null
}

export async function readConnection(
  trx: CompanyTrx,
  companyId: string,
  lock?: 'for-update',
): Promise<StoredConnection | null> {
  let query = trx.selectFrom('connection').selectAll().where('company_id', '=', companyId)
  if (lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) return null
  return {
    state: row.state,
    since: row.since,
    generation: row.generation,
    tenant: row.tenant,
    connectedBy: row.connected_by,
    pausedBy: row.paused_by,
    grantedRoles: row.granted_roles,
    attention: row.attention,
    lastChangeAt: row.last_change_at,
    wave: row.wave,
    directoryFaultSince: row.directory_fault_since,
  }
}

/** A new connection, or one that comes back: everything of an earlier generation is fenced off. */
export async function writeConnected(
  trx: CompanyTrx,
  companyId: string,
  connected: {
    tenant: ConnectedTenant
    connectedBy: { name: string; signInName: string }
    grantedRoles: string[]
    /** Other companies may have this tenant too. */
    isShared: boolean
    now: Date
  },
): Promise<number> {
  const values = {
    state: 'preview' as const,
    since: connected.now,
    tenant: JSON.stringify(connected.tenant),
    tenant_id: connected.tenant.id,
    is_shared: connected.isShared,
    connected_by: JSON.stringify(connected.connectedBy),
    granted_roles: JSON.stringify(connected.grantedRoles),
    attention: null,
    paused_by: null,
    delta_link: null,
    approved_preview_id: null,
    wave: null,
    unreachable_since: null,
    directory_fault_since: null,
  }
  const { generation } = await trx
    .insertInto('connection')
    .values({ company_id: companyId, generation: 1, ...values })
    .onConflict((conflict) =>
      conflict
        .column('company_id')
        .doUpdateSet((eb) => ({ ...values, generation: eb('connection.generation', '+', 1) })),
    )
    .returning('generation')
    .executeTakeFirstOrThrow()
  return generation
}

/** The companies connected to a tenant. Runs in a `find-tenant-holders` system transaction. */
export async function findTenantHolders(trx: Kysely<Tables>, tenantId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('connection')
    .select('company_id')
    .where('tenant_id', '=', tenantId)
    .where('state', '<>', 'disconnected')
    .execute()
  return rows.map((row) => row.company_id)
}

/** Moves a connection to another state. */
export async function writeState(
  trx: CompanyTrx,
  companyId: string,
  change: {
    state: StoredConnectionState
    now: Date
    attention?: StoredAttention | null
    pausedBy?: string | null
    approvedPreviewId?: string
    grantedRoles?: string[]
  },
): Promise<void> {
  await trx
    .updateTable('connection')
    .set({
      state: change.state,
      since: change.now,
      // Whatever state comes next, the count of rounds without an answer starts afresh.
      unreachable_since: null,
      ...(change.attention === undefined ? {} : { attention: change.attention && JSON.stringify(change.attention) }),
      ...(change.pausedBy === undefined ? {} : { paused_by: change.pausedBy }),
      ...(change.approvedPreviewId === undefined ? {} : { approved_preview_id: change.approvedPreviewId }),
      ...(change.grantedRoles === undefined ? {} : { granted_roles: JSON.stringify(change.grantedRoles) }),
    })
    .where('company_id', '=', companyId)
    .execute()
}

/** What the tenant grants now, as its newest token says. */
export async function writeGrantedRoles(
  trx: CompanyTrx,
  companyId: string,
  grantedRoles: readonly string[],
): Promise<void> {
  await trx
    .updateTable('connection')
    .set({ granted_roles: JSON.stringify(grantedRoles) })
    .where('company_id', '=', companyId)
    .execute()
}

/** Person data goes with the connection; links stay, so that Connect finds everyone again (design §5, Disconnect). */
export async function writeDisconnected(
  trx: CompanyTrx,
  companyId: string,
  options: { now: Date; forget: boolean },
): Promise<void> {
  await trx
    .updateTable('connection')
    .set((eb) => ({
      state: 'disconnected',
      since: options.now,
      generation: eb('generation', '+', 1),
      connected_by: null,
      granted_roles: '[]',
      attention: null,
      paused_by: null,
      delta_link: null,
      approved_preview_id: null,
      wave: null,
      unreachable_since: null,
      directory_fault_since: null,
      last_change_at: null,
      ...(options.forget ? { tenant: null, tenant_id: null } : {}),
    }))
    .where('company_id', '=', companyId)
    .execute()
  for (const table of [
    'token_cache',
    'hold',
    'fuse_entry',
    'preview',
    'connect_attempt',
    'webhook_receipt',
    'graph_subscription',
    'person',
  ] as const) {
    await trx.deleteFrom(table).where('company_id', '=', companyId).execute()
  }
  // Whoever is asking Entra for a token at this moment, or still will, keeps it nowhere.
  await trx
    .updateTable('token_turn')
    .set({ turn: sql<number>`turn + 1`, taken_until: null, is_closed: true })
    .where('company_id', '=', companyId)
    .execute()
  if (!options.forget) return
  for (const table of ['link', 'pending_create', 'erased_person'] as const)
    await trx.deleteFrom(table).where('company_id', '=', companyId).execute()
}

/** What we ask of Graph, and what of it the tenant's token carries. */
export function permissionsFrom(granted: readonly string[]) {
  return graphPermissions.map(({ name, required }) => ({ name, required, granted: granted.includes(name) }))
}

/** Who has to act for each reason of attention. */
export const attentionActor: Record<AttentionReason, 'it' | 'hr' | 'microsoft'> = {
  'consent-withdrawn': 'it',
  'permission-missing': 'it',
  'secret-invalid': 'it',
  'secret-expired': 'it',
  'app-disabled': 'it',
  'app-removed': 'it',
  'tenant-gone': 'it',
  'graph-outage': 'microsoft',
  'directory-unreachable': 'hr',
}
