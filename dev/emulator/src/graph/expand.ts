import type { JsonObject } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { type GraphCall, findVisible, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { present, selectOf } from './select.ts'

/** `$expand=manager` or `manager($select=id,…)`: the only expansion served. */
export interface ManagerExpansion {
  select: string[] | undefined
}

export function expandOf(query: URLSearchParams): ManagerExpansion | undefined {
  const text = option(query, 'expand')
  if (text === undefined) return undefined
  const parts = /^manager(?:\((?:\$levels=1;)?(?:\$select=([\w,]+))?\))?$/i.exec(text.trim())
  if (!parts) throw refuse.unsupportedQuery(`Unsupported $expand clause '${text}'.`)
  return { select: parts[1] === undefined ? undefined : selectOf(new URLSearchParams({ $select: parts[1] })) }
}

/** The `manager` property, absent when there is none. */
export function expandedManager(call: GraphCall, version: UserVersion, { select }: ManagerExpansion): JsonObject {
  const manager = version.managerId === undefined ? undefined : findVisible(call, version.managerId)
  return manager ? { manager: { '@odata.type': '#microsoft.graph.user', ...present(manager, select) } } : {}
}
