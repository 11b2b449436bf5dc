/**
 * What Microsoft's permissions.json of 2026-08-07 lacks, each with its source; added to the generated rows of the same
 * call, if there are any.
 */
export const morePermissions: Record<string, string> = {
  // https://learn.microsoft.com/graph/api/directory-deleteditems-list, -get, -delete and -restore, for users and groups;
  // which of them a permission is for is looked at again when the object is known
  'GET /directory/deleteditems/microsoft.graph.user':
    'User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  'GET /directory/deleteditems/microsoft.graph.group':
    'Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  'GET /directory/deleteditems/{id}':
    'User.Read.All User.ReadWrite.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  'DELETE /directory/deleteditems/{id}': 'User.DeleteRestore.All User.ReadWrite.All Group.ReadWrite.All',
  'POST /directory/deleteditems/{id}/restore': 'Group.ReadWrite.All',
  // https://learn.microsoft.com/graph/api/directoryobject-get and directoryobject-getbyids
  'GET /directoryobjects/{id}': 'Directory.Read.All Directory.ReadWrite.All',
  'POST /directoryobjects/getbyids': 'Directory.Read.All Directory.ReadWrite.All',
  // graph-facts §2.1, of https://learn.microsoft.com/graph/api/group-post-members; role-assignable groups ask for more
  'POST /groups/{id}/members': 'GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All',
  // `members@odata.bind`, the same page
  'PATCH /groups/{id}': 'GroupMember.ReadWrite.All',
  // graph-facts §2.1, of https://learn.microsoft.com/graph/api/subscribedsku-list
  'GET /subscribedskus/{id}':
    'LicenseAssignment.Read.All Organization.Read.All Directory.Read.All Organization.ReadWrite.All Directory.ReadWrite.All',
  // graph-facts §2.1, per property: https://learn.microsoft.com/graph/api/user-update
  'PATCH /users/{id}': 'User-LifeCycleInfo.ReadWrite.All CustomSecAttributeAssignment.ReadWrite.All',
  // graph-facts §2.1, of https://learn.microsoft.com/graph/api/subscription-post-subscriptions and its neighbours, for users
  'POST /subscriptions': 'User.Read.All',
  'GET /subscriptions': 'User.Read.All',
  'GET /subscriptions/{id}': 'User.Read.All',
  'PATCH /subscriptions/{id}': 'User.Read.All',
  'DELETE /subscriptions/{id}': 'User.Read.All',
  'POST /subscriptions/{id}/reauthorize': 'User.Read.All',
}

/** Narrower ones that may or may not have been rolled out: beliefs.knowsUserCreate. */
export const announcedPermissions: Record<string, string> = {
  'POST /users': 'User.Create',
  'PATCH /users/{id}': 'User.ReadUpdate.All',
}
