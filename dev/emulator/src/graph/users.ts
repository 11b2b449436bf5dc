import { randomUUID } from 'node:crypto'
import { isObject } from '../json.ts'
import { type DirectoryUser, recalculateAddresses } from '../tenant/directory-user.ts'
import { expandOf, expandedManager } from './expand.ts'
import { type GraphCall, type GraphHandler, bodyOf, findNewest, findVisible, isoSeconds } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { checkPropertyPermissions } from './property-permissions.ts'
import { checkNotProtected } from './protection.ts'
import { contextOf, present, selectOf, selectSuffix } from './select.ts'
import { userProperties, userResource } from './user-properties.ts'
import { checkFederation, checkPassword, checkSignInName, checkUnique, checkValues } from './user-rules.ts'
import { checkSpecials, keptByExchange, merged } from './user-values.ts'

/** POST /users → 201 and the user's default properties (graph-facts §2.3). */
export const createUser: GraphHandler = (call) => {
  const { tenant, world } = call
  const body = bodyOf(call)
  for (const name of ['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName'])
    if (body[name] === undefined || body[name] === null) throw refuse.missingValue(name)
  checkValues(userResource, body, { mayBeNull: ['mail'] })
  checkSpecials(body)
  checkHireDate(call, Object.keys(body))
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
  const base: DirectoryUser = {
    id: randomUUID(),
    userPrincipalName,
    displayName,
    accountEnabled,
    mailNickname,
    createdDateTime,
    lastPasswordChangeDateTime: createdDateTime,
    userType: values.userType === 'Guest' ? 'Guest' : 'Member',
  }
  const user = recalculateAddresses(undefined, merged(base, { ...values, userType: base.userType }))
  checkFederation(tenant, user)
  checkUnique(call, user)
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
  checkPropertyPermissions(call, properties)
  // "You can update this property only through the Microsoft 365 admin center" (graph-facts §2.4).
  if (properties.includes('proxyAddresses')) throw refuse.denied()
  checkValues(userResource, patch)
  checkSpecials(patch)
  checkMastery(version.user, properties)
  checkStoredElsewhere(properties)
  checkHireDate(call, properties)
  if (properties.some((name) => userProperties[name]?.isSensitive)) checkNotProtected(call, version)
  const { passwordProfile, ...values } = patch
  const hasNewPassword = isObject(passwordProfile) && passwordProfile.password !== undefined
  if (hasNewPassword) checkPassword(passwordProfile)

  const changed = recalculateAddresses(version.user, merged(version.user, values))
  const lastPasswordChangeDateTime = isoSeconds(world.now())
  const user = keptByExchange(tenant, hasNewPassword ? { ...changed, lastPasswordChangeDateTime } : changed)
  if (user.userPrincipalName !== version.user.userPrincipalName) checkSignInName(tenant, user.userPrincipalName)
  // Any update recomputes addresses, so a conflict can surface on an unrelated one (graph-facts §2.4).
  checkUnique(call, user)
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

/** What Windows AD masters, or mastered once, is not for Graph to change (graph-facts §2.3, §2.6 j). */
function checkMastery({ onPremisesSyncEnabled }: DirectoryUser, properties: string[]): void {
  if (onPremisesSyncEnabled === true && properties.length > 0) throw refuse.synced()
  if (onPremisesSyncEnabled === false && properties.includes('onPremisesExtensionAttributes')) throw refuse.onceSynced()
}

/** Sources disagree on whether an app may write it (graph-facts §2.3), so it can be had both ways. */
function checkHireDate({ world }: GraphCall, properties: string[]): void {
  if (properties.includes('employeeHireDate') && !world.beliefs.canWriteHireDate) throw refuse.notAppOnly()
}

/** Profile properties outside the directory: alone in their PATCH, and never app-only (graph-facts §2.3). */
function checkStoredElsewhere(properties: string[]): void {
  const elsewhere = properties.filter((name) => userProperties[name]?.isStoredElsewhere)
  if (elsewhere.length === 0) return
  if (elsewhere.length < properties.length)
    throw refuse.badRequest('The request is currently not supported on the targeted entity set')
  throw refuse.notAppOnly()
}

/** Cleared and never set are the same to Graph. */
function withoutNulls(user: DirectoryUser): DirectoryUser {
  const next = { ...user }
  for (const [name, value] of Object.entries(next)) if (value === null) delete next[name]
  return next
}
