import { type Json, isObject, isTexts } from '../json.ts'

/** Call → application permissions, as `graph/application-permissions.ts` has it. */
export type PermissionTable = Record<string, string>

/** `{ paths: { "GET /users": { least: […], also: […] } } }`: what was cut from Microsoft's permissions.json. */
interface ReferenceRow {
  call: string
  permissions: string[]
}

/**
 * The calls of the reference that are served, in lower case, with rows that differ in case only merged: Microsoft's file
 * has `/subscribedSkus` with the least privileged permission and `/subscribedskus` with the others.
 *
 * @param reference graph-application-permissions.json, parsed
 * @param served keys as `permissionKey` of graph/access.ts makes them
 */
export function permissionTable(reference: Json | undefined, served: readonly string[]): PermissionTable {
  const merged = new Map<string, Set<string>>()
  for (const { call, permissions } of rowsOf(reference)) {
    const held = merged.get(call)
    if (held) for (const permission of permissions) held.add(permission)
    else merged.set(call, new Set(permissions))
  }
  const rows = [...new Set(served)].toSorted().flatMap((call): [string, string][] => {
    const permissions = merged.get(call)
    return permissions ? [[call, [...permissions].toSorted().join(' ')]] : []
  })
  return Object.fromEntries(rows)
}

function rowsOf(reference: Json | undefined): ReferenceRow[] {
  const paths = isObject(reference) ? reference.paths : undefined
  if (!isObject(paths)) throw new Error('The reference has no `paths`.')
  return Object.entries(paths).map(([key, row]) => {
    const { least, also } = isObject(row) ? row : {}
    if (!isTexts(least) || !isTexts(also)) throw new Error(`The reference's row ${key} cannot be read.`)
    const [method = '', path = ''] = key.split(' ')
    return { call: `${method} ${path.toLowerCase()}`, permissions: [...least, ...also] }
  })
}
