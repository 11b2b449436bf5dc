import { type Json, type JsonObject, isObject, isTexts } from '../json.ts'
import type { DirectoryUser } from '../tenant/directory-user.ts'
import { EXCHANGE_PLAN } from '../tenant/subscribed-sku.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { refuse } from './graph-refusal.ts'

export const extensionAttributes = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`)
const EXTENSION_MAX = 1024
const OTHER_MAILS_MAX = 250

const mailAddress = /^[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/

const oneOf =
  (...words: string[]) =>
  (value: Json) =>
    typeof value === 'string' && words.includes(value)

/** Per-property rules beyond type and length (graph-facts §2.3); a value that is not of its type was refused before. */
const rules: Record<string, (value: Json) => boolean> = {
  ageGroup: oneOf('Minor', 'NotAdult', 'Adult'),
  authorizationInfo: (value) => hasOnly(value, ['certificateUserIds']) && isTexts(value.certificateUserIds ?? []),
  businessPhones: (value) => Array.isArray(value) && value.length <= 1,
  consentProvidedForMinor: oneOf('Granted', 'Denied', 'NotRequired'),
  employeeOrgData: (value) => hasOnly(value, ['division', 'costCenter']) && Object.values(value).every(isTextOrNull),
  identities: (value) => Array.isArray(value) && value.every(isIdentity),
  mail: (value) => typeof value === 'string' && mailAddress.test(value),
  // §2.6 (f): "@", blanks and a trailing "." are refused.
  mailNickname: (value) =>
    typeof value === 'string' && !/[@\s()<>[\]\\";:,]/.test(value) && !/\.$|^\./.test(value) && /^[ -~]+$/.test(value),
  onPremisesExtensionAttributes: (value) =>
    hasOnly(value, extensionAttributes) &&
    Object.values(value).every((item) => item === null || (typeof item === 'string' && item.length <= EXTENSION_MAX)),
  onPremisesImmutableId: (value) => typeof value === 'string' && !/[$_]/.test(value),
  otherMails: (value) =>
    isTexts(value) && value.length <= OTHER_MAILS_MAX && value.every((address) => mailAddress.test(address)),
  passwordPolicies: (value) =>
    typeof value === 'string' &&
    value
      .split(',')
      .every((item) => ['DisablePasswordExpiration', 'DisableStrongPassword', 'None'].includes(item.trim())),
  passwordProfile: (value) =>
    hasOnly(value, ['password', 'forceChangePasswordNextSignIn', 'forceChangePasswordNextSignInWithMfa']) &&
    Object.entries(value).every(([name, item]) => typeof item === (name === 'password' ? 'string' : 'boolean')),
  preferredLanguage: (value) => typeof value === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value),
  usageLocation: (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value),
  userType: oneOf('Member', 'Guest'),
}

/** @throws the refusal that names the property */
export function checkSpecials(body: JsonObject): void {
  for (const [name, value] of Object.entries(body)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule && value !== null && !rule(value)) throw refuse.invalidValue(name)
  }
}

function hasOnly(value: Json, names: readonly string[]): value is JsonObject {
  return isObject(value) && Object.keys(value).every((name) => names.includes(name))
}

function isTextOrNull(value: Json): boolean {
  return value === null || typeof value === 'string'
}

function isIdentity(item: Json): boolean {
  return (
    hasOnly(item, ['signInType', 'issuer', 'issuerAssignedId']) &&
    typeof item.signInType === 'string' &&
    typeof item.issuer === 'string' &&
    isTextOrNull(item.issuerAssignedId ?? null)
  )
}

/**
 * The user after a create or update: employeeOrgData is replaced as a whole ("if you omit any, the system sets them to
 * null", graph-facts §2.3), the extension attributes one by one.
 */
export function merged(user: DirectoryUser, patch: JsonObject): DirectoryUser {
  const next = { ...user }
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith('@odata.')) continue
    next[name] = isObject(value) ? mergedObject(name, user[name], value) : value
  }
  return next
}

function mergedObject(name: string, before: Json | undefined, value: JsonObject): Json {
  if (name === 'employeeOrgData') return { division: null, costCenter: null, ...value }
  if (name !== 'onPremisesExtensionAttributes') return value
  return { ...(isObject(before) && before), ...value }
}

/**
 * Exchange, which keeps the addresses of people who have a mailbox, silently drops those outside the verified domains
 * (graph-facts §2.3 "mail").
 */
export function keptByExchange(tenant: Tenant, user: DirectoryUser): DirectoryUser {
  const { assignedPlans, proxyAddresses } = user
  const hasMailbox =
    Array.isArray(assignedPlans) && assignedPlans.some((plan) => isObject(plan) && plan.servicePlanId === EXCHANGE_PLAN)
  if (!hasMailbox || !isTexts(proxyAddresses)) return user
  const verified = tenant.domains.filter(({ isVerified }) => isVerified).map(({ name }) => name)
  const isKept = (address: string) => verified.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase())
  return { ...user, proxyAddresses: proxyAddresses.filter(isKept) }
}
