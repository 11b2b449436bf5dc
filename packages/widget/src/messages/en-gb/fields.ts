import type { EntraField } from '@plumm/entra-shared'
import { choiceWords } from './holds.ts'

/** Exhaustive: a field that can be mapped does not compile without its name. */
const entraFieldNames = {
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

/** Entra's fields, and the few other things whose change is recorded. What is missing is shown by its own name. */
export const fieldNames: Readonly<Record<string, string>> = {
  ...entraFieldNames,
  signIn: 'Sign-in',
  tenant: 'Directory',
  administrator: 'Signed in as',
  permissions: 'Permissions',
  linkFor: 'Link for',
  linkUntil: 'Link works until',
  people: 'People',
  answer: 'Answer',
  reason: 'Reason',
  revision: 'Revision',
  scope: 'Scope',
  exclusions: 'Never touched',
  format: 'Format',
  filters: 'Filters',
  entries: 'Entries',
  create: 'To create',
  link: 'To link',
  update: 'To update',
  suspend: 'To suspend',
  hold: 'On hold',
  block: 'Blocked',
  none: 'Already in step',
}

/** Values that are words of ours. */
export const fieldValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  signIn: { allowed: 'Allowed', blocked: 'Blocked' },
  answer: choiceWords,
}
