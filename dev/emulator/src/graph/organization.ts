import type { JsonObject } from '../json.ts'
import type { Domain } from '../tenant/tenant.ts'
import { collectionPage, itemsOf } from './collection.ts'
import type { GraphCall, GraphHandler } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type Resource, equalFilter, readOnly } from './resource.ts'
import { entity } from './select.ts'

const organizationResource: Resource = {
  name: 'organization',
  properties: {
    id: readOnly('text', equalFilter),
    deletedDateTime: readOnly('moment'),
    businessPhones: readOnly('texts'),
    city: readOnly('text'),
    country: readOnly('text'),
    countryLetterCode: readOnly('text'),
    createdDateTime: readOnly('moment'),
    defaultUsageLocation: readOnly('text'),
    displayName: readOnly('text', equalFilter),
    marketingNotificationEmails: readOnly('texts'),
    onPremisesLastSyncDateTime: readOnly('moment'),
    onPremisesSyncEnabled: readOnly('flag'),
    postalCode: readOnly('text'),
    preferredLanguage: readOnly('text'),
    securityComplianceNotificationMails: readOnly('texts'),
    securityComplianceNotificationPhones: readOnly('texts'),
    state: readOnly('text'),
    street: readOnly('text'),
    technicalNotificationMails: readOnly('texts'),
    tenantType: readOnly('text'),
    assignedPlans: readOnly('objects'),
    provisionedPlans: readOnly('objects'),
    verifiedDomains: readOnly('objects'),
  },
}

/** GET /organization: one item, with the domains people can sign in with (graph-facts §2.1, §2.3). */
export const listOrganization: GraphHandler = (call) =>
  collectionPage(call, {
    resource: organizationResource,
    context: 'organization',
    path: '/organization',
    items: itemsOf(organizationResource, [organization(call)]),
  })

/** GET /organization/{id} */
export const getOrganization: GraphHandler = (call) => {
  const { id = '' } = call.params
  if (id.toLowerCase() !== call.tenant.id) throw refuse.notFound(id)
  return { status: 200, body: entity(call, organizationResource, 'organization', organization(call)) }
}

function organization({ tenant }: GraphCall): JsonObject {
  return {
    id: tenant.id,
    displayName: tenant.name,
    // Null, and so absent, where nothing ever came from a Windows Active Directory.
    ...(hasSyncedUsers(tenant) && { onPremisesSyncEnabled: true }),
    tenantType: 'AAD',
    countryLetterCode: 'GB',
    verifiedDomains: tenant.domains
      .filter(({ isVerified }) => isVerified)
      .map(({ name, isDefault, isInitial, authenticationType = 'Managed' }) => ({
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault,
        isInitial,
        name,
        type: authenticationType,
      })),
  }
}

function hasSyncedUsers({ directory }: GraphCall['tenant']): boolean {
  for (const { id } of directory.recordsFrom(0))
    if (directory.newest(id)?.user.onPremisesSyncEnabled === true) return true
  return false
}

const domainResource: Resource = {
  name: 'domain',
  properties: {
    id: readOnly('text', equalFilter),
    authenticationType: readOnly('text'),
    availabilityStatus: readOnly('text'),
    isAdminManaged: readOnly('flag'),
    isDefault: readOnly('flag'),
    isInitial: readOnly('flag'),
    isRoot: readOnly('flag'),
    isVerified: readOnly('flag'),
    manufacturer: readOnly('text'),
    model: readOnly('text'),
    passwordNotificationWindowInDays: readOnly('count'),
    passwordValidityPeriodInDays: readOnly('count'),
    state: readOnly('object'),
    supportedServices: readOnly('texts'),
  },
}

/** GET /domains, verified or not, managed or federated (graph-facts §2.3). */
export const listDomains: GraphHandler = (call) =>
  collectionPage(call, {
    resource: domainResource,
    context: 'domains',
    path: '/domains',
    items: itemsOf(domainResource, call.tenant.domains.map(domainObject)),
  })

/** GET /domains/{id}: the name is the key. */
export const getDomain: GraphHandler = (call) => {
  const { id = '' } = call.params
  const domain = call.tenant.domains.find(({ name }) => name === id.toLowerCase())
  if (!domain) throw refuse.notFound(id)
  return { status: 200, body: entity(call, domainResource, 'domains', domainObject(domain)) }
}

function domainObject(domain: Domain): JsonObject {
  const { name, isDefault, isInitial, isVerified, authenticationType = 'Managed' } = domain
  return {
    id: name,
    authenticationType,
    isAdminManaged: true,
    isDefault,
    isInitial,
    isRoot: true,
    isVerified,
    passwordNotificationWindowInDays: 14,
    passwordValidityPeriodInDays: 2147483647,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  }
}
