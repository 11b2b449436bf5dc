import { Hono } from 'hono'
import { type Beliefs, defaultBeliefs } from './beliefs.ts'
import { createControl } from './control/control.ts'
import { type Fault, type Hook, createFaults } from './faults.ts'
import { createDispatch, handlesPath, servedPatterns } from './dispatch.ts'
import { createGraph } from './graph/graph.ts'
import { type Registration, createRegistration } from './login/credentials.ts'
import { createGrants } from './login/grants.ts'
import { type Signer, createSigningKeys } from './login/signing-keys.ts'
import { idToken } from './login/tokens.ts'
import { type ListenOptions, type Listening, listen } from './listen.ts'
import { createPortal } from './portal/portal.ts'
import { type RequestFilter, type RequestRecord, createRequestLog } from './request-log.ts'
import { type Seed, openTenant, seedApp, seedTenants } from './seed.ts'
import { createSaver, loadSnapshot } from './snapshot.ts'
import type { ConsentDelay } from './tenant/consent.ts'
import { type EmulatedTenant, emulatedTenant } from './tenant/emulated-tenant.ts'
import { type StrictAssertions, type World, findTenant } from './world.ts'

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
  /** Every call takes about that long. */
  latencyMs?: number
  /** 1 is what Microsoft documents; 0.001 throttles after three writes. */
  quotaScale?: number
  /** Items on a page where the client does not say. */
  pageSize?: number
  /** What nobody could verify, the other way. */
  beliefs?: Partial<Beliefs>
  /** Where the world is kept between runs, signing keys included. */
  dataFile?: string
  /** Contoso and Fabrikam, with an administrator and a user each; `full` adds Northwind with every role, and guests. */
  seed?: Seed
  /** Consent reaches the token endpoint that much later; not at all when left out (graph-facts §6.1). */
  consentDelay?: Partial<ConsentDelay>
  /** Limits of client assertions that Microsoft does not document. */
  strictAssertions?: StrictAssertions
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
  signWith?: Signer
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
  app: { clientId: string; clientSecret: string; redirectUris: string[]; requiredRoles: string[] }
  /** Its publisher's hands on it: secrets, certificates, trusted identity providers, permissions. */
  registration: Registration
  /**
   * Signs with a new key from now on; the old ones stay published for a day unless told otherwise.
   *
   * @returns the new key's `kid`
   */
  rotateKeys: (options?: { keepOldForMs?: number }) => Promise<string>
  addRedirectUri: (uri: string) => void
  /** @throws when there is none */
  tenant: (domainOrId: string) => EmulatedTenant
  tenants: () => EmulatedTenant[]
  /** An ID token as a sign-in would give it, or one that is wrong in a chosen way. */
  idToken: (options: IdTokenOptions) => Promise<string>
  failNext: (pattern: string, fault: Fault) => void
  /** The next call is carried out, and its answer lost: `fetch` rejects with a TypeError. */
  loseReplyOfNext: (pattern: string) => void
  beforeNext: (pattern: string, hook: Hook) => void
  afterNext: (pattern: string, hook: Hook) => void
  requests: (filter?: RequestFilter) => RequestRecord[]
  unclaimedFaults: () => string[]
  /** Back to the seed: people, consent, faults, quotas and log. The app's registration and the keys stay. */
  reset: () => void
  /** Saves now. */
  flush: () => Promise<void>
  close: () => Promise<void>
}

const DAY_MS = 86_400_000

/** A stand-in for Entra and Graph that refuses what they refuse (docs/graph-behaviours.md). */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { now = Date.now, lagMs = 0, latencyMs = 0, quotaScale = 1, seed = 'default', dataFile } = options
  const stored = dataFile === undefined ? undefined : await loadSnapshot(dataFile)
  const app = seedApp(stored)
  const saver = createSaver(dataFile, () => world)
  const world: World = {
    now,
    random: options.random ?? Math.random,
    loginOrigin: options.loginOrigin ?? 'https://login.microsoftonline.com',
    graphOrigin: options.graphOrigin ?? 'https://graph.microsoft.com',
    lagMs,
    quotaScale,
    pageSize: options.pageSize ?? 100,
    beliefs: { ...defaultBeliefs, ...options.beliefs },
    app,
    strictAssertions: options.strictAssertions ?? {},
    consentDelay: { ms: 0, shows: 'no-roles', ...options.consentDelay },
    keys: createSigningKeys(stored?.keys ?? [], now),
    grants: createGrants(),
    tenants: new Map(),
    touch: saver.touch,
  }
  const populate = (states = seedTenants(now(), seed)) => {
    world.tenants.clear()
    for (const state of states) world.tenants.set(state.id, openTenant(state, { now, lagMs }))
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
  const registration = createRegistration(app, saver.touch)
  const rotateKeys: Emulator['rotateKeys'] = async ({ keepOldForMs = DAY_MS } = {}) => {
    const kid = await world.keys.rotate({ keepOldForMs })
    world.touch()
    return kid
  }
  const own = new Hono({ strict: false })
    .basePath('/_emulator')
    // Another site's page must not play administrator through the visitor's browser.
    .use(async (context, next) => {
      const isForeign = context.req.header('sec-fetch-site') === 'cross-site' && context.req.method !== 'GET'
      return isForeign ? context.text('Not from another site.', 403) : await next()
    })
    .route('/', createControl({ world, log, faults, reset, registration, rotateKeys }))
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
    registration,
    rotateKeys,
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
