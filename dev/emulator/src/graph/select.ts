import type { JsonObject } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { type GraphCall, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { defaultSelect, isList, propertyNamed, userProperties } from './user-properties.ts'

/** @returns undefined when the client did not choose */
export function selectOf(query: URLSearchParams): string[] | undefined {
  const text = option(query, 'select')
  if (text === undefined || text.trim() === '') return undefined
  return text.split(',').map((name) => {
    const trimmed = name.trim()
    const property = trimmed === 'manager' ? 'manager' : propertyNamed(trimmed)
    if (property === undefined)
      throw refuse.malformed(`Could not find a property named '${trimmed}' on type 'microsoft.graph.user'.`)
    return property
  })
}

/** A user as a read shows it: the chosen properties, null or an empty list where nothing was ever set. */
export function present(version: UserVersion, select: readonly string[] | undefined): JsonObject {
  const result: JsonObject = {}
  for (const name of select ?? defaultSelect) {
    if (name === 'manager') continue
    const value = name === 'deletedDateTime' ? deletedDateTime(version) : version.user[name]
    if (name === 'passwordProfile') result[name] = null
    else result[name] = value ?? (isList(userProperties[name]) ? [] : null)
  }
  return result
}

function deletedDateTime({ deletedAt }: UserVersion): string | null {
  return deletedAt === undefined ? null : new Date(deletedAt).toISOString().replace(/\.\d+Z/, 'Z')
}

export function contextOf({ world }: GraphCall, entity: string): string {
  return `${world.graphOrigin}/v1.0/$metadata#${entity}`
}

export function selectSuffix(select: readonly string[] | undefined): string {
  return select ? `(${select.join(',')})` : ''
}
