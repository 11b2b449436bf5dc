import { Hono } from 'hono'
import { createControl } from './control/control.ts'
import { type Fault, type FaultRate, type Hook, createFaults } from './faults.ts'
import { createDispatch, handlesPath, servedPatterns } from './dispatch.ts'
import { createGraph } from './graph/graph.ts'
import { createGrants } from './login/grants.ts'
import { createSigningKeys } from './login/signing-keys.ts'
import { idToken } from './login/tokens.ts'
import { type ListenOptions, type Listening, listen } from './listen.ts'
import { createPortal } from './portal/portal.ts'
import { type RequestFilter, type RequestRecord, createRequestLog } from './request-log.ts'
import { openTenant, seedApp, seedTenants } from './seed.ts'
import { createSaver, loadSnapshot } from './snapshot.ts'
import { type EmulatedTenant, emulatedTenant } from './tenant/emulated-tenant.ts'
import { createReplication } from './tenant/replication.ts'
import { type World, findTenant } from './world.ts'

export interface EmulatorOptions {
  /** ms since 1970 */
  now?: () => number
  random?: () => number
  /** Default https://login.microsoftonline.com; issuers and links are built with it. */
  loginOrigin?: string
  /** Default https://graph.microsoft.com */
  graphOrigin?: string
  /** Reads see a write that much later, by `now()`. */
  lagMs?: number
  /** With it each read sees a state between the newest and `lagMs` old, drawn with this seed. */
  lagSeed?: number
  /** A user that has not come through yet is 404 for writes too, as right after a create (graph-facts §9, 1). */
  lagHidesFromWrites?: boolean
  /** Delta answers come in any order, with repetitions across pages, empty pages and replays (graph-facts §5.1). */
  deltaSeed?: number
  /** Every call takes about that long. */
  latencyMs?: number
  /** 1 is what Microsoft documents; 0.001 throttles after three writes; Infinity never. */
  quotaScale?: number
  /** Quota windows are that much shorter or longer: 0.01 makes 150 s into 1.5 s, with as many calls in it. */
  quotaTimeScale?: number
  /** Past a limit `all` calls are refused (default), or the `share` of them that Microsoft documents. */
  quotaRefusal?: 'all' | 'share'
  /** Items on a page where the client does not say. */
  pageSize?: number
  /** Where the world is kept between runs, signing keys included. */
  dataFile?: string
  seed?: 'default' | 'empty'
}

export interface IdTokenOptions {
  /** Tenant id or domain. */
  tenant: string
  /** Sign-in name or object id. */
  user: string
  nonce?: string
  audience?: string
  claims?: Record<string, unknown>
  issuer?: string
  expiresInSeconds?: number
  signWith?: 'tenant-key' | 'unknown-key'
}

/** Entra sign-in and Microsoft Graph's users, in this process. */
export interface Emulator {
  /** Answers as both hosts do; the host of the URL does not matter, its path does. */
  fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>
  /** Whether a path is one of Microsoft's, or the emulator's own. */
  handles: (path: string) => boolean
  /** Serves the same over HTTPS, with a certificate of a local authority. */
  listen: (options: ListenOptions) => Promise<Listening>
  /** The app's registration. */
  app: { clientId: string; clientSecret: string; redirectUris: string[] }
  addRedirectUri: (uri: string) => void
  /** @throws when there is none */
  tenant: (domainOrId: string) => EmulatedTenant
  tenants: () => EmulatedTenant[]
  /** An ID token as a sign-in would give it, or one that is wrong in a chosen way. */
  idToken: (options: IdTokenOptions) => Promise<string>
  failNext: (pattern: string, fault: Fault) => void
  /** A share of the calls fails until `clearFaults`; the pattern may be `*` or `PATCH *`. */
  failSometimes: (pattern: string, fault: Fault, rate: FaultRate) => void
  clearFaults: () => void
  /** The next call is carried out, and its answer lost: `fetch` rejects with a TypeError. */
  loseReplyOfNext: (pattern: string) => void
  beforeNext: (pattern: string, hook: Hook) => void
  afterNext: (pattern: string, hook: Hook) => void
  requests: (filter?: RequestFilter) => RequestRecord[]
  unclaimedFaults: () => string[]
  /** Back to the seed: people, consent, faults, quotas and log. Redirect URIs stay. */
  reset: () => void
  /** Saves now. */
  flush: () => Promise<void>
  close: () => Promise<void>
}

/** A stand-in for Entra and Graph that refuses what they refuse (docs/graph-behaviours.md). */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { now = Date.now, lagMs = 0, latencyMs = 0, quotaScale = 1, seed = 'default', dataFile } = options
  const { lagSeed, lagHidesFromWrites: isHiddenFromWrites } = options
  const replication = createReplication({ lagMs, lagSeed, isHiddenFromWrites })
  const stored = dataFile === undefined ? undefined : await loadSnapshot(dataFile)
  const app = { ...seedApp(), redirectUris: stored?.redirectUris ?? [] }
  const saver = createSaver(dataFile, () => world)
  const world: World = {
    now,
    random: options.random ?? Math.random,
    loginOrigin: options.loginOrigin ?? 'https://login.microsoftonline.com',
    graphOrigin: options.graphOrigin ?? 'https://graph.microsoft.com',
    replication,
    deltaSeed: options.deltaSeed,
    quotaScale,
    quotaTimeScale: options.quotaTimeScale ?? 1,
    quotaRefusal: options.quotaRefusal ?? 'all',
    pageSize: options.pageSize ?? 100,
    app,
    keys: createSigningKeys(stored?.keys),
    grants: createGrants(),
    tenants: new Map(),
    touch: saver.touch,
  }
  const populate = (states = seed === 'default' ? seedTenants(now()) : []) => {
    world.tenants.clear()
    for (const state of states) world.tenants.set(state.id, openTenant(state, { now, replication }))
  }
  populate(stored?.tenants)

  const log = createRequestLog()
  const faults = createFaults(servedPatterns)
  const graph = createGraph(world)
  const reset = () => {
    populate()
    faults.clear()
    log.clear()
    graph.reset()
    world.grants.clear()
    world.touch()
  }
  const own = new Hono({ strict: false })
    .basePath('/_emulator')
    // Another site's page must not play administrator through the visitor's browser.
    .use(async (context, next) => {
      const isForeign = context.req.header('sec-fetch-site') === 'cross-site' && context.req.method !== 'GET'
      return isForeign ? context.text('Not from another site.', 403) : await next()
    })
    .route('/', createControl({ world, log, faults, reset }))
    .route('/', createPortal(world, log))
  const dispatch = createDispatch({ world, graph, faults, log, latencyMs, control: (request) => own.fetch(request) })
  const tenantOf = (key: string) => {
    const tenant = findTenant(world, key)
    if (!tenant) throw new Error(`The emulator has no tenant “${key}”.`)
    return tenant
  }

  return {
    fetch: (input, init) => dispatch(requestOf(input, init)),
    handles: handlesPath,
    listen: (listenOptions) => listen(dispatch, listenOptions),
    app,
    addRedirectUri(uri) {
      if (!app.redirectUris.includes(uri)) app.redirectUris.push(uri)
      world.touch()
    },
    tenant: (key) => emulatedTenant(world, tenantOf(key)),
    tenants: () => [...world.tenants.values()].map((tenant) => emulatedTenant(world, tenant)),
    idToken: ({ tenant: tenantKey, user: userKey, ...rest }) => {
      const tenant = tenantOf(tenantKey)
      const user = emulatedTenant(world, tenant).user(userKey)
      if (!user) throw new Error(`${tenant.name} has no user ${userKey}.`)
      return idToken(world, { tenant, user, ...rest })
    },
    failNext: faults.failNext,
    failSometimes: faults.failSometimes,
    clearFaults: faults.clear,
    loseReplyOfNext: faults.loseReplyOfNext,
    beforeNext: faults.beforeNext,
    afterNext: faults.afterNext,
    requests: log.list,
    unclaimedFaults: faults.unclaimed,
    reset,
    flush: saver.flush,
    close: saver.flush,
  }
}

/** A server adapter such as Hono's hands over a request of its own make, with a second argument that is no RequestInit. */
function requestOf(input: Request | URL | string, init: RequestInit | undefined): Request {
  const isWhole = typeof input === 'object' && !(input instanceof URL)
  return isWhole && (init === undefined || 'incoming' in init) ? input : new Request(input, init)
}
