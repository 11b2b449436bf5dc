import type { JsonObject } from '../json.ts'
import type { ServicePrincipal } from '../tenant/tenant.ts'
import { collectionPage, itemsOf } from './collection.ts'
import type { GraphCall, GraphHandler } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type Resource, equalFilter, plainFilter, readOnly, text } from './resource.ts'
import { entity } from './select.ts'

/** Graph's servicePrincipal, as far as our own one is known. */
export const servicePrincipalResource: Resource = {
  name: 'servicePrincipal',
  properties: {
    accountEnabled: { type: 'flag', filter: ['eq'] },
    appDisplayName: readOnly('text', plainFilter),
    appId: readOnly('text', equalFilter),
    appOwnerOrganizationId: readOnly('text'),
    appRoleAssignmentRequired: { type: 'flag' },
    deletedDateTime: readOnly('moment'),
    displayName: text(256, { filter: plainFilter }),
    id: readOnly('text', equalFilter),
    replyUrls: { type: 'texts' },
    servicePrincipalNames: readOnly('texts'),
    servicePrincipalType: readOnly('text', equalFilter),
    signInAudience: readOnly('text'),
    tags: { type: 'texts' },
  },
}

export function servicePrincipalObject({ world }: GraphCall, { id, isEnabled }: ServicePrincipal): JsonObject {
  const { clientId, name, redirectUris } = world.app
  return {
    accountEnabled: isEnabled,
    appDisplayName: name,
    appId: clientId,
    appOwnerOrganizationId: PUBLISHER_TENANT,
    appRoleAssignmentRequired: false,
    displayName: name,
    id,
    replyUrls: [...redirectUris],
    servicePrincipalNames: [clientId],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMultipleOrgs',
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
  }
}

/** The app is registered in its publisher's tenant, which is none of those here. */
const PUBLISHER_TENANT = '0b5e7a3c-0000-4000-8000-0000000000ff'

/** GET /servicePrincipals: the app's own, the only one here; also with `$filter=appId eq '…'`. */
export const listServicePrincipals: GraphHandler = (call) => {
  const { servicePrincipal } = call.tenant
  const objects = servicePrincipal ? [servicePrincipalObject(call, servicePrincipal)] : []
  return collectionPage(call, {
    resource: servicePrincipalResource,
    context: 'servicePrincipals',
    path: '/servicePrincipals',
    items: itemsOf(servicePrincipalResource, objects),
  })
}

/** GET /servicePrincipals/{id} and /servicePrincipals(appId='{appId}') */
export const getServicePrincipal: GraphHandler = (call) => {
  const object = servicePrincipalObject(call, principalOf(call))
  return { status: 200, body: entity(call, servicePrincipalResource, 'servicePrincipals', object) }
}

/**
 * DELETE /servicePrincipals/{id} and (appId='{appId}') → 204: the app leaves the tenant. With
 * Application.ReadWrite.OwnedBy only what the app owns, and consent makes no owner (graph-facts §6.4, unverified).
 */
export const deleteServicePrincipal: GraphHandler = (call) => {
  const { isOwnedByItself = false } = principalOf(call)
  const isBroad = call.roles.some((role) => role !== 'Application.ReadWrite.OwnedBy' && broad.includes(role))
  if (!isBroad && !isOwnedByItself) throw refuse.denied()
  call.tenant.servicePrincipal = undefined
  call.world.touch()
  return { status: 204 }
}

const broad = ['Application.ReadWrite.All', 'Directory.ReadWrite.All']

function principalOf({ tenant, world, params }: GraphCall): ServicePrincipal {
  const { servicePrincipal } = tenant
  const { id, appId } = params
  const isMeant = appId === undefined ? servicePrincipal?.id === id : world.app.clientId === appId.toLowerCase()
  if (!servicePrincipal || !isMeant) throw refuse.notFound(id ?? appId ?? '')
  return servicePrincipal
}
