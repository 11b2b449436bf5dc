import type { User } from '@microsoft/microsoft-graph-types'
import { z } from 'zod'
import {
  type EntraField,
  type EntraUser,
  type FieldValues,
  SIGN_IN_NAME,
  entraFields,
  sameAddress,
} from '@plumm/entra-shared'

export const fieldNames = Object.keys(entraFields) as EntraField[]

/** What we ask of a user: most of it comes only when selected (graph-facts §4). */
export const USER_SELECT = [
  'id',
  'accountEnabled',
  'userType',
  'onPremisesSyncEnabled',
  'proxyAddresses',
  ...fieldNames,
].join(',')

/** What delta watches: a change to anything else is nobody's business. */
export const DELTA_SELECT = ['id', 'accountEnabled', ...fieldNames].join(',')

const text = z.string().nullish()
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
  const fields = readFields(user, fieldNames)
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

/** Reads the named properties, as far as they are there. */
export function readFields(user: Record<string, unknown>, names: readonly EntraField[]): FieldValues {
  const fields: FieldValues = {}
  for (const name of names) {
    if (!(name in user)) continue
    const value = user[name]
    fields[name] = typeof value === 'string' && value !== '' ? value : null
  }
  return fields
}

/** The body of a create or an update. */
export function toGraphBody(changes: { fields?: FieldValues; isEnabled?: boolean }): User {
  return {
    ...changes.fields,
    ...(changes.isEnabled === undefined ? {} : { accountEnabled: changes.isEnabled }),
  }
}
