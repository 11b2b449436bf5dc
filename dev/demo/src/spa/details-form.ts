import type { PersonDetails } from '../plumm/person.ts'

/** What a form holds: one text per field, empty where nothing is known. */
export type DetailsDraft = Record<FieldName, string>
export type FieldName = (typeof fieldNames)[number]

const fieldNames = [
  'firstName',
  'lastName',
  'displayName',
  'email',
  'phone',
  'office',
  'city',
  'country',
  'role',
  'department',
  'employeeNumber',
  'managerId',
  'entity',
  'costCenter',
  'startDate',
  'endDate',
  'timeZone',
] as const

export const fields = {
  firstName: { label: 'First name', autoComplete: 'off', isRequired: true },
  lastName: { label: 'Last name', isRequired: true },
  displayName: { label: 'Display name', hint: 'Only where it differs from first and last name.' },
  email: { label: 'Email', type: 'email', isRequired: true, hint: 'Their sign-in name in Entra, too.' },
  phone: { label: 'Phone', type: 'tel' },
  office: { label: 'Office' },
  city: { label: 'City' },
  country: { label: 'Country', hint: 'Two letters, such as GB, DE or PT.' },
  role: { label: 'Job title' },
  department: { label: 'Department' },
  employeeNumber: { label: 'Employee ID' },
  managerId: { label: 'Manager' },
  entity: { label: 'Entity' },
  costCenter: { label: 'Cost centre' },
  startDate: { label: 'Start date', type: 'date' },
  endDate: { label: 'Revoke access date', type: 'date', hint: 'Their account is suspended after this day.' },
  timeZone: { label: 'Time zone' },
} as const satisfies Record<
  FieldName,
  { label: string; type?: 'email' | 'tel' | 'date'; autoComplete?: string; isRequired?: boolean; hint?: string }
>

/** The two tabs of a profile, and what each holds. */
export const sections = {
  personal: [
    { title: 'Name', fields: ['firstName', 'lastName', 'displayName'] },
    { title: 'Contact', fields: ['email', 'phone'] },
    { title: 'Location', fields: ['office', 'city', 'country'] },
  ],
  work: [
    { title: 'Role', fields: ['role', 'department', 'managerId'] },
    { title: 'Job information', fields: ['employeeNumber', 'entity', 'costCenter', 'startDate'] },
    { title: 'Offboarding', fields: ['endDate'] },
  ],
  'new-person': [
    { title: 'Who', fields: ['firstName', 'lastName', 'email', 'phone'] },
    { title: 'Role', fields: ['role', 'department', 'managerId', 'employeeNumber', 'startDate'] },
    { title: 'Location', fields: ['office', 'city', 'country'] },
  ],
} as const satisfies Record<string, readonly { title: string; fields: readonly FieldName[] }[]>
export type SectionName = keyof typeof sections

export function toDraft(details: Partial<PersonDetails>): DetailsDraft {
  const { location, ...rest } = details
  const known: Partial<Record<FieldName, string>> = { ...rest, ...location }
  const draft = {} as Partial<DetailsDraft>
  for (const name of fieldNames) draft[name] = known[name] ?? ''
  return draft as DetailsDraft
}

/** A draft as Plumm's API takes it: what is empty is left out. Values are kept as typed; judging them is not HR's job. */
export function fromDraft(draft: DetailsDraft): PersonDetails {
  const filled = (names: readonly FieldName[]) =>
    Object.fromEntries(names.flatMap((name) => (draft[name].trim() === '' ? [] : [[name, draft[name].trim()]])))
  const placeNames = ['office', 'city', 'country'] as const
  const location = filled(placeNames)
  const others = fieldNames.filter((name) => !placeNames.some((place) => place === name))
  return {
    email: '',
    firstName: '',
    lastName: '',
    ...filled(others),
    ...(Object.keys(location).length > 0 ? { location } : {}),
  }
}
