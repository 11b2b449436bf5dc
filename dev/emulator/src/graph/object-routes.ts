import type { Route } from '../route.ts'
import { createAccessPass, deleteAccessPass, getAccessPass, listAccessPasses } from './access-passes.ts'
import { getByIds, getDirectoryObject } from './directory-objects.ts'
import {
  getDirectoryRole,
  listDirectoryRoleMembers,
  listDirectoryRoles,
  listRoleAssignments,
} from './directory-roles.ts'
import type { GraphHandler } from './graph-call.ts'
import {
  addMember,
  addOwner,
  countMembers,
  deleteMember,
  listMembers,
  listOwners,
  removeMember,
  removeOwner,
} from './group-members.ts'
import { countGroups, createGroup, deleteGroup, getGroup, listGroups, updateGroup } from './groups.ts'
import { assignLicense, getSubscribedSku, listSubscribedSkus } from './licences.ts'
import {
  checkMemberGroups,
  getMemberGroups,
  listDirectReports,
  listMemberOf,
  listTransitiveMemberOf,
} from './member-of.ts'
import { getDomain, getOrganization, listDomains, listOrganization } from './organization.ts'
import { deleteServicePrincipal, getServicePrincipal, listServicePrincipals } from './service-principals.ts'

const passes = '/users/{id}/authentication/temporaryAccessPassMethods'

/** What there is besides users themselves. */
export const objectRoutes: Route<GraphHandler>[] = [
  { method: 'GET', pattern: '/users/{id}/memberOf', handle: listMemberOf },
  { method: 'GET', pattern: '/users/{id}/transitiveMemberOf', handle: listTransitiveMemberOf },
  { method: 'GET', pattern: '/users/{id}/directReports', handle: listDirectReports },
  { method: 'POST', pattern: '/users/{id}/getMemberGroups', handle: getMemberGroups },
  { method: 'POST', pattern: '/users/{id}/checkMemberGroups', handle: checkMemberGroups },
  { method: 'POST', pattern: '/users/{id}/assignLicense', handle: assignLicense },
  { method: 'GET', pattern: passes, handle: listAccessPasses },
  { method: 'POST', pattern: passes, handle: createAccessPass },
  { method: 'GET', pattern: `${passes}/{passId}`, handle: getAccessPass },
  { method: 'DELETE', pattern: `${passes}/{passId}`, handle: deleteAccessPass },
  { method: 'GET', pattern: '/groups', handle: listGroups },
  { method: 'POST', pattern: '/groups', handle: createGroup },
  { method: 'GET', pattern: '/groups/$count', handle: countGroups },
  { method: 'GET', pattern: '/groups/{id}', handle: getGroup },
  { method: 'PATCH', pattern: '/groups/{id}', handle: updateGroup },
  { method: 'DELETE', pattern: '/groups/{id}', handle: deleteGroup },
  { method: 'GET', pattern: '/groups/{id}/members', handle: listMembers },
  { method: 'GET', pattern: '/groups/{id}/members/$count', handle: countMembers },
  { method: 'POST', pattern: '/groups/{id}/members/$ref', handle: addMember },
  { method: 'DELETE', pattern: '/groups/{id}/members/{memberId}/$ref', handle: removeMember },
  { method: 'DELETE', pattern: '/groups/{id}/members/{memberId}', handle: deleteMember },
  { method: 'GET', pattern: '/groups/{id}/owners', handle: listOwners },
  { method: 'POST', pattern: '/groups/{id}/owners/$ref', handle: addOwner },
  { method: 'DELETE', pattern: '/groups/{id}/owners/{memberId}/$ref', handle: removeOwner },
  { method: 'GET', pattern: '/directoryObjects/{id}', handle: getDirectoryObject },
  { method: 'POST', pattern: '/directoryObjects/getByIds', handle: getByIds },
  { method: 'GET', pattern: '/organization', handle: listOrganization },
  { method: 'GET', pattern: '/organization/{id}', handle: getOrganization },
  { method: 'GET', pattern: '/domains', handle: listDomains },
  { method: 'GET', pattern: '/domains/{id}', handle: getDomain },
  { method: 'GET', pattern: '/subscribedSkus', handle: listSubscribedSkus },
  { method: 'GET', pattern: '/subscribedSkus/{id}', handle: getSubscribedSku },
  { method: 'GET', pattern: '/servicePrincipals', handle: listServicePrincipals },
  { method: 'GET', pattern: '/servicePrincipals/{id}', handle: getServicePrincipal },
  { method: 'DELETE', pattern: '/servicePrincipals/{id}', handle: deleteServicePrincipal },
  { method: 'GET', pattern: '/servicePrincipals(appId={appId})', handle: getServicePrincipal },
  { method: 'DELETE', pattern: '/servicePrincipals(appId={appId})', handle: deleteServicePrincipal },
  { method: 'GET', pattern: '/directoryRoles', handle: listDirectoryRoles },
  { method: 'GET', pattern: '/directoryRoles/{id}', handle: getDirectoryRole },
  { method: 'GET', pattern: '/directoryRoles/{id}/members', handle: listDirectoryRoleMembers },
  { method: 'GET', pattern: '/roleManagement/directory/roleAssignments', handle: listRoleAssignments },
]
