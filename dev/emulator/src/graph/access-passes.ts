import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../json.ts'
import type { AccessPass } from '../tenant/access-pass.ts'
import { collectionPage, itemsOf } from './collection.ts'
import { type GraphCall, type GraphHandler, bodyOf, findNewest, isoSeconds } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type Resource, readOnly } from './resource.ts'
import { contextOf, entity } from './select.ts'

const LIFETIME_MIN = 10
const LIFETIME_MAX = 43_200
const LIFETIME_DEFAULT = 60

const accessPassResource: Resource = {
  name: 'temporaryAccessPassAuthenticationMethod',
  properties: {
    createdDateTime: readOnly('moment'),
    id: readOnly('text'),
    isUsable: readOnly('flag'),
    isUsableOnce: { type: 'flag' },
    lifetimeInMinutes: { type: 'count' },
    methodUsabilityReason: readOnly('text'),
    startDateTime: { type: 'moment' },
    temporaryAccessPass: readOnly('text'),
  },
}

/** POST /users/{id}/authentication/temporaryAccessPassMethods → 201: one per user, a new one replaces it (graph-facts §2.5). */
export const createAccessPass: GraphHandler = (call) => {
  const { tenant, world } = call
  const { startDateTime, lifetimeInMinutes = LIFETIME_DEFAULT, isUsableOnce = false, ...rest } = bodyOf(call)
  const { user } = findNewest(call, call.params.id ?? '')
  const now = world.now()
  const startsAt = startDateTime === undefined || startDateTime === null ? now : momentOf(startDateTime)
  if (Object.keys(rest).some((name) => !name.startsWith('@odata.')) || typeof isUsableOnce !== 'boolean')
    throw refuse.badRequest('The request body contains an invalid property.')
  if (
    typeof lifetimeInMinutes !== 'number' ||
    !Number.isInteger(lifetimeInMinutes) ||
    lifetimeInMinutes < LIFETIME_MIN ||
    lifetimeInMinutes > LIFETIME_MAX
  )
    throw refuse.badRequest(`lifetimeInMinutes must be between ${LIFETIME_MIN} and ${LIFETIME_MAX}.`)
  if (!Number.isFinite(startsAt) || startsAt + lifetimeInMinutes * 60_000 <= now)
    throw refuse.badRequest('startDateTime is invalid or lies in the past.')
  const pass = { id: randomUUID(), userId: user.id, createdAt: now, startsAt, lifetimeInMinutes, isUsableOnce }
  tenant.accessPasses.set(user.id, pass)
  world.touch()
  return {
    status: 201,
    body: {
      '@odata.context': contextOf(call, `users('${user.id}')/authentication/temporaryAccessPassMethods/$entity`),
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethod',
      ...passObject(call, pass),
      // Shown this once.
      temporaryAccessPass: randomUUID().slice(0, 8),
    },
  }
}

function momentOf(value: unknown): number {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:\d\d)$/.test(value)
    ? Date.parse(value)
    : Number.NaN
}

/** GET /users/{id}/authentication/temporaryAccessPassMethods: never the pass itself again. */
export const listAccessPasses: GraphHandler = (call) => {
  const { user } = findNewest(call, call.params.id ?? '')
  const pass = call.tenant.accessPasses.get(user.id)
  const path = `/users/${user.id}/authentication/temporaryAccessPassMethods`
  return collectionPage(call, {
    resource: accessPassResource,
    context: `users('${user.id}')/authentication/temporaryAccessPassMethods`,
    path,
    items: itemsOf(accessPassResource, pass ? [passObject(call, pass)] : []),
  })
}

/** GET /users/{id}/authentication/temporaryAccessPassMethods/{id} */
export const getAccessPass: GraphHandler = (call) => {
  const pass = passOf(call)
  const set = `users('${pass.userId}')/authentication/temporaryAccessPassMethods`
  return { status: 200, body: entity(call, accessPassResource, set, passObject(call, pass)) }
}

/** DELETE /users/{id}/authentication/temporaryAccessPassMethods/{id} → 204 */
export const deleteAccessPass: GraphHandler = (call) => {
  call.tenant.accessPasses.delete(passOf(call).userId)
  call.world.touch()
  return { status: 204 }
}

function passOf(call: GraphCall): AccessPass {
  const { user } = findNewest(call, call.params.id ?? '')
  const { passId = '' } = call.params
  const pass = call.tenant.accessPasses.get(user.id)
  if (pass?.id !== passId.toLowerCase()) throw refuse.notFound(passId)
  return pass
}

function passObject({ world }: GraphCall, pass: AccessPass): JsonObject {
  const { id, createdAt, startsAt, lifetimeInMinutes, isUsableOnce } = pass
  const now = world.now()
  const isEarly = now < startsAt
  const isOver = now >= startsAt + lifetimeInMinutes * 60_000
  return {
    id,
    createdDateTime: isoSeconds(createdAt),
    startDateTime: isoSeconds(startsAt),
    lifetimeInMinutes,
    isUsableOnce,
    isUsable: !isEarly && !isOver,
    methodUsabilityReason: isEarly ? 'NotYetValid' : isOver ? 'Expired' : 'EnabledByPolicy',
  }
}
