import { type JsonObject, isObject } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { type GraphCall, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type Resource, isList, propertyNamed, ruleOf } from './resource.ts'
import { userResource } from './user-properties.ts'
import { extensionAttributes } from './user-values.ts'

/**
 * The properties that `$select` names.
 *
 * @param relations names that are no properties but may be selected, such as `manager` of a user
 * @returns undefined when the client did not choose
 */
export function selected(
  query: URLSearchParams,
  resource: Resource,
  relations: readonly string[] = [],
): string[] | undefined {
  const chosen = option(query, 'select')
  if (chosen === undefined || chosen.trim() === '') return undefined
  return chosen.split(',').map((name) => {
    const trimmed = name.trim()
    const property = relations.includes(trimmed) ? trimmed : propertyNamed(resource, trimmed)
    if (property === undefined)
      throw refuse.malformed(`Could not find a property named '${trimmed}' on type 'microsoft.graph.${resource.name}'.`)
    return property
  })
}

/** An object as a read shows it: null or an empty list where nothing was ever set. */
export function shown(resource: Resource, object: JsonObject, select: readonly string[] | undefined): JsonObject {
  const result: JsonObject = {}
  // A loop and no pipeline: a page of 999 users passes here.
  for (const name of select ?? resource.defaultSelect ?? Object.keys(resource.properties)) {
    const rule = ruleOf(resource, name)
    if (rule) result[name] = object[name] ?? (isList(rule) ? [] : null)
  }
  return result
}

/** One object with its context: what a GET by key answers. */
export function entity(call: GraphCall, resource: Resource, set: string, object: JsonObject): JsonObject {
  const select = selected(call.query, resource)
  return {
    '@odata.context': contextOf(call, `${set}${selectSuffix(select)}/$entity`),
    ...shown(resource, object, select),
  }
}

/** The properties of a user that `$select` names; `manager` may be among them. */
export function selectOf(query: URLSearchParams): string[] | undefined {
  return selected(query, userResource, ['manager'])
}

/** A user as a read shows it; the extension attributes come as all fifteen. */
export function present(version: UserVersion, select: readonly string[] | undefined): JsonObject {
  const { user } = version
  const object = shown(userResource, user, select)
  for (const name of neverRead) if (name in object) object[name] = null
  if ('deletedDateTime' in object) object.deletedDateTime = deletedDateTime(version)
  if ('onPremisesExtensionAttributes' in object) {
    const held = isObject(user.onPremisesExtensionAttributes) ? user.onPremisesExtensionAttributes : {}
    object.onPremisesExtensionAttributes = Object.fromEntries(
      extensionAttributes.map((name) => [name, held[name] ?? null]),
    )
  }
  return object
}

/** A password nobody reads, the security attributes with a permission of their own, which is not played here. */
const neverRead = ['passwordProfile', 'customSecurityAttributes']

function deletedDateTime({ deletedAt }: UserVersion): string | null {
  return deletedAt === undefined ? null : new Date(deletedAt).toISOString().replace(/\.\d+Z/, 'Z')
}

export function contextOf({ world }: GraphCall, name: string): string {
  return `${world.graphOrigin}/v1.0/$metadata#${name}`
}

export function selectSuffix(select: readonly string[] | undefined): string {
  return select ? `(${select.join(',')})` : ''
}
