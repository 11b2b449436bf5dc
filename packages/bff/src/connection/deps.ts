import type { AuditInk } from '../audit/append.ts'
import type { Db } from '../db/tenancy.ts'
import type { TenantGraph } from '../graph/graph.ts'
import type { Logger } from '../log.ts'
import type { Queue } from '../queue/queue.ts'
import type { TokenResult } from '../tokens/entra-token.ts'
import type { IdTokenCheck } from './id-token.ts'

/** What connecting and disconnecting is given. */
export interface ConnectionDeps {
  db: Db
  queue: Queue
  graphFor: (tenantId: string, companyId: string) => TenantGraph
  accessToken: (tenantId: string, companyId: string, options: { fresh: boolean }) => Promise<TokenResult>
  /** Forgets what is kept of a company's tokens in memory; the stored ones go with the connection. */
  forgetTokens: (companyId: string) => void
  checkIdToken: IdTokenCheck
  ink: AuditInk
  now: () => Date
  newId: () => string
  /** Unguessable text for nonces and states. */
  newSecret: () => string
  log: Logger
  clientId: string
  authorityOrigin: string
  /** Where Microsoft sends the administrator back to after consent. */
  consentRedirectUri: string
}
