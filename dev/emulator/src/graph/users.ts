import { randomUUID } from 'node:crypto'
import { type JsonObject, isObject } from '../json.ts'
import { isPrivileged } from '../tenant/roles.ts'
import { type DirectoryUser, recalculateAddresses } from '../tenant/directory-user.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { expandOf, expandedManager } from './expand.ts'
import { type GraphCall, type GraphHandler, findNewest, findVisible } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { contextOf, present, selectOf, selectSuffix } from './select.ts'
import { userProperties } from './user-properties.ts'
import { checkPassword, checkSignInName, checkUnique, checkValues } from './user-rules.ts'
import { checkNarrowPermission } from './property-permissions.ts'

/** POST /users → 201 and the user's default properties (graph-facts §2.3). */
export const createUser: GraphHandler = (call) => {
  const { tenant, world } = call
  const body = bodyOf(call)
  for (const name of ['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName'])
    if (body[name] === undefined || body[name] === null) throw refuse.missingValue(name)
  checkValues(body, { isCreate: true })
  const { passwordProfile, ...values } = body
  const { userPrincipalName, displayName, accountEnabled, mailNickname } = values
  if (
    typeof userPrincipalName !== 'string' ||
    typeof displayName !== 'string' ||
    typeof mailNickname !== 'string' ||
    typeof accountEnabled !== 'boolean'
  )
    throw refuse.invalidValue('userPrincipalName')
  checkSignInName(tenant, userPrincipalName)
  checkPassword(passwordProfile)
  const createdDateTime = isoSeconds(world.now())
  const user = recalculateAddresses(undefined, {
    ...values,
    id: randomUUID(),
    userPrincipalName,
    displayName,
    accountEnabled,
    mailNickname,
    createdDateTime,
    lastPasswordChangeDateTime: createdDateTime,
    userType: values.userType === 'Guest' ? 'Guest' : 'Member',
  })
  checkUnique(tenant.directory, user)
  const version = tenant.directory.commit({ user: withoutNulls(user) }, 'created')
  world.touch()
  return {
    status: 201,
    headers: {
      Location: `${world.graphOrigin}/v2/${tenant.id}/directoryObjects/${user.id}/Microsoft.DirectoryServices.User`,
    },
    body: { '@odata.context': contextOf(call, 'users/$entity'), ...present(version, undefined) },
  }
}

/** GET /users/{id | userPrincipalName} */
export const getUser: GraphHandler = (call) => {
  const key = call.params.id ?? ''
  const select = selectOf(call.query)
  const expand = expandOf(call.query)
  const version = findVisible(call, key)
  if (!version) throw refuse.notFound(key)
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, `users${selectSuffix(select)}/$entity`),
      ...present(version, select),
      ...(expand && expandedManager(call, version, expand)),
    },
  }
}

/** PATCH /users/{id} → 204: all of it or nothing (graph-facts §2.2, §2.3). */
export const updateUser: GraphHandler = (call) => {
  const { tenant, world } = call
  const patch = bodyOf(call)
  const version = findNewest(call, call.params.id ?? '')
  const properties = Object.keys(patch).filter((name) => !name.startsWith('@odata.'))
  checkNarrowPermission(call.roles, properties)
  // "You can update this property only through the Microsoft 365 admin center" (graph-facts §2.4).
  if (properties.includes('proxyAddresses')) throw refuse.denied()
  checkValues(patch, { isCreate: false })
  if (version.user.onPremisesSyncEnabled === true && properties.length > 0) throw refuse.synced()
  checkStoredElsewhere(properties)
  if (properties.some((name) => userProperties[name]?.isSensitive)) checkNotProtected(call, version)
  // Needs a directory role for the app on top of its permission (graph-facts §2.1, per property).
  if (properties.includes('passwordProfile')) throw refuse.denied()

  const user = recalculateAddresses(version.user, merge(version.user, patch))
  if (user.userPrincipalName !== version.user.userPrincipalName) checkSignInName(tenant, user.userPrincipalName)
  // Any update recomputes addresses, so a conflict can surface on an unrelated one (graph-facts §2.4).
  checkUnique(tenant.directory, user)
  tenant.directory.commit({ ...version, user: withoutNulls(user) }, 'changed')
  world.touch()
  return { status: 204 }
}

/** DELETE /users/{id} → 204, into deletedItems for 30 days (graph-facts §2.5). */
export const deleteUser: GraphHandler = (call) => {
  const version = findNewest(call, call.params.id ?? '')
  checkNotProtected(call, version)
  call.tenant.directory.commit({ ...version, deletedAt: call.world.now() }, 'deleted')
  call.world.touch()
  return { status: 204 }
}

/** POST /users/{id}/revokeSignInSessions: documented as 204, answers 200 with a value (graph-facts §2.5). */
export const revokeSignInSessions: GraphHandler = (call) => {
  const version = findNewest(call, call.params.id ?? '')
  const user = { ...version.user, signInSessionsValidFromDateTime: isoSeconds(call.world.now()) }
  call.tenant.directory.commit({ ...version, user }, 'changed')
  call.world.touch()
  return { status: 200, body: { '@odata.context': contextOf(call, 'Edm.Boolean'), value: true } }
}

/**
 * Sensitive actions on role holders, on members of role-assignable groups and in restricted administrative units are
 * not for an app that has Graph permissions only (graph-facts §2.2).
 */
export function checkNotProtected({ tenant }: GraphCall, { user }: UserVersion): void {
  const record = tenant.directory.record(user.id)
  if (record?.roles.some(isPrivileged) || record?.isInRoleAssignableGroup || user.isManagementRestricted === true)
    throw refuse.denied()
}

/** Profile properties outside the directory: alone in their PATCH, and never app-only (graph-facts §2.3). */
function checkStoredElsewhere(properties: string[]): void {
  const elsewhere = properties.filter((name) => userProperties[name]?.isStoredElsewhere)
  if (elsewhere.length === 0) return
  if (elsewhere.length < properties.length)
    throw refuse.badRequest('The request is currently not supported on the targeted entity set')
  throw refuse.notAppOnly()
}

function bodyOf({ body }: GraphCall): JsonObject {
  if (!isObject(body))
    throw refuse.malformed(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    )
  return body
}

function merge(user: DirectoryUser, patch: JsonObject): DirectoryUser {
  const next = { ...user }
  for (const [name, value] of Object.entries(patch)) if (!name.startsWith('@odata.')) next[name] = value
  return next
}

/** Cleared and never set are the same to Graph. */
function withoutNulls(user: DirectoryUser): DirectoryUser {
  const next = { ...user }
  for (const [name, value] of Object.entries(next)) if (value === null) delete next[name]
  return next
}

function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z/, 'Z')
}
