import { Hono } from 'hono'
import { type Beliefs, defaultBeliefs } from './beliefs.ts'
import { createControl } from './control/control.ts'
import { type Fault, type FaultRate, type Hook, createFaults } from './faults.ts'
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
import { type Snapshot, createSaver, loadSnapshot, takeSnapshot } from './snapshot.ts'
import type { DeliveryCounts, DeliveryRecord, NotificationHabits } from './subscriptions/delivery.ts'
import type { Subscription } from './subscriptions/subscription.ts'
import { createSubscriptionStore } from './subscriptions/subscription-store.ts'
import { createWorldDelivery } from './subscriptions/world-delivery.ts'
import type { ConsentDelay } from './tenant/consent.ts'
import { type EmulatedTenant, emulatedTenant } from './tenant/emulated-tenant.ts'
import { createReplication } from './tenant/replication.ts'
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
  /** How subscribers are reached; the global `fetch` when left out. */
  notificationFetch?: typeof globalThis.fetch
  /** How late, how often twice, and in what bundles notifications come; the same for the same `seed`. */
  notifications?: Partial<NotificationHabits> & { seed?: number }
  /** Sends notifications by itself, by the real clock; otherwise `deliverNotifications` does, when it is called. */
  deliverEveryMs?: number
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
  /** A share of the calls fails until `clearFaults`; the pattern may be `*` or `PATCH *`. */
  failSometimes: (pattern: string, fault: Fault, rate: FaultRate) => void
  clearFaults: () => void
  /** The next call is carried out, and its answer lost: `fetch` rejects with a TypeError. */
  loseReplyOfNext: (pattern: string) => void
  beforeNext: (pattern: string, hook: Hook) => void
  afterNext: (pattern: string, hook: Hook) => void
  requests: (filter?: RequestFilter) => RequestRecord[]
  unclaimedFaults: () => string[]
  /** Sends the notifications that are due by now. */
  deliverNotifications: () => Promise<DeliveryCounts>
  /** How delivery behaves from now on. */
  setNotificationHabits: (habits: Partial<NotificationHabits>) => void
  /** What was sent to subscribers lately, newest first. */
  deliveries: () => DeliveryRecord[]
  subscriptions: () => Subscription[]
  /** It is gone, and nobody is told, as it happens for users (graph-facts §5.2). */
  loseSubscription: (id: string) => void
  /** Everything that outlives a restart, as a copy. */
  state: () => Promise<Snapshot>
  /**
   * What `tenant()` gave before is about the old world then, as after `reset`.
   *
   * @throws when it is no such state; nothing has changed then
   */
  loadState: (snapshot: Snapshot) => Promise<void>
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
  const { lagSeed, lagHidesFromWrites: isHiddenFromWrites } = options
  const replication = createReplication({ lagMs, lagSeed, isHiddenFromWrites })
  const stored = dataFile === undefined ? undefined : await loadSnapshot(dataFile)
  const app = seedApp(stored)
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
    beliefs: { ...defaultBeliefs, ...options.beliefs },
    app,
    strictAssertions: options.strictAssertions ?? {},
    consentDelay: { ms: 0, shows: 'no-roles', ...options.consentDelay },
    keys: createSigningKeys(stored?.keys ?? [], now),
    grants: createGrants(),
    tenants: new Map(),
    subscriptions: createSubscriptionStore(),
    notificationFetch: options.notificationFetch ?? ((input, init) => globalThis.fetch(input, init)),
    touch: saver.touch,
  }
  const populate = (states = seedTenants(now(), seed)) => {
    world.tenants.clear()
    for (const state of states) world.tenants.set(state.id, openTenant(state, { now, replication }))
    world.subscriptions.load([])
  }
  populate(stored?.tenants)
  world.subscriptions.load(stored?.subscriptions ?? [])

  const log = createRequestLog()
  const faults = createFaults(servedPatterns)
  const graph = createGraph(world)
  const reset = () => {
    populate()
    faults.clear()
    log.clear()
    delivery.reset()
    graph.reset()
    world.grants.clear()
    world.touch()
  }
  const delivery = createWorldDelivery(world, options.notifications)
  const { deliverEveryMs } = options
  const pump = deliverEveryMs === undefined ? undefined : setInterval(() => void delivery.deliver(), deliverEveryMs)
  pump?.unref()
  const state = async () => structuredClone(await takeSnapshot(world))
  const loadState = async (snapshot: Snapshot) => {
    const { keys, redirectUris, credentials, requiredRoles, tenants, subscriptions = [] } = structuredClone(snapshot)
    const opened = tenants.map((tenant) => openTenant(tenant, { now, replication }))
    const signingKeys = createSigningKeys(keys, now)
    await signingKeys.publicKeys()
    world.keys = signingKeys
    app.redirectUris.splice(0, Infinity, ...redirectUris)
    if (credentials) app.credentials = credentials
    if (requiredRoles) app.requiredRoles = requiredRoles
    world.tenants.clear()
    for (const tenant of opened) world.tenants.set(tenant.id, tenant)
    delivery.reset()
    world.subscriptions.load(subscriptions)
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
    .route(
      '/',
      createControl({ world, log, faults, graph, delivery, reset, state, loadState, registration, rotateKeys }),
    )
    .route('/', createPortal({ world, log, faults, patterns: servedPatterns, gauges: graph.gauges, delivery }))
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
    failSometimes: faults.failSometimes,
    clearFaults: faults.clear,
    loseReplyOfNext: faults.loseReplyOfNext,
    beforeNext: faults.beforeNext,
    afterNext: faults.afterNext,
    requests: log.list,
    unclaimedFaults: faults.unclaimed,
    deliverNotifications: delivery.deliver,
    setNotificationHabits: (habits) => void Object.assign(delivery.habits, habits),
    deliveries: delivery.records,
    subscriptions: () => structuredClone(world.subscriptions.live(now())),
    loseSubscription(id) {
      if (!world.subscriptions.remove(id)) throw new Error(`The emulator has no subscription ${id}.`)
      world.touch()
    },
    state,
    loadState,
    reset,
    flush: saver.flush,
    close() {
      clearInterval(pump)
      return saver.flush()
    },
  }
}

/** A server adapter such as Hono's hands over a request of its own make, with a second argument that is no RequestInit. */
function requestOf(input: Request | URL | string, init: RequestInit | undefined): Request {
  const isWhole = typeof input === 'object' && !(input instanceof URL)
  return isWhole && (init === undefined || 'incoming' in init) ? input : new Request(input, init)
}
