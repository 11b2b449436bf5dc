import type { Json, JsonObject } from '../json.ts'
import type { Change, UserVersion } from '../tenant/directory.ts'
import { type DeltaDisorder, deltaDisorder } from './delta-order.ts'
import { type DeltaRound, type DeltaToken, readToken, writeToken } from './delta-token.ts'
import { type GraphCall, type GraphHandler, type GraphReply, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { contextOf, present, selectOf, selectSuffix } from './select.ts'
import { defaultSelect, userProperties } from './user-properties.ts'

/** "$filter only `id eq` up to 50" (graph-facts §5.1). */
const FILTERED_IDS_MAX = 50

/** GET /users/delta: first everybody, then what changed; `$deltatoken=latest` starts from now (graph-facts §5.1). */
export const deltaUsers: GraphHandler = (call) => {
  const { query, tenant, world } = call
  for (const name of ['top', 'expand', 'orderby', 'count', 'search'])
    if (option(query, name) !== undefined) throw refuse.malformed(`Query option '$${name}' is not supported for delta.`)
  const { directory } = tenant
  const asOf = directory.seenUntil()
  const text = option(query, 'skiptoken') ?? option(query, 'deltatoken')
  if (text !== undefined && text !== '' && text !== 'latest') {
    const token = readToken(call, text)
    return token.round?.isInitial ? initialPage(call, token, token.round) : changesPage(call, token)
  }
  const upTo = directory.lastSeqAt(asOf)
  const token: DeltaToken = {
    tenantId: tenant.id,
    select: selectOf(query) ?? null,
    ids: idsOf(query),
    seq: upTo,
    issuedAt: world.now(),
    epoch: directory.deltaEpoch().number,
  }
  if (text === 'latest') return page(call, [], token, undefined)
  return initialPage(call, token, { isInitial: true, upTo, users: directory.size(), asOf, position: 0 })
}

function initialPage(call: GraphCall, token: DeltaToken, round: DeltaRound): GraphReply {
  const { directory } = call.tenant
  const { select, ids } = token
  const asOf = Math.max(round.asOf, directory.seenUntil())
  const disorder = disorderOf(call, token, round)
  const records =
    ids === null ? directory.recordsFrom(0).slice(0, round.users) : ids.flatMap((id) => directory.record(id) ?? [])
  return pageOfRound(call, token, { ...round, asOf }, disorder.order(records), (record) => {
    const version = directory.visible(record, asOf)
    if (version?.deletedAt === undefined) return version && item(version, select, undefined)
    // "`@removed` may appear in the initial round too" (graph-facts §5.1).
    return disorder.hasRemovedInFirstRound ? { id: record.id, '@removed': { reason: 'changed' } } : undefined
  })
}

function changesPage(call: GraphCall, token: DeltaToken): GraphReply {
  const { headers, tenant } = call
  const { directory } = tenant
  const { select, ids, seq } = token
  const seenUntil = directory.seenUntil()
  const asOf = Math.max(token.round?.asOf ?? 0, seenUntil)
  // A replica that lags more than the last one has no news; it takes none back either.
  const upTo = token.round?.upTo ?? Math.max(seq, directory.lastSeqAt(seenUntil))
  const round = { isInitial: false, users: 0, position: 0, ...token.round, upTo, asOf }
  const disorder = disorderOf(call, token, round)
  const isMinimal = headers.get('prefer')?.toLowerCase().includes('return=minimal') ?? false
  const byUser = new Map<string, Change[]>()
  for (const change of directory.changesBetween(Math.max(0, seq - disorder.replayed), upTo)) {
    if (ids && !ids.includes(change.userId)) continue
    const seen = byUser.get(change.userId)
    if (seen) seen.push(change)
    else byUser.set(change.userId, [change])
  }
  return pageOfRound(call, token, round, disorder.order([...byUser]), ([userId, changes]) => {
    const record = directory.record(userId)
    const version = record && directory.visible(record, asOf)
    if (!version || version.deletedAt !== undefined)
      return { id: userId, '@removed': { reason: version ? 'changed' : 'deleted' } }
    const changed = new Set(changes.flatMap(({ properties }) => properties))
    const isNew = changes.some(({ kind }) => kind === 'created' || kind === 'restored')
    const isRelevant = isNew || trackedIn(select).some((name) => changed.has(name))
    return isRelevant ? item(version, select, isMinimal && !isNew ? changed : undefined, changed) : undefined
  })
}

/** One order for all pages of a round: it hangs on where the round began and ends. */
function disorderOf({ world, tenant }: GraphCall, { seq }: DeltaToken, { upTo, isInitial }: DeltaRound): DeltaDisorder {
  return deltaDisorder(world.deltaSeed, `${tenant.id} ${seq} ${upTo} ${isInitial}`)
}

/** The next page of a round: as many keys as it takes to fill it with items, or all that are left. */
function pageOfRound<Key>(
  call: GraphCall,
  token: DeltaToken,
  round: DeltaRound,
  keys: readonly Key[],
  itemOf: (key: Key) => JsonObject | undefined,
): GraphReply {
  const { position, upTo } = round
  // -1 and lower stand for the empty page that was given out already.
  if (position === 0 && keys.length > 0 && disorderOf(call, token, round).hasEmptyFirstPage)
    return page(call, [], token, { ...round, position: -1 })
  const items: Json[] = []
  let at = Math.max(0, position)
  for (; at < keys.length; at += 1) {
    const key = keys[at]
    const next = key === undefined ? undefined : itemOf(key)
    if (next === undefined) continue
    if (items.length === call.world.pageSize) break
    items.push(next)
  }
  return page(
    call,
    items,
    { ...token, seq: at < keys.length ? token.seq : upTo },
    at < keys.length ? { ...round, position: at } : undefined,
  )
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

/** @param round absent on the last page, which ends with a delta link */
function page(call: GraphCall, value: Json[], token: DeltaToken, round: DeltaRound | undefined): GraphReply {
  const { graphOrigin, now } = call.world
  const { round: _, ...rest } = token
  const text = writeToken({ ...rest, issuedAt: now(), ...(round && { round }) })
  const link = `${graphOrigin}/v1.0/users/delta?${round ? '$skiptoken' : '$deltatoken'}=${text}`
  const context = contextOf(call, `users${selectSuffix(token.select ?? undefined)}`)
  return {
    status: 200,
    body: { '@odata.context': context, [round ? '@odata.nextLink' : '@odata.deltaLink']: link, value },
  }
}

function idsOf(query: URLSearchParams): string[] | null {
  const text = option(query, 'filter')
  if (text === undefined) return null
  const ids = text.split(/\s+or\s+/i).map((part) => /^\s*\(?\s*id\s+eq\s+'([\da-f-]+)'\s*\)?\s*$/i.exec(part)?.[1])
  const found = ids.flatMap((id) => (id === undefined ? [] : [id.toLowerCase()]))
  if (found.length < ids.length) throw refuse.unsupportedQuery('Delta supports only filters of the form id eq {value}.')
  if (found.length > FILTERED_IDS_MAX)
    throw refuse.unsupportedQuery(`Delta supports at most ${FILTERED_IDS_MAX} objects in a filter.`)
  return found
}
