import { type Json, type JsonObject, isObject, isTexts } from '../json.ts'
import type { UserVersion } from '../tenant/directory.ts'
import { type DirectoryUser, addressesOf, immutableIdKey } from '../tenant/directory-user.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { GraphCall } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type PropertyRule, type Resource, ruleOf } from './resource.ts'

/** Values of a create or update: known, writable, of the right type and length (graph-facts §2.3, §2.6 f, g). */
export function checkValues(
  resource: Resource,
  body: JsonObject,
  options: { mayBeNull?: readonly string[] } = {},
): void {
  const { mayBeNull = [] } = options
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith('@odata.')) continue
    const rule = ruleOf(resource, name)
    if (!rule) throw refuse.badRequest(`Invalid property '${name}'.`)
    if (rule.isReadOnly) throw refuse.readOnly(name)
    if (value === null) {
      if (rule.isRequired && !mayBeNull.includes(name)) throw refuse.invalidValue(name, resource.name)
      continue
    }
    if (!fits(rule, value)) throw refuse.invalidValue(name, resource.name)
  }
}

function fits(rule: PropertyRule, value: Json): boolean {
  const { type, max = Infinity } = rule
  switch (type) {
    case 'text':
      // Graph keeps no empty texts: clearing is null.
      return typeof value === 'string' && value.length > 0 && value.length <= max
    case 'texts':
      return isTexts(value) && value.every((item) => item.length > 0 && item.length <= max)
    case 'flag':
      return typeof value === 'boolean'
    case 'count':
      return Number.isInteger(value)
    case 'moment':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:\d\d)$/.test(value) &&
        !Number.isNaN(Date.parse(value))
      )
    case 'object':
      return isObject(value)
    case 'objects':
      return Array.isArray(value) && value.every((item) => isObject(item))
  }
}

/** Sign-in names: characters, lengths and a verified domain (graph-facts §2.3, UPN). */
export function checkSignInName(tenant: Tenant, name: string): void {
  const at = name.lastIndexOf('@')
  const local = name.slice(0, at)
  const domain = name.slice(at + 1).toLowerCase()
  if (at < 1 || local.length > 64 || domain.length > 48 || name.length > 113)
    throw refuse.invalidValue('userPrincipalName')
  if (!/^[A-Za-z0-9'._!#^~-]+$/.test(local) || local.endsWith('.') || local.startsWith('.'))
    throw refuse.invalidCharacter('userPrincipalName')
  if (!tenant.domains.some((known) => known.isVerified && known.name === domain)) throw refuse.unverifiedDomain()
}

/** People of a federated domain sign in elsewhere, and are known there by the immutable id (graph-facts §2.3, Create). */
export function checkFederation(tenant: Tenant, { userPrincipalName, onPremisesImmutableId }: DirectoryUser): void {
  const domain = userPrincipalName.slice(userPrincipalName.lastIndexOf('@') + 1).toLowerCase()
  const isFederated = tenant.domains.some(
    ({ name, authenticationType }) => name === domain && authenticationType === 'Federated',
  )
  if (isFederated && typeof onPremisesImmutableId !== 'string') throw refuse.missingValue('onPremisesImmutableId')
}

/** 8 to 256 characters, three of four classes, no Unicode (graph-facts §2.3, Password). */
export function checkPassword(profile: Json | undefined): void {
  const password = isObject(profile) ? profile.password : undefined
  if (typeof password !== 'string') throw refuse.missingValue('passwordProfile')
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((pattern) => pattern.test(password)).length
  if (password.length < 8 || password.length > 256 || classes < 3 || /[^ -~]/.test(password))
    throw refuse.weakPassword()
}

/**
 * Sign-in names, addresses and immutable ids are unique in a tenant, without regard to case, across users, groups and what
 * is in the recycle bin (graph-facts §2.4, §2.6 a and b).
 */
export function checkUnique({ tenant, world }: GraphCall, user: DirectoryUser): void {
  const { userPrincipalName, onPremisesImmutableId } = user
  const name = userPrincipalName.toLowerCase()
  for (const { user: other, deletedAt } of others(tenant, name, user.id)) {
    const isReserved = deletedAt === undefined || world.beliefs.deletedKeepSignInName
    if (isReserved && other.userPrincipalName.toLowerCase() === name) throw refuse.conflict('userPrincipalName')
  }
  const conflict = addressConflict(tenant, user)
  if (conflict) throw refuse.conflict('proxyAddresses', conflict.withId)
  if (typeof onPremisesImmutableId !== 'string') return
  for (const { user: other } of others(tenant, immutableIdKey(onPremisesImmutableId), user.id))
    if (other.onPremisesImmutableId === onPremisesImmutableId) throw refuse.conflict('onPremisesImmutableId')
}

/** The first of a user's addresses that another object has, living or in the recycle bin. */
export function addressConflict(tenant: Tenant, user: DirectoryUser): { address: string; withId: string } | undefined {
  for (const address of new Set([...addressesOf(user), user.userPrincipalName.toLowerCase()])) {
    const withId = holderOf(tenant, address, user.id)
    if (withId !== undefined) return { address, withId }
  }
  return undefined
}

/** The id of the user or group that has the address. */
export function holderOf(tenant: Tenant, address: string, exceptId?: string): string | undefined {
  const wanted = address.toLowerCase()
  const user = others(tenant, wanted, exceptId).find((version) => addressesOf(version.user).includes(wanted))
  return user?.user.id ?? tenant.groups.withAddress(wanted)?.id
}

function others({ directory }: Tenant, key: string, ownId: string | undefined): UserVersion[] {
  return directory
    .idsWithAddress(key)
    .filter((id) => id !== ownId)
    .flatMap((id) => directory.newest(id) ?? [])
}
