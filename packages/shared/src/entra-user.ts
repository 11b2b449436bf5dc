import * as z from 'zod/mini'

/** What Graph takes for a property of a user (graph-facts §2.1 to §2.3). */
interface EntraFieldRule {
  /** The longest text Graph takes. */
  maxLength: number
  /** Whether Graph accepts that it is empty. */
  clearable: boolean
  /** Refused with 403 on protected accounts (§2.2), so it travels apart when a PATCH is refused. */
  sensitive: boolean
  /** `reference`: another account; Plumm's value is a person's id, Entra's the object id of that person's account. */
  kind: 'address' | 'nickname' | 'text' | 'country' | 'phone' | 'reference'
  /** The object of Graph's that holds it. Graph writes it whole: a part that is not sent along is emptied (§2.3). */
  partOf?: 'employeeOrgData'
  /** Graph has a list, of which Entra takes one value (§2.3). */
  isListOfOne?: true
}

/**
 * The Entra user properties a field mapping may write, with the limits of Graph's user resource
 * (https://learn.microsoft.com/graph/api/resources/user). Graph names no limit for `division` and `costCenter`; what it
 * refuses all the same blocks that field only.
 */
const rules = {
  userPrincipalName: { maxLength: 113, clearable: false, sensitive: true, kind: 'address' },
  mail: { maxLength: 113, clearable: false, sensitive: false, kind: 'address' },
  mailNickname: { maxLength: 64, clearable: false, sensitive: false, kind: 'nickname' },
  displayName: { maxLength: 256, clearable: false, sensitive: false, kind: 'text' },
  givenName: { maxLength: 64, clearable: true, sensitive: false, kind: 'text' },
  surname: { maxLength: 64, clearable: true, sensitive: false, kind: 'text' },
  jobTitle: { maxLength: 128, clearable: true, sensitive: false, kind: 'text' },
  department: { maxLength: 64, clearable: true, sensitive: false, kind: 'text' },
  companyName: { maxLength: 64, clearable: true, sensitive: false, kind: 'text' },
  officeLocation: { maxLength: 128, clearable: true, sensitive: false, kind: 'text' },
  city: { maxLength: 128, clearable: true, sensitive: false, kind: 'text' },
  country: { maxLength: 128, clearable: true, sensitive: false, kind: 'text' },
  usageLocation: { maxLength: 2, clearable: false, sensitive: false, kind: 'country' },
  mobilePhone: { maxLength: 64, clearable: true, sensitive: true, kind: 'phone' },
  businessPhones: { maxLength: 64, clearable: true, sensitive: true, kind: 'phone', isListOfOne: true },
  employeeId: { maxLength: 16, clearable: true, sensitive: false, kind: 'text' },
  division: { maxLength: 256, clearable: true, sensitive: false, kind: 'text', partOf: 'employeeOrgData' },
  costCenter: { maxLength: 256, clearable: true, sensitive: false, kind: 'text', partOf: 'employeeOrgData' },
  manager: { maxLength: 64, clearable: true, sensitive: false, kind: 'reference' },
} as const satisfies Record<string, EntraFieldRule>

export type EntraField = keyof typeof rules
export const entraFields: Readonly<Record<EntraField, EntraFieldRule>> = rules
export const EntraField = z.enum(Object.keys(rules) as [EntraField, ...EntraField[]])

/** Whether a field points at another account. */
export function isReference(field: EntraField): boolean {
  return entraFields[field].kind === 'reference'
}

/** Fields that Graph keeps in one object with this one, and empties unless they are sent along. */
export function siblingsOf(field: EntraField): EntraField[] {
  const { partOf } = entraFields[field]
  return partOf === undefined
    ? []
    : EntraField.options.filter((other) => other !== field && entraFields[other].partOf === partOf)
}

/** A value as it stands in Entra, or as we want it to stand; null means empty there. */
export const FieldValue = z.nullable(z.string())
export type FieldValue = z.output<typeof FieldValue>
export type FieldValues = Partial<Record<EntraField, FieldValue>>

/** The field that carries the sign-in name: the one that renames an account. */
export const SIGN_IN_NAME = 'userPrincipalName' satisfies EntraField
/** The field that tells two people with a recycled address apart. */
export const EMPLOYEE_NUMBER = 'employeeId' satisfies EntraField

/** An account in Entra as the sync sees it. Parsed from Graph's user resource in `bff/graph`. */
export interface EntraUser {
  /** Graph's object id: the account's identity once it is linked. */
  id: string
  displayName: string
  isEnabled: boolean
  /** False for guests. */
  isMember: boolean
  /** `onPremisesSyncEnabled`: Windows AD owns the account, Graph refuses to change it (graph-facts §2.6 j). */
  isMasteredOnPremises: boolean
  /** Every address that reaches the account besides its sign-in name: mail and proxyAddresses, without `smtp:`. */
  otherAddresses: string[]
  fields: FieldValues
  /** Names of the accounts that its references point to, by object id. */
  referenceNames: Readonly<Record<string, string>>
}

/** Addresses are unique without regard to case (graph-facts §4). */
export function sameAddress(a: string | null | undefined, b: string | null | undefined): boolean {
  return a != null && b != null && a.toLowerCase() === b.toLowerCase()
}
