import { describe, expect, it } from 'vitest'
import { type Json, type JsonObject, isObject } from '../json.ts'
import { declaredType } from '../testing/declared-types.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'
import { graphTypes } from '../testing/graph-types.ts'
import { permissionsFor } from './access.ts'
import { graphRoutes } from './graph.ts'
import { groupResource } from './group-properties.ts'
import type { Resource } from './resource.ts'
import { userResource } from './user-properties.ts'

/** A world in which every type has an object with as much in it as can be. */
async function fullWorld() {
  const world = await testWorld({ isConsented: false })
  const tenant = world.emulator.tenant(CONTOSO)
  tenant.grantConsent(graphRoutes.flatMap(({ method, pattern }) => [...permissionsFor(method, pattern)]))
  const boss = tenant.addUser({ userPrincipalName: 'boss@contoso.com' })
  const { id } = tenant.addUser({
    userPrincipalName: 'adele@contoso.com',
    mail: 'adele@contoso.com',
    usageLocation: 'GB',
    roles: ['Reports Reader'],
    managerId: boss.id,
    employeeOrgData: { division: 'North', costCenter: '7' },
    employeeHireDate: '2026-11-02T00:00:00Z',
    onPremisesExtensionAttributes: { extensionAttribute1: 'a' },
    identities: [{ signInType: 'userPrincipalName', issuer: 'contoso.com', issuerAssignedId: 'adele@contoso.com' }],
    businessPhones: ['+44 1'],
  })
  const group = tenant.addGroup({ displayName: 'Staff', groupTypes: ['Unified'], members: [id], owners: [id] })
  const gone = tenant.addUser({ userPrincipalName: 'gone@contoso.com' })
  tenant.deleteUser(gone.id)
  const { body: skus } = await world.graph('GET', '/subscribedSkus')
  const [sku] = Array.isArray(skus.value) ? skus.value.filter((item) => isObject(item)) : []
  const addLicenses = [{ skuId: sku?.skuId ?? null, disabledPlans: [] }]
  const licensed = await world.graph('POST', `/users/${id}/assignLicense`, { addLicenses, removeLicenses: [] })
  const pass = await world.graph('POST', `/users/${id}/authentication/temporaryAccessPassMethods`, {})
  return { ...world, tenant, id, group, gone, licensed, pass }
}

/** What is wrong with a value of a declared type, property by property. */
function complaints(type: string, value: JsonObject, path = type): string[] {
  const declared = declaredType(type)
  return Object.entries(value)
    .filter(([name]) => !name.includes('@'))
    .flatMap(([name, item]) => {
      if (!declared.has(name)) return [`${path} has no ${name}`]
      const kind = declared.get(name)
      return kind === undefined ? [] : mismatches(kind, item, `${path}.${name}`)
    })
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const checks: Record<string, (value: Json) => boolean> = {
  Boolean: (value) => typeof value === 'boolean',
  DateTimeOffset: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value),
  Guid: (value) => typeof value === 'string' && guid.test(value),
  Int32: (value) => Number.isInteger(value),
  String: (value) => typeof value === 'string',
}

function mismatches(kind: string, value: Json, path: string): string[] {
  const itemKind = /^Collection\((\w+)\)$/.exec(kind)?.[1]
  if (itemKind !== undefined) {
    if (!Array.isArray(value)) return [`${path} is no list`]
    return value.flatMap((item, index) => mismatches(itemKind, item, `${path}[${index}]`))
  }
  if (value === null) return []
  const check = checks[kind]
  if (check) return check(value) ? [] : [`${path} is no ${kind}: ${JSON.stringify(value)}`]
  if (graphTypes[kind] === undefined) return []
  return isObject(value) ? complaints(kind, value, path) : [`${path} is no ${kind}`]
}

/** One object, or a list of them; where types are mixed each says its own. */
function objectsIn(body: JsonObject): JsonObject[] {
  return Array.isArray(body.value) ? body.value.filter((item) => isObject(item)) : [body]
}

function typeOf(object: JsonObject, type: string): string {
  const own = object['@odata.type']
  return typeof own === 'string' ? own.replace('#microsoft.graph.', '') : type
}

const everyUserProperty = Object.keys(userResource.properties).join(',')

describe('what is answered (issue “Conformance”)', () => {
  it.each<[string, string]>([
    ['user', '/users?$expand=manager'],
    ['user', '/users?$select={everything}'],
    ['user', '/users/{user}'],
    ['user', '/users/{user}?$select={everything}'],
    ['user', '/users/delta'],
    ['user', '/users/{user}/manager'],
    ['user', '/users/{boss}/directReports'],
    ['user', '/directory/deletedItems/microsoft.graph.user'],
    ['user', '/directory/deletedItems/{gone}'],
    ['directoryObject', '/users/{user}/memberOf'],
    ['directoryObject', '/directoryObjects/{group}'],
    ['directoryObject', '/groups/{group}/members'],
    ['group', '/groups'],
    ['group', '/groups/{group}'],
    ['organization', '/organization'],
    ['domain', '/domains'],
    ['domain', '/domains/contoso.com'],
    ['subscribedSku', '/subscribedSkus'],
    ['servicePrincipal', '/servicePrincipals'],
    ['directoryRole', '/directoryRoles'],
    ['unifiedRoleAssignment', '/roleManagement/directory/roleAssignments'],
    ['temporaryAccessPassAuthenticationMethod', '/users/{user}/authentication/temporaryAccessPassMethods'],
  ])('is a %s of Graph’s: %s', async (type, path) => {
    const { graph, id, group, gone, tenant } = await fullWorld()
    const bossId = tenant.user('boss@contoso.com')?.id ?? ''
    const { status, body } = await graph(
      'GET',
      path
        .replace('{everything}', everyUserProperty)
        .replace('{user}', id)
        .replace('{group}', group.id)
        .replace('{gone}', gone.id)
        .replace('{boss}', bossId),
    )
    expect(status).toBe(200)
    const objects = objectsIn(body)
    expect(objects).not.toEqual([])
    expect(objects.flatMap((object) => complaints(typeOf(object, type), object))).toEqual([])
  })

  it('would be noticed if it were not', () => {
    expect(complaints('user', { shoeSize: 44, accountEnabled: 'yes', businessPhones: null })).toHaveLength(3)
    expect(complaints('user', { employeeOrgData: { team: 'A' } })).toEqual(['user.employeeOrgData has no team'])
  })

  it('is so after a write as well', async () => {
    const { licensed, pass } = await fullWorld()
    expect([licensed.status, pass.status]).toEqual([200, 201])
    expect(complaints('user', licensed.body)).toEqual([])
    expect(complaints('temporaryAccessPassAuthenticationMethod', pass.body)).toEqual([])
  })

  it.each<[string, Resource]>([
    ['user', userResource],
    ['group', groupResource],
  ])('knows no property of a %s that Graph does not know', (type, { properties }) => {
    const declared = declaredType(type)
    expect(Object.keys(properties).filter((name) => !declared.has(name))).toEqual([])
  })

  it('knows every property of a user that Graph knows', () => {
    const known = (graphTypes.user ?? '').split(' ').map((pair) => pair.split(':')[0] ?? '')
    expect(known.filter((name) => !(name in userResource.properties))).toEqual([])
  })
})
