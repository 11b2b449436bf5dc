import type { AttentionReason } from '@plumm/entra-shared'
import type { AuditInk } from '../audit/append.ts'
import type { Db } from '../db/tenancy.ts'
import type { TenantGraph } from '../graph/graph.ts'
import type { Queue } from '../queue/queue.ts'
import type { Logger } from '../log.ts'

/** What the sync is given; everything that touches the world arrives here. */
export interface SyncDeps {
  db: Db
  queue: Queue
  graphFor: (tenantId: string, companyId: string) => TenantGraph
  ink: AuditInk
  now: () => Date
  newId: () => string
  /** A first password nobody sees. */
  newPassword: () => string
  /** 0 to 1, to spread retries. */
  random: () => number
  log: Logger
  /** Of this cloud; null where there is none. */
  adminCenterOrigin: string | null
  raiseAttention: RaiseAttention
}

/**
 * Puts a connection into attention, so that its work waits instead of failing person by person. `since`: when it began,
 * where that is earlier than now.
 */
export type RaiseAttention = (
  companyId: string,
  generation: number,
  reason: AttentionReason,
  since?: Date,
) => Promise<void>
