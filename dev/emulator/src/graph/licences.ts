import { type Json, type JsonObject, isObject, isTexts, textOf } from '../json.ts'
import type { SubscribedSku } from '../tenant/subscribed-sku.ts'
import { collectionPage, itemsOf } from './collection.ts'
import { type GraphCall, type GraphHandler, bodyOf, findNewest, isoSeconds } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type Resource, readOnly } from './resource.ts'
import { contextOf, entity, present } from './select.ts'
import { checkUnique } from './user-rules.ts'

const skuResource: Resource = {
  name: 'subscribedSku',
  properties: {
    accountId: readOnly('text'),
    accountName: readOnly('text'),
    appliesTo: readOnly('text'),
    capabilityStatus: readOnly('text'),
    consumedUnits: readOnly('count'),
    id: readOnly('text'),
    prepaidUnits: readOnly('object'),
    servicePlans: readOnly('objects'),
    skuId: readOnly('text'),
    skuPartNumber: readOnly('text'),
    subscriptionIds: readOnly('texts'),
  },
}

/** GET /subscribedSkus: what the tenant has bought, and how much of it is taken. */
export const listSubscribedSkus: GraphHandler = (call) => {
  const objects = call.tenant.skus.map((sku) => skuObject(call, sku))
  const items = itemsOf(skuResource, objects)
  return collectionPage(call, { resource: skuResource, context: 'subscribedSkus', path: '/subscribedSkus', items })
}

/** GET /subscribedSkus/{id} */
export const getSubscribedSku: GraphHandler = (call) => {
  const { id = '' } = call.params
  const sku = call.tenant.skus.find(({ skuId }) => `${call.tenant.id}_${skuId}` === id.toLowerCase())
  if (!sku) throw refuse.notFound(id)
  return { status: 200, body: entity(call, skuResource, 'subscribedSkus', skuObject(call, sku)) }
}

function skuObject(call: GraphCall, sku: SubscribedSku): JsonObject {
  const { tenant } = call
  return {
    accountId: tenant.id,
    accountName: tenant.name,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: consumed(call, sku.skuId),
    id: `${tenant.id}_${sku.skuId}`,
    prepaidUnits: { enabled: sku.enabled, lockedOut: 0, suspended: 0, warning: 0 },
    servicePlans: sku.servicePlans.map((plan) => ({ ...plan, appliesTo: 'User', provisioningStatus: 'Success' })),
    skuId: sku.skuId,
    skuPartNumber: sku.skuPartNumber,
  }
}

/** Deleted users give their licence back. */
function consumed({ tenant }: GraphCall, skuId: string): number {
  return tenant.directory.recordsFrom(0).filter(({ id }) => {
    const version = tenant.directory.newest(id)
    return version?.deletedAt === undefined && heldLicences(version?.user.assignedLicenses).has(skuId)
  }).length
}

/**
 * POST /users/{id}/assignLicense → 200 and the user; both arrays are required, and a usageLocation (graph-facts §2.5).
 * Messages as clients quote them from live answers.
 */
export const assignLicense: GraphHandler = (call) => {
  const { tenant, world } = call
  const { addLicenses, removeLicenses } = bodyOf(call)
  const version = findNewest(call, call.params.id ?? '')
  const additions = additionsIn(addLicenses)
  if (!isTexts(removeLicenses)) throw refuse.badRequest("A value is required for parameter 'removeLicenses'.")
  if (typeof version.user.usageLocation !== 'string')
    throw refuse.badRequest('License assignment cannot be done for user with invalid usage location.')

  const held = heldLicences(version.user.assignedLicenses)
  for (const skuId of removeLicenses.map((id) => id.toLowerCase())) {
    skuOf(call, skuId)
    if (!held.delete(skuId)) throw refuse.badRequest('User does not have a corresponding license.')
  }
  for (const [skuId, disabledPlans] of additions) {
    const sku = skuOf(call, skuId)
    if (disabledPlans.some((id) => !sku.servicePlans.some(({ servicePlanId }) => servicePlanId === id)))
      throw refuse.badRequest(
        `License assignment failed because service plan ${disabledPlans.join(', ')} does not exist.`,
      )
    if (!held.has(skuId) && consumed(call, skuId) >= sku.enabled)
      throw refuse.badRequest(`Subscription with SKU ${skuId} does not have any available licenses.`)
    held.set(skuId, disabledPlans)
  }
  const user = { ...version.user, ...licenceProperties(tenant.skus, held, isoSeconds(world.now())) }
  // Licensing recomputes addresses too, so an old conflict can surface here (graph-facts §2.4).
  checkUnique(call, user)
  const written = tenant.directory.commit({ ...version, user }, 'changed')
  world.touch()
  return { status: 200, body: { '@odata.context': contextOf(call, 'users/$entity'), ...present(written, undefined) } }
}

/** Product → plans switched off. */
function heldLicences(value: Json | undefined): Map<string, string[]> {
  return new Map(
    (Array.isArray(value) ? value : []).flatMap((item): [string, string[]][] => {
      const { skuId, disabledPlans } = isObject(item) ? item : {}
      return typeof skuId === 'string' ? [[skuId, isTexts(disabledPlans) ? disabledPlans : []]] : []
    }),
  )
}

function additionsIn(value: Json | undefined): Map<string, string[]> {
  if (!Array.isArray(value)) throw refuse.badRequest("A value is required for parameter 'addLicenses'.")
  return new Map(
    value.map((item) => {
      const { skuId, disabledPlans = [] } = isObject(item) ? item : {}
      const id = textOf(skuId)
      if (id === undefined || !isTexts(disabledPlans)) throw refuse.badRequest("Invalid value in 'addLicenses'.")
      return [id.toLowerCase(), disabledPlans.map((plan) => plan.toLowerCase())]
    }),
  )
}

function skuOf({ tenant }: GraphCall, skuId: string): SubscribedSku {
  const sku = tenant.skus.find((known) => known.skuId === skuId)
  if (!sku) throw refuse.badRequest(`License ${skuId} does not correspond to a valid company License.`)
  return sku
}

function licenceProperties(skus: readonly SubscribedSku[], held: Map<string, string[]>, at: string) {
  const plans = skus.flatMap(({ skuId, servicePlans }) => {
    const disabled = held.get(skuId)
    return disabled ? servicePlans.filter(({ servicePlanId }) => !disabled.includes(servicePlanId)) : []
  })
  return {
    assignedLicenses: [...held].map(([skuId, disabledPlans]) => ({ skuId, disabledPlans })),
    assignedPlans: plans.map(({ servicePlanId, servicePlanName }) => ({
      assignedDateTime: at,
      capabilityStatus: 'Enabled',
      service: servicePlanName.startsWith('EXCHANGE') ? 'exchange' : servicePlanName,
      servicePlanId,
    })),
    licenseAssignmentStates: [...held].map(([skuId, disabledPlans]) => ({
      skuId,
      disabledPlans,
      assignedByGroup: null,
      state: 'Active',
      error: 'None',
      lastUpdatedDateTime: at,
    })),
  }
}
