import { z } from 'zod'

/**
 * The Entra user properties a field mapping may write, with the limits of Graph's user resource
 * (graph-facts §2.1 to §2.3; https://learn.microsoft.com/graph/api/resources/user).
 * `sensitive` properties are refused with 403 on protected accounts (§2.2) and so travel apart when a PATCH is refused.
 * `clearable` says whether Graph accepts null.
 */
export const entraFields = {
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
  employeeId: { maxLength: 16, clearable: true, sensitive: false, kind: 'text' },
} as const satisfies Record<
  string,
  {
    maxLength: number
    clearable: boolean
    sensitive: boolean
    kind: 'address' | 'nickname' | 'text' | 'country' | 'phone'
  }
>
export type EntraField = keyof typeof entraFields
export const EntraField = z.enum(Object.keys(entraFields) as [EntraField, ...EntraField[]])

/** A value as it stands in Entra, or as we want it to stand; null means empty there. */
export const FieldValue = z.string().nullable()
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
}

/** Addresses are unique without regard to case (graph-facts §4). */
export function sameAddress(a: string | null | undefined, b: string | null | undefined): boolean {
  return a != null && b != null && a.toLowerCase() === b.toLowerCase()
}
