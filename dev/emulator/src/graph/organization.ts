import type { Json } from '../json.ts'
import { directoryRoles, roleName } from '../tenant/roles.ts'
import { type GraphCall, type GraphHandler, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { contextOf, present } from './select.ts'

/** GET /organization: one item, with the domains people can sign in with (graph-facts §2.1, §2.3). */
export const listOrganization: GraphHandler = (call) => ({
  status: 200,
  body: { '@odata.context': contextOf(call, 'organization'), value: [organization(call)] },
})

/** GET /organization/{id} */
export const getOrganization: GraphHandler = (call) => {
  const { id = '' } = call.params
  if (id !== call.tenant.id) throw refuse.notFound(id)
  return { status: 200, body: { '@odata.context': contextOf(call, 'organization/$entity'), ...organization(call) } }
}

function organization({ tenant, query }: GraphCall) {
  const all: Record<string, Json> = {
    id: tenant.id,
    displayName: tenant.name,
    tenantType: 'AAD',
    countryLetterCode: 'GB',
    onPremisesSyncEnabled: null,
    verifiedDomains: tenant.domains
      .filter(({ isVerified }) => isVerified)
      .map(({ name, isDefault, isInitial }) => ({
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault,
        isInitial,
        name,
        type: 'Managed',
      })),
  }
  const names = option(query, 'select')
    ?.split(',')
    .map((name) => name.trim())
  return names ? Object.fromEntries(names.map((name) => [name, all[name] ?? null])) : all
}

/** GET /domains, verified or not */
export const listDomains: GraphHandler = (call) => ({
  status: 200,
  body: {
    '@odata.context': contextOf(call, 'domains'),
    value: call.tenant.domains.map(({ name, isDefault, isInitial, isVerified }) => ({
      id: name,
      isDefault,
      isInitial,
      isVerified,
      isRoot: true,
      isAdminManaged: true,
      authenticationType: 'Managed',
      supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    })),
  },
})

/** GET /directoryRoles: the roles somebody holds. */
export const listDirectoryRoles: GraphHandler = (call) => ({
  status: 200,
  body: {
    '@odata.context': contextOf(call, 'directoryRoles'),
    value: heldRoles(call).map(({ templateId }) => ({
      id: roleObjectId(call, templateId),
      displayName: roleName(templateId),
      roleTemplateId: templateId,
      description: null,
    })),
  },
})

/** GET /directoryRoles/{id}/members; also by `roleTemplateId` as the key, which Graph allows as an alternate key. */
export const listDirectoryRoleMembers: GraphHandler = (call) => {
  const { id = '' } = call.params
  const role = heldRoles(call).find(({ templateId }) => roleObjectId(call, templateId) === id)
  if (!role) throw refuse.notFound(id)
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, 'directoryObjects'),
      value: role.userIds.flatMap((userId) => {
        const version = call.tenant.directory.newest(userId)
        return version ? [{ '@odata.type': '#microsoft.graph.user', ...present(version, undefined) }] : []
      }),
    },
  }
}

/** GET /roleManagement/directory/roleAssignments, filtered by principalId or roleDefinitionId or not at all. */
export const listRoleAssignments: GraphHandler = (call) => {
  const filter = option(call.query, 'filter')
  const wanted = filter === undefined ? undefined : /^(principalId|roleDefinitionId) eq '([^']+)'$/i.exec(filter.trim())
  if (wanted === null) throw refuse.unsupportedQuery('The filter is not supported for role assignments.')
  const assignments = heldRoles(call)
    .flatMap(({ templateId, userIds }) => userIds.map((userId) => ({ templateId, userId })))
    .filter(({ templateId, userId }) => {
      if (!wanted) return true
      return (wanted[1]?.toLowerCase() === 'principalid' ? userId : templateId) === wanted[2]
    })
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, 'roleManagement/directory/roleAssignments'),
      value: assignments.map(({ templateId, userId }) => ({
        id: Buffer.from(`${templateId}${userId}`.replaceAll('-', ''), 'hex').toString('base64url'),
        principalId: userId,
        directoryScopeId: '/',
        roleDefinitionId: templateId,
      })),
    },
  }
}

function heldRoles({ tenant }: GraphCall): { templateId: string; userIds: string[] }[] {
  const holders = new Map<string, string[]>(Object.values(directoryRoles).map((id) => [id, []]))
  for (const { id, roles } of tenant.directory.recordsFrom(0)) {
    const version = tenant.directory.newest(id)
    if (version?.deletedAt !== undefined) continue
    for (const role of roles) holders.get(role)?.push(id)
  }
  return [...holders]
    .filter(([, userIds]) => userIds.length > 0)
    .map(([templateId, userIds]) => ({ templateId, userIds }))
}

/** A role's object id differs from its template id, and between tenants. */
function roleObjectId({ tenant }: GraphCall, templateId: string): string {
  return templateId.slice(0, 24) + tenant.id.slice(24)
}
