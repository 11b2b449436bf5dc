import { type Json, type JsonObject, isObject, isTexts } from '../json.ts'
import type { Directory } from '../tenant/directory.ts'
import { type DirectoryUser, addressesOf } from '../tenant/directory-user.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { refuse } from './graph-refusal.ts'
import { type PropertyRule, userProperties } from './user-properties.ts'

/** Values of a create or update: known, writable, of the right type and length (graph-facts §2.3, §2.6 f, g). */
export function checkValues(body: JsonObject, options: { isCreate: boolean }): void {
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith('@odata.') || name === 'id') {
      if (name === 'id') throw refuse.readOnly('id')
      continue
    }
    const rule = userProperties[name]
    if (!rule) throw refuse.badRequest(`Invalid property '${name}'.`)
    if (name === 'userType' ? false : rule.isReadOnly) throw refuse.readOnly(name)
    if (value === null) {
      if (rule.isRequired && !(options.isCreate && name === 'mail')) throw refuse.invalidValue(name)
      continue
    }
    if (!fits(rule, value)) throw refuse.invalidValue(name)
  }
  checkSpecials(body)
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

function checkSpecials(body: JsonObject): void {
  const { mail, mailNickname, usageLocation, businessPhones, preferredLanguage, onPremisesImmutableId, userType } = body
  if (typeof mail === 'string' && !/^[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(mail))
    throw refuse.invalidValue('mail')
  // §2.6 (f): "@", blanks and a trailing "." are refused.
  if (typeof mailNickname === 'string' && (/[@\s()<>[\]\\";:,]/.test(mailNickname) || /\.$|^\./.test(mailNickname)))
    throw refuse.invalidValue('mailNickname')
  if (typeof usageLocation === 'string' && !/^[A-Z]{2}$/.test(usageLocation)) throw refuse.invalidValue('usageLocation')
  if (Array.isArray(businessPhones) && businessPhones.length > 1) throw refuse.invalidValue('businessPhones')
  if (typeof preferredLanguage === 'string' && !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(preferredLanguage))
    throw refuse.invalidValue('preferredLanguage')
  if (typeof onPremisesImmutableId === 'string' && /[$_]/.test(onPremisesImmutableId))
    throw refuse.invalidValue('onPremisesImmutableId')
  if (userType !== undefined && userType !== 'Member' && userType !== 'Guest') throw refuse.invalidValue('userType')
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

/** 8 to 256 characters, three of four classes, no Unicode (graph-facts §2.3, Password). */
export function checkPassword(profile: Json | undefined): void {
  const password = isObject(profile) ? profile.password : undefined
  if (typeof password !== 'string') throw refuse.missingValue('passwordProfile')
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((pattern) => pattern.test(password)).length
  if (password.length < 8 || password.length > 256 || classes < 3 || /[^ -~]/.test(password))
    throw refuse.weakPassword()
}

/**
 * Sign-in names and addresses are unique in a tenant, without regard to case, also against users in the recycle bin
 * (graph-facts §2.4, §2.6 a and b).
 */
export function checkUnique(directory: Directory, user: DirectoryUser): void {
  const name = user.userPrincipalName.toLowerCase()
  for (const other of others(directory, name, user.id))
    if (other.userPrincipalName.toLowerCase() === name) throw refuse.conflict('userPrincipalName')
  for (const address of new Set([...addressesOf(user), name]))
    for (const other of others(directory, address, user.id))
      if (addressesOf(other).includes(address)) throw refuse.conflict('proxyAddresses', other.id)
}

function others(directory: Directory, address: string, ownId: string): DirectoryUser[] {
  return directory
    .idsWithAddress(address)
    .filter((id) => id !== ownId)
    .flatMap((id) => directory.newest(id)?.user ?? [])
}
