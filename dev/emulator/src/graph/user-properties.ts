/** What Graph knows about a property of a user, from graph-facts §2.3 and Graph's CSDL. */
export interface PropertyRule {
  type: 'text' | 'texts' | 'flag' | 'moment' | 'object' | 'objects' | 'count'
  /** Longest text, or longest item of a list. */
  max?: number
  isReadOnly?: true
  /** Cannot be cleared. */
  isRequired?: true
  /** Needs more than Graph permissions on a protected account (graph-facts §2.2). */
  isSensitive?: true
  /** Outside the directory: no delta, a PATCH of its own, never app-only (graph-facts §2.3). */
  isStoredElsewhere?: true
  /** Operators that work without advanced query capabilities; absent: not filterable. */
  filter?: readonly FilterOperator[]
}

export type FilterOperator = 'eq' | 'in' | 'ge' | 'le' | 'startsWith'

const plain = ['eq', 'in', 'ge', 'le', 'startsWith'] as const
const equal = ['eq', 'in'] as const
const text = (max?: number, more: Partial<PropertyRule> = {}): PropertyRule => ({
  type: 'text',
  ...(max !== undefined && { max }),
  ...more,
})
const elsewhere = (type: PropertyRule['type']): PropertyRule => ({ type, isStoredElsewhere: true })
const readOnly = (type: PropertyRule['type'], filter?: PropertyRule['filter']): PropertyRule => ({
  type,
  isReadOnly: true,
  ...(filter && { filter }),
})

export const userProperties: Record<string, PropertyRule> = {
  aboutMe: elsewhere('text'),
  accountEnabled: { type: 'flag', isRequired: true, isSensitive: true, filter: equal },
  ageGroup: text(),
  assignedLicenses: readOnly('objects'),
  assignedPlans: readOnly('objects'),
  birthday: elsewhere('moment'),
  businessPhones: { type: 'texts', max: 64, isSensitive: true },
  city: text(128, { filter: plain }),
  companyName: text(64),
  consentProvidedForMinor: text(),
  country: text(128, { filter: plain }),
  createdDateTime: readOnly('moment', ['eq', 'ge', 'le', 'in']),
  creationType: readOnly('text'),
  deletedDateTime: readOnly('moment'),
  department: text(64, { filter: plain }),
  displayName: text(256, { isRequired: true, filter: plain }),
  employeeHireDate: { type: 'moment' },
  employeeId: text(16, { filter: plain }),
  employeeLeaveDateTime: { type: 'moment' },
  employeeOrgData: { type: 'object' },
  employeeType: text(undefined, { filter: plain }),
  externalUserState: readOnly('text'),
  faxNumber: text(64),
  givenName: text(64, { filter: plain }),
  hireDate: elsewhere('moment'),
  id: readOnly('text', equal),
  identities: { type: 'objects', filter: ['eq'] },
  imAddresses: readOnly('texts'),
  interests: elsewhere('texts'),
  isManagementRestricted: readOnly('flag'),
  isResourceAccount: readOnly('flag'),
  jobTitle: text(128, { filter: plain }),
  lastPasswordChangeDateTime: readOnly('moment'),
  legalAgeGroupClassification: readOnly('text'),
  licenseAssignmentStates: readOnly('objects'),
  mail: text(113, { isRequired: true, filter: plain }),
  mailNickname: text(64, { isRequired: true, filter: plain }),
  mobilePhone: text(64, { isSensitive: true }),
  mySite: elsewhere('text'),
  officeLocation: text(128),
  onPremisesDistinguishedName: readOnly('text'),
  onPremisesDomainName: readOnly('text'),
  onPremisesExtensionAttributes: { type: 'object' },
  onPremisesImmutableId: text(undefined, { isSensitive: true, filter: equal }),
  onPremisesLastSyncDateTime: readOnly('moment'),
  onPremisesProvisioningErrors: readOnly('objects'),
  onPremisesSamAccountName: readOnly('text'),
  onPremisesSecurityIdentifier: readOnly('text'),
  onPremisesSyncEnabled: readOnly('flag', equal),
  onPremisesUserPrincipalName: readOnly('text'),
  otherMails: { type: 'texts', max: 250, isSensitive: true, filter: ['eq', 'startsWith'] },
  passwordPolicies: text(),
  passwordProfile: { type: 'object', isSensitive: true },
  pastProjects: elsewhere('texts'),
  postalCode: text(40),
  preferredDataLocation: text(),
  preferredLanguage: text(undefined),
  preferredName: elsewhere('text'),
  provisionedPlans: readOnly('objects'),
  proxyAddresses: readOnly('texts', ['eq', 'startsWith']),
  responsibilities: elsewhere('texts'),
  schools: elsewhere('texts'),
  securityIdentifier: readOnly('text'),
  showInAddressList: { type: 'flag' },
  signInSessionsValidFromDateTime: readOnly('moment'),
  skills: elsewhere('texts'),
  state: text(128, { filter: plain }),
  streetAddress: text(1024),
  surname: text(64, { filter: plain }),
  usageLocation: text(2, { isRequired: true, filter: plain }),
  userPrincipalName: text(113, { isRequired: true, isSensitive: true, filter: plain }),
  userType: text(undefined, { filter: equal }),
}

/** What a read gives without `$select` (graph-facts §4). */
export const defaultSelect = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
]

/** A property by its name in any case, since OData names in queries are matched loosely by Graph. */
export function propertyNamed(name: string): string | undefined {
  if (name in userProperties) return name
  const wanted = name.toLowerCase()
  return Object.keys(userProperties).find((known) => known.toLowerCase() === wanted)
}

export function isList(rule: PropertyRule | undefined): boolean {
  return rule?.type === 'texts' || rule?.type === 'objects'
}
