import { type Json, type JsonObject, isObject, textOf } from '../json.ts'
import { GraphRefusal, refuse } from '../graph/graph-refusal.ts'
import type { ChangeType, Subscription } from './subscription.ts'

const MINUTE_MS = 60_000
/** "under 29 days" (graph-facts §5.2). */
const LIFE_MINUTES_MAX = 41_760
/** Shorter ones are raised to it (graph-facts §5.2). */
const LIFE_MINUTES_MIN = 45
const CLIENT_STATE_MAX = 128

const known = [
  'changeType',
  'clientState',
  'expirationDateTime',
  'includeResourceData',
  'latestSupportedTlsVersion',
  'lifecycleNotificationUrl',
  'notificationUrl',
  'resource',
]
const tlsVersions = ['v1_0', 'v1_1', 'v1_2', 'v1_3']

/** What a client asks for, checked. */
export type WantedSubscription = Pick<
  Subscription,
  | 'resource'
  | 'userId'
  | 'changeTypes'
  | 'notificationUrl'
  | 'lifecycleNotificationUrl'
  | 'clientState'
  | 'latestSupportedTlsVersion'
  | 'expiresAt'
>

const invalid = (message: string) => new GraphRefusal(400, 'InvalidRequest', message)

/** The body of POST /subscriptions (graph-facts §5.2); the wording of most refusals is a belief. */
export function readSubscription(body: Json | undefined, now: number): WantedSubscription {
  const given = objectOf(body, known)
  const { clientState, lifecycleNotificationUrl, latestSupportedTlsVersion = 'v1_2' } = given
  if (given.includeResourceData === true)
    throw invalid("Rich notifications are not supported for the resource 'users'.")
  if (clientState !== undefined && clientState !== null && textOf(clientState) === undefined)
    throw invalid("Invalid 'clientState' attribute.")
  const state = textOf(clientState)
  if (state !== undefined && state.length > CLIENT_STATE_MAX)
    throw invalid(`The 'clientState' attribute is longer than ${CLIENT_STATE_MAX} characters.`)
  const tls = textOf(latestSupportedTlsVersion)
  if (tls === undefined || !tlsVersions.includes(tls)) throw invalid("Invalid 'latestSupportedTlsVersion' attribute.")
  const resource = requiredText(given, 'resource')
  return {
    ...readResource(resource),
    changeTypes: readChangeTypes(requiredText(given, 'changeType')),
    notificationUrl: readUrl(requiredText(given, 'notificationUrl'), 'notificationUrl'),
    ...(lifecycleNotificationUrl !== undefined &&
      lifecycleNotificationUrl !== null && {
        lifecycleNotificationUrl: readUrl(requiredText(given, 'lifecycleNotificationUrl'), 'lifecycleNotificationUrl'),
      }),
    ...(state !== undefined && { clientState: state }),
    latestSupportedTlsVersion: tls,
    expiresAt: readExpiry(given.expirationDateTime, now),
  }
}

/** The body of PATCH /subscriptions/{id}: only the time can be changed (graph-facts §5.2). */
export function readRenewal(body: Json | undefined, now: number): number {
  const given = objectOf(body, known)
  const others = Object.keys(given).filter((name) => name !== 'expirationDateTime')
  if (others.length > 0) throw invalid(`The property '${others[0]}' cannot be updated on a subscription.`)
  return readExpiry(given.expirationDateTime, now)
}

function objectOf(body: Json | undefined, names: readonly string[]): JsonObject {
  if (!isObject(body)) throw refuse.malformed('Unable to read JSON request payload.')
  for (const name of Object.keys(body))
    if (!name.startsWith('@') && !names.includes(name))
      throw refuse.malformed(`The property '${name}' does not exist on type 'microsoft.graph.subscription'.`)
  return body
}

function requiredText(body: JsonObject, name: string): string {
  const text = textOf(body[name])
  if (text === undefined || text === '') throw invalid(`Invalid '${name}' attribute.`)
  return text
}

function readResource(resource: string): Pick<Subscription, 'resource' | 'userId'> {
  const parts = /^\/?users(?:\/([^/]+))?\/?$/i.exec(resource)
  if (!parts) throw invalid(`Resource '${resource}' is not supported.`)
  return parts[1] === undefined ? { resource } : { resource, userId: parts[1].toLowerCase() }
}

/** Users have no `created` (graph-facts §5.2; docs#4819 for the words). */
function readChangeTypes(text: string): ChangeType[] {
  const types = new Set<ChangeType>()
  for (const type of text.split(',').map((part) => part.trim())) {
    if (type !== 'updated' && type !== 'deleted') throw invalid(`Invalid 'changeType' attribute: '${type}'.`)
    types.add(type)
  }
  return [...types]
}

function readUrl(text: string, name: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== 'https:')
    throw invalid(`Invalid '${name}' attribute. It must be an absolute https URL.`)
  return text
}

/** @returns ms since 1970 */
function readExpiry(value: Json | undefined, now: number): number {
  const text = textOf(value)
  const at = text !== undefined && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw invalid("Invalid 'expirationDateTime' attribute.")
  if (at <= now) throw invalid("Invalid 'expirationDateTime' attribute: it lies in the past.")
  // A live body, of another resource: graph-facts §5.2 has the number, issues of mail clients the words.
  if (at > now + LIFE_MINUTES_MAX * MINUTE_MS)
    throw new GraphRefusal(
      400,
      'ExtensionError',
      `Subscription expiration can only be ${LIFE_MINUTES_MAX} minutes in the future.`,
    )
  return Math.max(at, now + LIFE_MINUTES_MIN * MINUTE_MS)
}
