import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { timeout } from 'hono/timeout'
import type { Registry } from 'prom-client'
import { auditRoutes } from './audit/audit.routes.ts'
import { byLinkRoutes } from './connection/by-link.routes.ts'
import { connectionRoutes } from './connection/connection.routes.ts'
import { consentRoutes } from './connection/consent.routes.ts'
import type { ConnectionDeps } from './connection/deps.ts'
import { settingsRoutes } from './connection/settings.routes.ts'
import type { CallerLimit } from './http/caller-limit.ts'
import { type App, type Variables, createContractRouter } from './http/contract.ts'
import { openApi } from './http/openapi.ts'
import { HttpProblem, toProblem } from './http/problem.ts'
import type { SessionCheck } from './http/session.ts'
import type { LiveHub } from './live/hub.ts'
import { streamRoutes } from './live/stream.routes.ts'
import type { SyncDeps } from './sync/deps.ts'
import { eventRoutes } from './sync/events.routes.ts'
import { graphNotificationRoutes } from './sync/graph-notifications.routes.ts'
import { peopleRoutes } from './sync/people.routes.ts'
import { previewRoutes } from './sync/preview.routes.ts'

export interface AppOptions {
  sync: SyncDeps
  connection: ConnectionDeps
  hub: LiveHub
  checkSession: SessionCheck
  callerLimit: CallerLimit
  webhookSecrets: readonly { reveal(): string }[]
  publicUrl: string
  metrics: Registry
  isReady: () => Promise<boolean>
}

const API_BODY_BYTES_MAX = 256 * 1024
const PAGE_BODY_BYTES_MAX = 4 * 1024
/** Longer than the longest of our own waits for Microsoft, and short enough for whoever looks at a spinner. */
const ANSWER_MS_MAX = 60_000
/** They last as long as the session, or as the download takes. */
const TAKE_THEIR_TIME: readonly string[] = ['/api/stream', '/api/audit/export', '/api/connection/preview/export']

const POLICY = 'content-security-policy'

/** Answers are data for a page of Plumm's: nothing in them is ever shown, framed or run by a browser itself. */
const headers = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  // A page of another origin reads them, by CORS.
  crossOriginResourcePolicy: 'cross-origin',
  // Cutting the consent window off from whoever opened it would keep it from closing itself.
  crossOriginOpenerPolicy: false,
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  xFrameOptions: 'DENY',
})

/** Every route of the BFF in one list. */
export function createApp(options: AppOptions): App {
  const app: App = new Hono<{ Variables: Variables }>()
  const { log } = options.sync
  app.use(async (context, next) => {
    const given = context.req.header('x-request-id')
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    context.set('requestId', requestId)
    context.header('x-request-id', requestId)
    await next()
  })
  app.use(async (context, next) => {
    await next()
    // A page of ours brings a stricter policy of its own.
    const own = context.res.headers.get(POLICY)
    await headers(context, async () => {})
    if (own !== null) context.res.headers.set(POLICY, own)
  })
  app.onError((error, context) => {
    const requestId = context.get('requestId')
    const problem = problemOf(error, requestId)
    if (problem.status >= 500) log.error({ requestId, err: error }, 'a request failed')
    else log.info({ requestId, code: problem.code, path: context.req.path }, 'a request was refused')
    const { retryAfterSeconds } = problem.options
    return context.json(toProblem(problem, requestId), problem.status, {
      'content-type': 'application/problem+json',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    })
  })
  app.notFound((context) => {
    const problem = new HttpProblem(404, 'not-found', { detail: 'There is no such address here.' })
    return context.json(toProblem(problem, context.get('requestId')), 404, {
      'content-type': 'application/problem+json',
    })
  })

  const origins = options.connection.pageOrigins
  app.use('/api/*', async (context, next) => {
    const origin = context.req.header('origin')
    // Deny by default: a page we do not know may not even ask, whatever token it has got hold of.
    if (origin !== undefined && !origins.includes(origin)) {
      throw new HttpProblem(403, 'origin-refused', {
        detail: `The page ${origin} is not in ALLOWED_ORIGINS.`,
        actor: 'it',
      })
    }
    context.header('cache-control', 'no-store')
    await next()
  })
  app.use(
    '/api/*',
    cors({
      origin: [...origins],
      allowHeaders: ['authorization', 'content-type', 'x-request-id'],
      exposeHeaders: ['x-request-id', 'x-audit-head', 'retry-after'],
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
      maxAge: 600,
    }),
  )
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: API_BODY_BYTES_MAX,
      onError: () => {
        throw new HttpProblem(413, 'too-large', { detail: 'The body is too large.' })
      },
    }),
  )

  const inTime = timeout(ANSWER_MS_MAX, new HTTPException(503))
  app.use('/api/*', (context, next) => (TAKE_THEIR_TIME.includes(context.req.path) ? next() : inTime(context, next)))

  // What comes from a browser's form or address holds one secret of 43 characters.
  app.use(
    '/connect/*',
    bodyLimit({ maxSize: PAGE_BODY_BYTES_MAX, onError: (context) => context.text('The body is too large.', 413) }),
  )

  const serve = createContractRouter(app, options.checkSession, options.callerLimit)
  connectionRoutes(serve, options.connection)
  settingsRoutes(serve, options.connection)
  previewRoutes(serve, options.sync)
  peopleRoutes(serve, options.sync)
  auditRoutes(serve, options.sync)
  const { viewFacts } = options.connection
  streamRoutes(serve, { db: options.sync.db, hub: options.hub, now: options.sync.now, viewFacts })

  consentRoutes(app, options.connection)
  byLinkRoutes(app, options.connection)
  eventRoutes(app, options.webhookSecrets, options.sync)
  graphNotificationRoutes(app, options.sync)
  app.get('/healthz', (context) => context.json({ ok: true }))
  app.get('/readyz', async (context) =>
    (await options.isReady()) ? context.json({ ok: true }) : context.json({ ok: false }, 503),
  )
  app.get('/metrics', async (context) =>
    context.text(await options.metrics.metrics(), 200, { 'content-type': options.metrics.contentType }),
  )
  app.get('/openapi.json', (context) => context.json(openApi(options.publicUrl)))
  return app
}

/** What an error is for whoever asked: ours in our words, Hono's timeout, and everything else a number to quote. */
function problemOf(error: Error, requestId: string): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof HTTPException && error.status === 503) {
    return new HttpProblem(503, 'too-slow', {
      detail: 'This took longer than a minute, so we stopped waiting. It may still happen; look again in a moment.',
      actor: 'nobody',
      retryAfterSeconds: 10,
    })
  }
  return new HttpProblem(500, 'internal', {
    detail: `Nothing of this request was kept. Quote the number ${requestId} to support.`,
    actor: 'nobody',
  })
}
