import type { EntraField } from '@plumm/entra-shared'

export type FieldGroup = 'names' | 'sign-in' | 'work' | 'place' | 'phones'

const groupOf = {
  displayName: 'names',
  givenName: 'names',
  surname: 'names',
  userPrincipalName: 'sign-in',
  mail: 'sign-in',
  mailNickname: 'sign-in',
  jobTitle: 'work',
  department: 'work',
  companyName: 'work',
  division: 'work',
  costCenter: 'work',
  employeeId: 'work',
  manager: 'work',
  officeLocation: 'place',
  city: 'place',
  country: 'place',
  usageLocation: 'place',
  mobilePhone: 'phones',
  businessPhones: 'phones',
} as const satisfies Record<EntraField, FieldGroup>

/** Every field that can be mapped, in the order people look for them. */
export const fieldGroups: readonly { group: FieldGroup; fields: EntraField[] }[] = (
  ['names', 'sign-in', 'work', 'place', 'phones'] as const
).map((group) => ({
  group,
  // Object.keys forgets the key type of a closed record.
  fields: (Object.keys(groupOf) as EntraField[]).filter((field) => groupOf[field] === group),
}))
