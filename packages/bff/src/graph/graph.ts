import { z } from 'zod'
import type { EntraField, EntraUser, FieldValues } from '@plumm/entra-shared'
import { type DeltaPage, deltaPath, toDeltaPage } from './delta.ts'
import { type Organization, toOrganization } from './organization.ts'
import { type CallOptions, type Caller, type GraphOptions, type GraphResult, createCaller } from './request.ts'
import { type GraphSubscription, subscriptionBody, toSubscription, toSubscriptions } from './subscriptions.ts'
import { readRoleHolders, readRolesOf } from './roles.ts'
import { type CallPriority, type StayAway, type Throttle, createThrottle } from './throttle.ts'
import { DELETED_USER_QUERY, USER_QUERY, holdsAddress, toDeletedUser, toEntraUser, toGraphBody } from './user.ts'

export type { CallOptions, GraphResult } from './request.ts'

/** Accounts that an address reaches. */
export interface FoundByAddress {
  bySignInName: EntraUser[]
  byOtherAddress: EntraUser[]
}

/** Graph, as far as the product uses it, for one tenant. Refusals are values; only a bug throws. */
export interface TenantGraph {
  /** How long no call of this priority is let through, as far as we know; 0: go on. */
  stayAwayMs(priority: CallPriority): Promise<number>
  /** Somebody's change may end in a write: leases one ahead of it, without waiting. */
  expectWrite(): void
  /** Waits for the turn of one write, which is then made with `hasTurn`: what is refused here needs no intent. */
  writeTurn(priority: CallPriority): Promise<StayAway | null>
  organization(): Promise<GraphResult<Organization>>
  /** Null when there is no such user. */
  getUser(id: string, options?: CallOptions): Promise<GraphResult<EntraUser | null>>
  findByAddress(address: string, options?: CallOptions): Promise<GraphResult<FoundByAddress>>
  /** Accounts with this employee number; more than one is for a person to sort out. */
  findByEmployeeNumber(employeeNumber: string, options?: CallOptions): Promise<GraphResult<EntraUser[]>>
  /** An account in the recycle bin; null when it is not there (any more). */
  deletedUser(id: string, options?: CallOptions): Promise<GraphResult<EntraUser | null>>
  /** Accounts in the recycle bin that hold an address. */
  findDeletedByAddress(address: string, options?: CallOptions): Promise<GraphResult<EntraUser[]>>
  /** Out of the recycle bin, as it was. */
  restoreUser(id: string, options?: CallOptions): Promise<GraphResult<EntraUser>>
  /** Every user, page by page. */
  listUsers(): AsyncIterable<GraphResult<EntraUser[]>>
  createUser(
    user: { fields: FieldValues; isEnabled: boolean; password: string },
    options?: CallOptions,
  ): Promise<GraphResult<EntraUser>>
  /** Only what is named changes; all or nothing. Part of an object is written together with its siblings. */
  updateUser(
    id: string,
    changes: { fields?: FieldValues; isEnabled?: boolean },
    options?: CallOptions,
  ): Promise<GraphResult<null>>
  /**
   * Whether we may write at all: an empty update of somebody who does not exist. Graph looks at the permission first, so
   * `not-found` is the answer of one who may.
   */
  tryWrite(unusedId: string): Promise<GraphResult<null>>
  /** Points a reference at another account, or at nobody. */
  setReference(id: string, field: EntraField, target: string | null, options?: CallOptions): Promise<GraphResult<null>>
  revokeSessions(id: string, options?: CallOptions): Promise<GraphResult<null>>
  /** A page of changes since `link`, or, with `latest`, a place to start from. */
  usersDelta(link: string): Promise<GraphResult<DeltaPage>>
  /** Asks to be told of changes of users; Graph calls the address at once, and expects its handshake. */
  createSubscription(request: {
    url: string
    clientState: string
    expiresAt: Date
  }): Promise<GraphResult<GraphSubscription>>
  /** Our app's in this tenant, whoever made them. */
  listSubscriptions(): Promise<GraphResult<{ id: string; notificationUrl: string }[]>>
  renewSubscription(id: string, expiresAt: Date): Promise<GraphResult<GraphSubscription>>
  deleteSubscription(id: string): Promise<GraphResult<null>>
  /** Users holding a directory role; refused where the optional permission is not granted. */
  roleHolders(): Promise<GraphResult<ReadonlySet<string>>>
  /** Template ids of the roles this user holds in the whole directory, read afresh; refused as `roleHolders` is. */
  rolesOf(objectId: string): Promise<GraphResult<string[]>>
}

export interface Graph {
  forTenant(tenantId: string): TenantGraph
  /** Another replica was asked to leave the tenant alone until then, in ms since 1970. */
  close(tenantId: string, until: number): void
}

export function createGraph(options: GraphOptions): Graph {
  const { now, random, sleep } = options
  const tenants = new Map<string, { graph: TenantGraph; throttle: Throttle }>()
  return {
    forTenant(tenantId) {
      const known = tenants.get(tenantId)
      if (known) return known.graph
      const throttle = createThrottle({ settle: (wish) => options.settle(tenantId, wish), now, random, sleep })
      const graph = createTenantGraph(createCaller(tenantId, throttle, options), throttle, options)
      tenants.set(tenantId, { graph, throttle })
      return graph
    },
    close(tenantId, until) {
      tenants.get(tenantId)?.throttle.close(until)
    },
  }
}

const Users = z.looseObject({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() })
const Answer = z.looseObject({})
const PAGE_SIZE = 999
const DELETED_ITEMS = '/directory/deletedItems'
const SUBSCRIPTIONS = '/subscriptions'
const subscriptionPath = (id: string) => `${SUBSCRIPTIONS}/${encodeURIComponent(id)}`
/** Roles change seldom, and every job asks. */
const ROLES_KEPT_MS = 60_000

type RoleHolders = GraphResult<ReadonlySet<string>>

function createTenantGraph(
  call: Caller,
  throttle: Throttle,
  { graphOrigin, now }: Pick<GraphOptions, 'graphOrigin' | 'now'>,
): TenantGraph {
  let roles: { at: number; answer: Promise<RoleHolders> } | null = null

  const filterUsers = (filter: string, options: CallOptions | undefined) =>
    call(
      {
        method: 'GET',
        path: `/users?${USER_QUERY}&$filter=${encodeURIComponent(filter)}`,
        read: (json) => Users.parse(json).value.map(toEntraUser),
      },
      options,
    )

  return {
    stayAwayMs: (priority) => throttle.stayAwayMs(priority),
    expectWrite: () => throttle.expectWrite(),
    writeTurn: (priority) => throttle.write(priority),
    organization() {
      return call({ method: 'GET', path: '/organization', read: toOrganization })
    },
    async getUser(id, options) {
      const path = `/users/${encodeURIComponent(id)}?${USER_QUERY}`
      return nullWhenNotFound(await call({ method: 'GET', path, read: toEntraUser }, options))
    },
    findByEmployeeNumber(employeeNumber, options) {
      return filterUsers(`employeeId eq '${employeeNumber.replaceAll("'", "''")}'`, options)
    },
    async deletedUser(id, options) {
      const path = `${DELETED_ITEMS}/${encodeURIComponent(id)}?${DELETED_USER_QUERY}`
      return nullWhenNotFound(await call({ method: 'GET', path, read: toDeletedUser }, options))
    },
    async findDeletedByAddress(address, options) {
      // In the recycle bin a sign-in name carries the object id in front (graph-facts §2.5), so no filter finds it.
      const found: EntraUser[] = []
      let path: string | undefined = `${DELETED_ITEMS}/microsoft.graph.user?${DELETED_USER_QUERY}&$top=${PAGE_SIZE}`
      for (;;) {
        const page: GraphResult<z.output<typeof Users>> = await call(
          { method: 'GET', path, read: (json) => Users.parse(json) },
          options,
        )
        if (!page.ok) return page
        const users = page.value.value.map(toDeletedUser)
        found.push(...users.filter((user) => holdsAddress(user, address)))
        path = page.value['@odata.nextLink']
        if (path === undefined) return { ...page, value: found }
      }
    },
    restoreUser(id, options) {
      const path = `${DELETED_ITEMS}/${encodeURIComponent(id)}/restore`
      return call({ method: 'POST', path, read: toEntraUser }, options)
    },
    async findByAddress(address, options) {
      const literal = address.replaceAll("'", "''")
      const [exact, others] = await Promise.all([
        filterUsers(`userPrincipalName eq '${literal}'`, options),
        filterUsers(`mail eq '${literal}' or proxyAddresses/any(a:a eq 'smtp:${literal}')`, options),
      ])
      if (!exact.ok) return exact
      if (!others.ok) return others
      const ids = new Set(exact.value.map((user) => user.id))
      const byOtherAddress = others.value.filter((user) => !ids.has(user.id))
      return { ...others, value: { bySignInName: exact.value, byOtherAddress } }
    },
    async *listUsers() {
      let count = 0
      let path: string | undefined = `/users?${USER_QUERY}&$top=${PAGE_SIZE}`
      while (path !== undefined) {
        const result: GraphResult<z.output<typeof Users> & { users: EntraUser[] }> = await call(
          {
            method: 'GET',
            path,
            read: (json) => {
              const page = Users.parse(json)
              return { ...page, users: page.value.map(toEntraUser) }
            },
          },
          { priority: 'sweep' },
        )
        if (!result.ok) {
          yield result
          return
        }
        yield { ...result, value: result.value.users }
        count += result.value.users.length
        path = result.value['@odata.nextLink']
      }
      throttle.count(count)
    },
    createUser({ fields, isEnabled, password }, options) {
      const sent = toGraphBody({ fields, isEnabled })
      return call(
        {
          method: 'POST',
          path: '/users',
          body: { ...sent, passwordProfile: { forceChangePasswordNextSignIn: true, password } },
          // The answer holds the default properties only (graph-facts §2.3); the rest is as we sent it.
          read: (json) => toEntraUser({ ...sent, ...Answer.parse(json) }),
        },
        options,
      )
    },
    updateUser(id, changes, options) {
      const path = `/users/${encodeURIComponent(id)}`
      return call({ method: 'PATCH', path, body: toGraphBody(changes), read: () => null }, options)
    },
    tryWrite(unusedId) {
      return call({ method: 'PATCH', path: `/users/${encodeURIComponent(unusedId)}`, body: {}, read: () => null })
    },
    async setReference(id, field, target, options) {
      const path = `/users/${encodeURIComponent(id)}/${field}/$ref`
      const read = () => null
      // Removing whom nobody has set is done already (graph-facts §2.6 h).
      if (target === null) return nullWhenNotFound(await call({ method: 'DELETE', path, read }, options))
      const body = { '@odata.id': `${graphOrigin}/v1.0/users/${encodeURIComponent(target)}` }
      return call({ method: 'PUT', path, body, read }, options)
    },
    revokeSessions(id, options) {
      // Documented as 204, answered as 200 with a body: any 2xx is success (graph-facts §2.5).
      const path = `/users/${encodeURIComponent(id)}/revokeSignInSessions`
      return call({ method: 'POST', path, read: () => null }, options)
    },
    usersDelta(link) {
      return call({ method: 'GET', path: deltaPath(link), read: toDeltaPage }, { priority: 'sweep' })
    },
    createSubscription(request) {
      const body = subscriptionBody(request)
      return call({ method: 'POST', path: SUBSCRIPTIONS, body, read: toSubscription }, { priority: 'sweep' })
    },
    listSubscriptions() {
      return call({ method: 'GET', path: SUBSCRIPTIONS, read: toSubscriptions }, { priority: 'sweep' })
    },
    renewSubscription(id, expiresAt) {
      const body = { expirationDateTime: expiresAt.toISOString() }
      return call({ method: 'PATCH', path: subscriptionPath(id), body, read: toSubscription }, { priority: 'sweep' })
    },
    deleteSubscription(id) {
      return call({ method: 'DELETE', path: subscriptionPath(id), read: () => null })
    },
    async roleHolders() {
      if (!roles || now() - roles.at >= ROLES_KEPT_MS) roles = { at: now(), answer: readRoleHolders(call) }
      const asked = roles
      const forget = () => {
        if (roles === asked) roles = null
      }
      const result = await asked.answer.catch((error: unknown) => {
        forget()
        throw error
      })
      // A refusal stays one for a while; an outage must not hide who is protected for longer than it lasts.
      if (!result.ok && result.failure.is !== 'permission-missing-or-protected') forget()
      return result
    },
    rolesOf: (objectId) => readRolesOf(call, objectId),
  }
}

function nullWhenNotFound<T>(result: GraphResult<T>): GraphResult<T | null> {
  if (result.ok || result.failure.is !== 'not-found') return result
  const { requestId, clientRequestId } = result
  return { ok: true, value: null, requestId, clientRequestId }
}
