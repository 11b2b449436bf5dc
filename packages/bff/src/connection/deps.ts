import type { AuditInk } from '../audit/append.ts'
import type { Db } from '../db/tenancy.ts'
import type { TenantGraph } from '../graph/graph.ts'
import type { Logger } from '../log.ts'
import type { Queue } from '../queue/queue.ts'
import type { TokenResult } from '../tokens/entra-token.ts'
import type { WebSignIn } from '../tokens/web-sign-in.ts'
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
  /** Microsoft's sign-in for whoever comes by a link. */
  webSignIn: WebSignIn
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
  /** In front of a link's token. */
  linkUrl: string
  /** Where Plumm's pages are, and so where people may be sent back to. */
  pageOrigins: readonly string[]
  /** Tenants that several companies may write to, by id in lower case (SHARED_TENANTS). */
  sharedTenants: ReadonlySet<string>
  viewFacts: () => ViewFacts
  /** Plumm's own directory. */
  directory: DirectoryOptions
}
