import type { JsonObject } from '../json.ts'
import { directoryRoles, roleName } from '../tenant/roles.ts'
import { collectionPage, itemsOf } from './collection.ts'
import type { GraphCall, GraphHandler } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type Resource, equalFilter, readOnly } from './resource.ts'
import { entity, present } from './select.ts'
import { userResource } from './user-properties.ts'

export const directoryRoleResource: Resource = {
  name: 'directoryRole',
  properties: {
    deletedDateTime: readOnly('moment'),
    description: readOnly('text'),
    displayName: readOnly('text', ['eq']),
    id: readOnly('text', equalFilter),
    roleTemplateId: readOnly('text', equalFilter),
  },
}

/** GET /directoryRoles: the roles somebody holds. */
export const listDirectoryRoles: GraphHandler = (call) =>
  collectionPage(call, {
    resource: directoryRoleResource,
    context: 'directoryRoles',
    path: '/directoryRoles',
    items: itemsOf(
      directoryRoleResource,
      heldRoles(call).map(({ templateId }) => roleObject(call, templateId)),
    ),
  })

/** GET /directoryRoles/{id} */
export const getDirectoryRole: GraphHandler = (call) => {
  const { templateId } = roleOf(call)
  return { status: 200, body: entity(call, directoryRoleResource, 'directoryRoles', roleObject(call, templateId)) }
}

/** GET /directoryRoles/{id}/members */
export const listDirectoryRoleMembers: GraphHandler = (call) => {
  const { templateId, userIds } = roleOf(call)
  const versions = userIds.flatMap((userId) => call.tenant.directory.newest(userId) ?? [])
  return collectionPage(call, {
    resource: userResource,
    context: 'directoryObjects',
    path: `/directoryRoles/${roleObjectId(call, templateId)}/members`,
    items: versions.map((version) => ({
      resource: userResource,
      object: version.user,
      show: (select) => present(version, select),
    })),
    isMixed: true,
  })
}

const roleAssignmentResource: Resource = {
  name: 'unifiedRoleAssignment',
  properties: {
    id: readOnly('text'),
    principalId: readOnly('text', equalFilter),
    directoryScopeId: readOnly('text', equalFilter),
    roleDefinitionId: readOnly('text', equalFilter),
  },
}

/** GET /roleManagement/directory/roleAssignments: of people, and of the app itself. */
export const listRoleAssignments: GraphHandler = (call) => {
  const { servicePrincipal } = call.tenant
  const ofApp = (servicePrincipal?.directoryRoles ?? []).map((role) => assignment(role, servicePrincipal?.id ?? ''))
  const ofPeople = heldRoles(call).flatMap(({ templateId, userIds }) =>
    userIds.map((userId) => assignment(templateId, userId)),
  )
  return collectionPage(call, {
    resource: roleAssignmentResource,
    context: 'roleManagement/directory/roleAssignments',
    path: '/roleManagement/directory/roleAssignments',
    items: itemsOf(roleAssignmentResource, [...ofPeople, ...ofApp]),
  })
}

function assignment(templateId: string, principalId: string): JsonObject {
  return {
    id: Buffer.from(`${templateId}${principalId}`.replaceAll('-', ''), 'hex').toString('base64url'),
    principalId,
    directoryScopeId: '/',
    roleDefinitionId: templateId,
  }
}

function heldRoles({ tenant }: GraphCall): { templateId: string; userIds: string[] }[] {
  const holders = new Map<string, string[]>(Object.values(directoryRoles).map((id) => [id, []]))
  for (const { id, roles } of tenant.directory.recordsFrom(0)) {
    if (roles.length === 0 || tenant.directory.newest(id)?.deletedAt !== undefined) continue
    for (const role of roles) holders.get(role)?.push(id)
  }
  return [...holders]
    .filter(([, userIds]) => userIds.length > 0)
    .map(([templateId, userIds]) => ({ templateId, userIds }))
}

function roleOf(call: GraphCall) {
  const { id = '' } = call.params
  const role = heldRoles(call).find(({ templateId }) => roleObjectId(call, templateId) === id.toLowerCase())
  if (!role) throw refuse.notFound(id)
  return role
}

export function roleObject(call: GraphCall, templateId: string): JsonObject {
  return { id: roleObjectId(call, templateId), displayName: roleName(templateId), roleTemplateId: templateId }
}

/** A role's object id differs from its template id, and between tenants. */
function roleObjectId({ tenant }: GraphCall, templateId: string): string {
  return templateId.slice(0, 24) + tenant.id.slice(24)
}
