import type { AuditInk } from '../audit/append.ts'
import type { Db } from '../db/tenancy.ts'
import type { TenantGraph } from '../graph/graph.ts'
import type { Logger } from '../log.ts'
import type { Queue } from '../queue/queue.ts'
import type { TokenResult } from '../tokens/token-source.ts'
import type { IdTokenCheck } from './id-token.ts'
import type { DirectoryOptions } from '../sync/directory.ts'
import type { ViewFacts } from './view.ts'

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
  /** What consent is asked for, and tokens are issued for. */
  graphScope: string
  /** Where Microsoft sends the administrator back to after consent. */
  consentRedirectUri: string
  viewFacts: () => ViewFacts
  /** Plumm's own directory. */
  directory: DirectoryOptions
}
