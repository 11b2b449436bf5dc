import { randomBytes, randomUUID } from 'node:crypto'
import { type Clock, systemClock } from 'pg-boss'
import { createApp } from './app.ts'
import { anchorAuditHeads } from './audit/anchor.ts'
import { retainAudit } from './audit/retention.ts'
import type { Config } from './config.ts'
import { LINK_PATH, SIGN_IN_PATH } from './connection/by-link.routes.ts'
import { CONSENT_PATH } from './connection/consent.routes.ts'
import { raiseAttention, tryRecovery } from './connection/attention.ts'
import type { ConnectionDeps } from './connection/deps.ts'
import { createIdTokenCheck } from './connection/id-token.ts'
import { followPermissions } from './connection/permissions.ts'
import type { Database } from './db/database.ts'
import { inCompany, inCompanyBriefly } from './db/tenancy.ts'
import { CLOSED_CHANNEL, ClosedNotice, settleBudget } from './graph/budget.store.ts'
import { firstPassword } from './graph/first-password.ts'
import { createGraph } from './graph/graph.ts'
import { createCallerLimit } from './http/caller-limit.ts'
import type { App } from './http/contract.ts'
import { createSessionCheck } from './http/session.ts'
import { createLiveHub } from './live/hub.ts'
import type { Logger } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createQueue } from './queue/queue.ts'
import type { SyncDeps } from './sync/deps.ts'
import { type DriftDeps, watchDrift } from './sync/drift.ts'
import { fullPass } from './sync/full-pass.ts'
import { type PreviewDeps, planPreview } from './sync/preview.ts'
import { GRAPH_NOTIFICATIONS_PATH } from './sync/graph-notifications.routes.ts'
import { nightly, sweep } from './sync/sweep.ts'
import { syncPerson } from './sync/worker.ts'
import { lookAtCredential, toCredentialInUse } from './tokens/credential.ts'
import { type TokenSource, createTokenSource } from './tokens/token-source.ts'
import { TURN_CHANNEL, tokenCacheOf } from './tokens/token-cache.store.ts'
import { createTurnEnds } from './tokens/turn-ends.ts'
import { createVault } from './tokens/vault.ts'
import { createWebSignIn } from './tokens/web-sign-in.ts'

/** The world outside, so that a test can bring its own. */
export interface World {
  fetch: typeof fetch
  now: () => Date
  random: () => number
  /** The time that timers and pg-boss go by; absent: the system's. */
  bossClock?: Clock
  /** How long stopping waits for running jobs; absent: as long as is sensible. */
  shutdownMs?: number
}

export interface Bff {
  app: App
  start(): Promise<void>
  stop(): Promise<void>
}

/** The one place where objects meet. */
export async function compose(config: Config, database: Database, log: Logger, world: World): Promise<Bff> {
  const { db } = database
  const { fetch, now } = world
  const { authorityOrigin, graphOrigin, graphScope, adminCenterOrigin, clientId, credential } = config.entra
  const ink = { now, newSalt: () => randomBytes(16).toString('hex') }
  const vault = createVault(config.encryptionKeys)
  const hub = await createLiveHub(database)
  const metrics = createMetrics(db, hub, () => lookAtCredential(credential))
  const queue = createQueue({
    database,
    fullPassCron: config.fullPassCron,
    onError: (error) => {
      metrics.failedJobs.inc()
      log.error({ err: error }, 'the queue reported an error')
    },
    ...(world.bossClock ? { clock: world.bossClock } : {}),
    ...(world.shutdownMs === undefined ? {} : { shutdownMs: world.shutdownMs }),
  })

  const clock = world.bossClock ?? systemClock
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.setTimeout(resolve, ms))
  const tokenSources = new Map<string, TokenSource>()
  const turnEnds = createTurnEnds()
  const tokensOf = (companyId: string): TokenSource => {
    const known = tokenSources.get(companyId)
    if (known) return known
    const cache = tokenCacheOf(companyId, {
      vault,
      inCompany: (work) => inCompany(db, companyId, work),
      now: () => now().getTime(),
      onUnreadable: (error) =>
        log.warn({ companyId, why: error.message }, 'a kept token does not open; Entra is asked'),
    })
    const source = createTokenSource({
      clientId,
      credential,
      authorityOrigin,
      scope: graphScope,
      fetch,
      now: () => now().getTime(),
      cache: { ...cache, untilTurnEnds: () => turnEnds.next(companyId) },
      sleep,
    })
    tokenSources.set(companyId, source)
    return source
  }
  const accessToken: ConnectionDeps['accessToken'] = (tenantId, companyId, options) =>
    tokensOf(companyId).accessToken(tenantId, options)
  const graphs = new Map<string, ReturnType<typeof createGraph>>()
  const graphFor: SyncDeps['graphFor'] = (tenantId, companyId) => {
    const known =
      graphs.get(companyId) ??
      createGraph({
        graphOrigin,
        fetch,
        accessToken: (tenant, options) => tokensOf(companyId).accessToken(tenant, options),
        now: () => now().getTime(),
        random: world.random,
        newId: randomUUID,
        settle: (tenant, wish) =>
          inCompanyBriefly(db, companyId, (trx) =>
            settleBudget(trx, { companyId, tenantId: tenant }, wish, now().getTime()),
          ),
        sleep,
      })
    graphs.set(companyId, known)
    return known.forTenant(tenantId)
  }

  const onOurOrigin = (path: string) => new URL(path, config.publicUrl).href
  const pageOrigins = [...new Set([...config.allowedOrigins, new URL(config.publicUrl).origin])]
  const directory = { apiUrl: config.plumm.apiUrl, apiToken: () => config.plumm.apiToken.reveal(), fetch }
  const connection: ConnectionDeps = {
    db,
    queue,
    graphFor,
    accessToken,
    forgetTokens: (companyId) => {
      tokenSources.delete(companyId)
      graphs.delete(companyId)
    },
    checkIdToken: createIdTokenCheck({ authorityOrigin, clientId, fetch, now: () => now().getTime() }),
    webSignIn: createWebSignIn({
      clientId,
      credential,
      authorityOrigin,
      redirectUri: onOurOrigin(SIGN_IN_PATH),
      fetch,
    }),
    ink,
    now,
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString('base64url'),
    log,
    clientId,
    authorityOrigin,
    consentRedirectUri: onOurOrigin(CONSENT_PATH),
    linkUrl: onOurOrigin(LINK_PATH),
    pageOrigins,
    sharedTenants: new Set(config.sharedTenants),
    graphScope,
    viewFacts: () => ({
      now: now(),
      credential: toCredentialInUse(lookAtCredential(credential), now()),
      driftIntervalSeconds: config.driftIntervalSeconds,
      adminCenterOrigin,
    }),
    directory,
  }
  const sync: SyncDeps = {
    db,
    queue,
    graphFor,
    ink,
    now,
    newId: randomUUID,
    newPassword: () => firstPassword(randomBytes),
    random: world.random,
    log,
    adminCenterOrigin,
    raiseAttention: (companyId, generation, reason, since) =>
      raiseAttention(companyId, generation, reason, connection, since),
  }
  const preview: PreviewDeps = { ...sync, directory }
  const drift: DriftDeps = {
    ...sync,
    driftIntervalMs: config.driftIntervalSeconds * 1000,
    // Graph delivers over HTTPS only (graph-facts §5.2); where it cannot reach us, it refuses, and delta watches alone.
    notificationUrl: config.publicUrl.startsWith('https:')
      ? new URL(GRAPH_NOTIFICATIONS_PATH, config.publicUrl).href
      : null,
    newSecret: connection.newSecret,
    tryRecovery: (companyId) => tryRecovery(companyId, connection),
    followPermissions: (companyId) => followPermissions(companyId, connection, sync.raiseAttention),
  }

  let isStarted = false
  // Another replica was told to stay away; ours learns it here, before its next lease would say so.
  const stopListening = await database.listen(CLOSED_CHANNEL, (payload) => {
    const { companyId, tenantId, until } = ClosedNotice.parse(JSON.parse(payload))
    graphs.get(companyId)?.close(tenantId, until)
  })
  const stopHearingTurns = await database.listen(TURN_CHANNEL, (companyId) => turnEnds.heard(companyId))
  const app = createApp({
    sync,
    connection,
    hub,
    checkSession: createSessionCheck({ issuer: config.plumm.issuer, jwksUrl: config.plumm.jwksUrl, fetch, now }),
    callerLimit: createCallerLimit({ perMinute: config.requestsPerMinute }),
    webhookSecrets: config.plumm.webhookSecrets,
    publicUrl: config.publicUrl,
    metrics: metrics.registry,
    isReady: async () => isStarted && (await database.isReachable()),
  })
  return {
    app,
    async start() {
      await queue.start({
        person: (job) => syncPerson(job, sync),
        preview: (job) => planPreview(job, preview),
        drift: (job) => watchDrift(job, drift),
        fullPass: (job) => fullPass(job, preview),
        sweep: () => sweep(sync),
        nightly: () => nightly(sync),
        anchor: () => anchorAuditHeads({ db, log }),
        retention: () => retainAudit({ db, ink, now, log, retentionDays: config.auditRetentionDays }),
      })
      isStarted = true
      // Whatever was owed when the last process ended is owed now, not in a minute.
      await sweep(sync)
    },
    async stop() {
      isStarted = false
      await queue.stop()
      await stopListening()
      await stopHearingTurns()
      await hub.close()
    },
  }
}
