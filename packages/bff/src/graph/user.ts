import type { User } from '@microsoft/microsoft-graph-types'
import { z } from 'zod'
import {
  EntraField,
  type EntraUser,
  type FieldValue,
  type FieldValues,
  SIGN_IN_NAME,
  entraFields,
  isReference,
  sameAddress,
} from '@plumm/entra-shared'

const references = EntraField.options.filter(isReference)
const plainFields = EntraField.options.filter((field) => !isReference(field))
/** Graph's property that holds a field. */
const propertyOf = (field: EntraField) => entraFields[field].partOf ?? field
const properties = [...new Set(plainFields.map(propertyOf))]

/** What we ask of an account in the recycle bin: most of it comes only when selected (graph-facts §4). */
export const DELETED_USER_QUERY = `$select=${[
  'id',
  'accountEnabled',
  'userType',
  'onPremisesSyncEnabled',
  'proxyAddresses',
  ...properties,
].join(',')}`

/** What we ask of a user: references too, which come only when expanded, with the names of whom they point to. */
export const USER_QUERY = `${DELETED_USER_QUERY}&$expand=${references
  .map((field) => `${field}($select=id,displayName)`)
  .join(',')}`

/** What delta watches: a change to anything else is nobody's business. */
export const DELTA_SELECT = ['id', 'accountEnabled', ...properties, ...references].join(',')

const text = z.string().nullish()
const Referenced = z.looseObject({ id: z.string(), displayName: text })
const ReferenceChanges = z.array(z.looseObject({ id: z.string(), '@removed': z.unknown().optional() }))
const GraphUser = z.looseObject({
  id: z.string(),
  accountEnabled: z.boolean().nullish(),
  userType: text,
  onPremisesSyncEnabled: z.boolean().nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
})

/** Parses Graph's user resource (https://learn.microsoft.com/graph/api/resources/user). @throws ZodError */
export function toEntraUser(json: unknown): EntraUser {
  const user = GraphUser.parse(json)
  const pointed = references.map((field) => [field, Referenced.nullish().parse(user[field]) ?? null] as const)
  const fields = {
    ...readFields(user),
    ...Object.fromEntries(pointed.map(([field, account]) => [field, account?.id ?? null])),
  }
  const aliases = (user.proxyAddresses ?? []).filter((address) => /^smtp:/i.test(address))
  const addresses = [fields.mail ?? '', ...aliases.map((address) => address.slice('smtp:'.length))]
  return {
    id: user.id,
    displayName: fields.displayName ?? fields.userPrincipalName ?? user.id,
    // Not selected and not yet known are not the same as blocked.
    isEnabled: user.accountEnabled ?? true,
    isMember: user.userType?.toLowerCase() !== 'guest',
    isMasteredOnPremises: user.onPremisesSyncEnabled === true,
    otherAddresses: addresses.filter(
      (address, at) =>
        address !== '' &&
        !sameAddress(address, fields.userPrincipalName) &&
        addresses.findIndex((other) => sameAddress(other, address)) === at,
    ),
    fields,
    referenceNames: Object.fromEntries(
      pointed.flatMap(([, account]) => (account ? [[account.id, account.displayName ?? account.id]] : [])),
    ),
  }
}

/**
 * An account in the recycle bin, under the sign-in name it had: there it carries the object id in front
 * (graph-facts §2.5). @throws ZodError
 */
export function toDeletedUser(json: unknown): EntraUser {
  const user = toEntraUser(json)
  const prefix = user.id.replaceAll('-', '').toLowerCase()
  const name = user.fields[SIGN_IN_NAME] ?? ''
  if (!name.toLowerCase().startsWith(prefix)) return user
  return { ...user, fields: { ...user.fields, [SIGN_IN_NAME]: name.slice(prefix.length) } }
}

/** Whether an address reaches an account: as its sign-in name, its mail or an alias. */
export function holdsAddress(user: EntraUser, address: string): boolean {
  return [user.fields[SIGN_IN_NAME], ...user.otherAddresses].some((own) => sameAddress(own, address))
}

/** Reads the plain fields, as far as their properties are there. */
export function readFields(user: Record<string, unknown>): FieldValues {
  const fields: FieldValues = {}
  for (const field of plainFields) {
    const { partOf, isListOfOne } = entraFields[field]
    if (!(propertyOf(field) in user)) continue
    const property = user[propertyOf(field)]
    const value = partOf ? partsOf(property)[field] : isListOfOne && Array.isArray(property) ? property[0] : property
    fields[field] = typeof value === 'string' && value !== '' ? value : null
  }
  return fields
}

/** Reads the references of a delta item, as far as they are there; one that cannot be read is worth a look. */
export function readReferenceChanges(user: Record<string, unknown>): FieldValues {
  const fields: FieldValues = {}
  for (const field of references) {
    const changes = ReferenceChanges.safeParse(user[`${field}@delta`])
    if (`${field}@delta` in user) fields[field] = changes.data?.find((change) => !change['@removed'])?.id ?? null
  }
  return fields
}

/** The body of a create or an update; references are written by calls of their own. */
export function toGraphBody(changes: { fields?: FieldValues; isEnabled?: boolean }): User {
  const body: Record<string, unknown> = {}
  for (const field of plainFields) {
    const value = changes.fields?.[field]
    if (value === undefined) continue
    const { partOf, isListOfOne } = entraFields[field]
    if (partOf) body[partOf] = { ...partsOf(body[partOf]), [field]: value }
    else body[field] = isListOfOne ? listOf(value) : value
  }
  return { ...body, ...(changes.isEnabled === undefined ? {} : { accountEnabled: changes.isEnabled }) }
}

/** The field that a refusal names by Graph's property. */
export function fieldNamed(property: string, among: readonly EntraField[]): EntraField | undefined {
  return among.find((field) => propertyOf(field).toLowerCase() === property.toLowerCase())
}

function partsOf(property: unknown): Record<string, unknown> {
  return typeof property === 'object' && property !== null ? { ...property } : {}
}

function listOf(value: FieldValue): string[] {
  return value === null ? [] : [value]
}
