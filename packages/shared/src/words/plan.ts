import type { EntraField } from '../entra-user.ts'
import type { PlanKind } from '../preview.ts'

/** What the plan does with a person, beside their name; British English, as in `reasons.ts`. */
export const planWords = {
  suspend: 'Will be suspended',
  block: 'Cannot be synced yet',
  hold: 'Needs your answer',
  create: 'New account',
  link: 'Existing account is linked',
  update: 'Account is updated',
  none: 'Already in step',
} satisfies Record<PlanKind, string>

/** Exhaustive: a field that can be mapped does not compile without its name. */
export const entraFieldWords = {
  userPrincipalName: 'Sign-in name',
  mail: 'Email',
  mailNickname: 'Mail nickname',
  displayName: 'Name',
  givenName: 'First name',
  surname: 'Last name',
  jobTitle: 'Job title',
  department: 'Department',
  companyName: 'Company',
  officeLocation: 'Office',
  city: 'City',
  country: 'Country',
  usageLocation: 'Usage location',
  mobilePhone: 'Phone',
  businessPhones: 'Business phone',
  employeeId: 'Employee ID',
  division: 'Division',
  costCenter: 'Cost centre',
  manager: 'Manager',
} as const satisfies Record<EntraField, string>

/** The values of `signIn`, which no field mapping writes. */
export const signInWords = { allowed: 'Allowed', blocked: 'Blocked' }
