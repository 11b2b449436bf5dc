import type { Json } from '../json.ts'
import type { World } from '../world.ts'

/** What people call a property. */
const propertyWords: Record<string, string> = {
  accountEnabled: 'Sign-in allowed',
  businessPhones: 'Business phone',
  city: 'City',
  companyName: 'Company',
  country: 'Country',
  department: 'Department',
  displayName: 'Display name',
  employeeHireDate: 'Hire date',
  employeeId: 'Employee ID',
  givenName: 'First name',
  jobTitle: 'Job title',
  mail: 'Email',
  mailNickname: 'Mail nickname',
  mobilePhone: 'Mobile phone',
  officeLocation: 'Office',
  proxyAddresses: 'Addresses',
  signInSessionsValidFromDateTime: 'Signed out everywhere at',
  surname: 'Last name',
  usageLocation: 'Usage location',
  userPrincipalName: 'Sign-in name',
}

export function propertyName(property: string): string {
  return propertyWords[property] ?? property
}

export function valueText(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return 'empty'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.map(valueText).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Time of day where this machine is, to the second. */
export function timeText(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB')
}

/** A stretch of time as people say it: `3 days`, `12 min`, `8 s`. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds >= 2 * 86_400) return `${Math.round(seconds / 86_400)} days`
  if (seconds >= 2 * 3600) return `${Math.round(seconds / 3600)} h`
  if (seconds >= 300) return `${Math.round(seconds / 60)} min`
  return ms > 0 && ms < 1000 ? `${ms} ms` : `${seconds} s`
}

/** What people call an app, or its client id where nobody knows it. */
export function appName({ app }: World, appId: string): string {
  return appId === app.clientId ? app.name : appId
}
