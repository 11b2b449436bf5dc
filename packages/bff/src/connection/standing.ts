import type { StoredAttention, StoredConnectionState } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'

/** What other slices need to know of a connection: may we sync, against which tenant, under which generation. */
export interface Standing {
  state: StoredConnectionState
  generation: number
  tenantId: string
  tenantName: string
  verifiedDomains: string[]
  /** The tenant's own x.onmicrosoft.com. */
  initialDomain: string
  deltaLink: string | null
  approvedPreviewId: string | null
  attention: StoredAttention | null
  /** Since when every round of the watch has ended without an answer of Microsoft's. */
  unreachableSince: Date | null
}

/**
 * Reads a company's connection; null when it never connected or is disconnected. `lock` serialises with everything that
 * changes the state or counts for the fuse.
 */
export async function readStanding(trx: CompanyTrx, companyId: string, lock?: 'for-update'): Promise<Standing | null> {
  let query = trx
    .selectFrom('connection')
    .select([
      'state',
      'generation',
      'tenant_id',
      'tenant',
      'delta_link',
      'approved_preview_id',
      'attention',
      'unreachable_since',
    ])
    .where('company_id', '=', companyId)
  if (lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row || row.state === 'disconnected' || row.tenant_id === null) return null
  return {
    state: row.state,
    generation: row.generation,
    tenantId: row.tenant_id,
    tenantName: row.tenant?.name ?? '',
    verifiedDomains: (row.tenant?.verifiedDomains ?? []).map((domain) => domain.toLowerCase()),
    initialDomain: row.tenant?.initialDomain ?? '',
    deltaLink: row.delta_link,
    approvedPreviewId: row.approved_preview_id,
    attention: row.attention,
    unreachableSince: row.unreachable_since,
  }
}

/** Whether work planned under `generation` may still write: Disconnect bumps it, pause and attention stop new work. */
export async function isStillOurs(trx: CompanyTrx, companyId: string, generation: number): Promise<boolean> {
  const standing = await readStanding(trx, companyId)
  return standing !== null && standing.generation === generation && standing.state === 'active'
}
