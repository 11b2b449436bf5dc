import { type Json, type JsonObject, isObject, isTexts, parseJson } from '../json.ts'
import { type Change, DELTA_TOKEN_LIFE_MS, type UserVersion } from '../tenant/directory.ts'
import { type GraphCall, type GraphHandler, type GraphReply, option } from './graph-call.ts'
import { GraphRefusal, refuse } from './graph-refusal.ts'
import { contextOf, present, selectOf, selectSuffix } from './select.ts'
import { defaultSelect, userProperties } from './user-properties.ts'

/** What a token remembers; opaque to clients, who must not add parameters again (graph-facts §5.1). */
interface DeltaToken {
  tenantId: string
  select: string[] | null
  /** Changes after this one are news. */
  seq: number
  issuedAt: number
  /** Initial round: position in the list of users. Later rounds: users of a page already given out. */
  position?: number
  isInitial?: boolean
}

/** GET /users/delta: first everybody, then what changed; `$deltatoken=latest` starts from now (graph-facts §5.1). */
export const deltaUsers: GraphHandler = (call) => {
  const { query, tenant, world } = call
  for (const name of ['top', 'expand', 'orderby', 'count', 'search'])
    if (option(query, name) !== undefined) throw refuse.malformed(`Query option '$${name}' is not supported for delta.`)
  const deltaToken = option(query, 'deltatoken')
  if (deltaToken === 'latest') return linkOnly(call)
  const skipToken = option(query, 'skiptoken')
  const token = skipToken ?? deltaToken
  if (token !== undefined && token !== '') {
    const read = readToken(token)
    if (read.tenantId !== tenant.id) throw refuse.malformed('Badly formed token.')
    if (read.issuedAt + DELTA_TOKEN_LIFE_MS <= world.now() || !tenant.directory.hasReached(read.seq)) throw expired()
    return read.isInitial ? initialPage(call, read) : changesPage(call, read)
  }
  const { seq } = tenant.directory.changesAfter(0)
  const select = selectOf(query) ?? null
  return initialPage(call, { tenantId: tenant.id, select, seq, issuedAt: world.now(), position: 0, isInitial: true })
}

function linkOnly(call: GraphCall): GraphReply {
  const { seq } = call.tenant.directory.changesAfter(0)
  const { tenant, world, query } = call
  return page(call, [], { tenantId: tenant.id, select: selectOf(query) ?? null, seq, issuedAt: world.now() }, false)
}

function initialPage(call: GraphCall, token: DeltaToken): GraphReply {
  const { tenant, world } = call
  const { select, seq, position = 0 } = token
  const items: Json[] = []
  const records = tenant.directory.recordsFrom(position)
  for (const [index, record] of records.entries()) {
    if (items.length === world.pageSize)
      return page(call, items, { ...token, issuedAt: world.now(), position: position + index }, true)
    const version = tenant.directory.visible(record)
    if (version && version.deletedAt === undefined) items.push(item(version, select, undefined))
  }
  return page(call, items, { tenantId: tenant.id, select, seq, issuedAt: world.now() }, false)
}

function changesPage(call: GraphCall, token: DeltaToken): GraphReply {
  const { tenant, world, headers } = call
  const { select, seq, position = 0 } = token
  const isMinimal = headers.get('prefer')?.toLowerCase().includes('return=minimal') ?? false
  const news = tenant.directory.changesAfter(seq)
  const byUser = new Map<string, Change[]>()
  for (const change of news.changes) {
    const seen = byUser.get(change.userId)
    if (seen) seen.push(change)
    else byUser.set(change.userId, [change])
  }
  const items: Json[] = []
  for (const [userId, changes] of byUser) {
    const record = tenant.directory.record(userId)
    const version = record && tenant.directory.visible(record)
    if (!version || version.deletedAt !== undefined) {
      items.push({ id: userId, '@removed': { reason: version ? 'changed' : 'deleted' } })
      continue
    }
    const changed = new Set(changes.flatMap(({ properties }) => properties))
    const isNew = changes.some(({ kind }) => kind === 'created' || kind === 'restored')
    const isRelevant = isNew || trackedIn(select).some((name) => changed.has(name))
    if (isRelevant) items.push(item(version, select, isMinimal && !isNew ? changed : undefined, changed))
  }
  const rest = items.slice(position)
  if (rest.length > world.pageSize)
    return page(call, rest.slice(0, world.pageSize), { ...token, position: position + world.pageSize }, true)
  return page(call, rest, { tenantId: tenant.id, select, seq: news.seq, issuedAt: world.now() }, false)
}

/** Without `$select` everything in the directory is tracked; what is stored elsewhere never is (graph-facts §2.3). */
function trackedIn(select: string[] | null): string[] {
  const names = select ?? [...Object.keys(userProperties), 'manager']
  return names.filter((name) => !userProperties[name]?.isStoredElsewhere)
}

/** A user as delta shows it: never-set properties are left out, cleared ones are null (graph-facts §5.1). */
function item(
  version: UserVersion,
  select: string[] | null,
  only: ReadonlySet<string> | undefined,
  changed: ReadonlySet<string> = new Set(),
): JsonObject {
  const names = trackedIn(select ?? defaultSelect).filter((name) => only === undefined || only.has(name))
  const shown = present(version, names)
  const result: JsonObject = {}
  for (const [name, value] of Object.entries(shown))
    if (changed.has(name) || (value !== null && !(Array.isArray(value) && value.length === 0))) result[name] = value
  if (select?.includes('manager') && (changed.has('manager') || version.managerId !== undefined))
    result['manager@delta'] =
      version.managerId === undefined
        ? [{ '@odata.type': '#microsoft.graph.user', '@removed': { reason: 'deleted' } }]
        : [{ '@odata.type': '#microsoft.graph.user', id: version.managerId }]
  return { ...result, id: version.user.id }
}

function page(call: GraphCall, value: Json[], token: DeltaToken, isMore: boolean): GraphReply {
  const text = Buffer.from(JSON.stringify(token)).toString('base64url')
  const link = `${call.world.graphOrigin}/v1.0/users/delta?${isMore ? '$skiptoken' : '$deltatoken'}=${text}`
  const context = contextOf(call, `users${selectSuffix(token.select ?? undefined)}`)
  return {
    status: 200,
    body: { '@odata.context': context, [isMore ? '@odata.nextLink' : '@odata.deltaLink']: link, value },
  }
}

function readToken(text: string): DeltaToken {
  const token = parseJson(Buffer.from(text, 'base64url').toString())
  if (
    !isObject(token) ||
    typeof token.seq !== 'number' ||
    typeof token.issuedAt !== 'number' ||
    typeof token.tenantId !== 'string'
  )
    throw refuse.malformed('Badly formed token.')
  const { seq, issuedAt, select, position, isInitial, tenantId } = token
  return {
    tenantId,
    seq,
    issuedAt,
    select: isTexts(select) ? select : null,
    ...(typeof position === 'number' && { position }),
    ...(isInitial === true && { isInitial }),
  }
}

/** The code for users is not known for sure; this one is among those documented (graph-facts §5.1). */
function expired(): GraphRefusal {
  return new GraphRefusal(
    410,
    'SyncStateNotFound',
    'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
  )
}
