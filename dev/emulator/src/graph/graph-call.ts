import { type Json, type JsonObject, isObject } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'
import { refuse } from './graph-refusal.ts'

/** A call that may be made: the token is good and carries a role for it. */
export interface GraphCall {
  world: World
  tenant: Tenant
  /** The client id in the token. */
  appId: string
  /** The token's application roles. */
  roles: readonly string[]
  params: Record<string, string>
  query: URLSearchParams
  headers: Headers
  body: Json | undefined
}

export interface GraphReply {
  status: number
  body?: Json
  headers?: Record<string, string>
  /** Plain text instead of JSON, as `$count` answers. */
  text?: string
}

export type GraphHandler = (call: GraphCall) => GraphReply | Promise<GraphReply>

/** `ConsistencyLevel: eventual` with `$count=true` opens the advanced query capabilities (graph-facts §3). */
export function isAdvancedQuery({ headers, query }: GraphCall): boolean {
  return isEventual(headers) && option(query, 'count') === 'true'
}

export function isEventual(headers: Headers): boolean {
  return headers.get('consistencylevel')?.toLowerCase() === 'eventual'
}

/** A system query option; the `$` may be left out. */
export function option(query: URLSearchParams, name: string): string | undefined {
  return query.get(`$${name}`) ?? query.get(name) ?? undefined
}

/** The body of a call that takes an object. */
export function bodyOf({ body }: GraphCall): JsonObject {
  if (!isObject(body))
    throw refuse.malformed(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    )
  return body
}

/** Graph's moments: ISO 8601 to the second, with Z. */
export function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z/, 'Z')
}

/** What a read finds under an id or a sign-in name, living users only. */
export function findVisible({ tenant }: GraphCall, key: string): UserVersion | undefined {
  const { directory } = tenant
  const record = directory.record(key)
  const candidates = record ? [record] : directory.idsWithAddress(key).flatMap((id) => directory.record(id) ?? [])
  for (const candidate of candidates) {
    const version = directory.visible(candidate)
    if (!version || version.deletedAt !== undefined) continue
    if (record || version.user.userPrincipalName.toLowerCase() === key.toLowerCase()) return version
  }
  return undefined
}

/** What a write finds: writes land on the newest state, however late reads are. */
export function findNewest({ tenant, world }: GraphCall, key: string): UserVersion {
  const { directory } = tenant
  const { isHiddenFromWrites } = world.replication
  for (const id of [key, ...directory.idsWithAddress(key)]) {
    const version = directory.newest(id)
    if (!version || version.deletedAt !== undefined) continue
    const record = directory.record(id)
    if (isHiddenFromWrites && record && !directory.visible(record)) continue
    if (id === key || version.user.userPrincipalName.toLowerCase() === key.toLowerCase()) return version
  }
  throw refuse.notFound(key)
}
