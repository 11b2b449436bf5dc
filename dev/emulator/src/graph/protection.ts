import type { UserVersion } from '../tenant/directory.ts'
import { mayActOn } from '../tenant/sensitive-actions.ts'
import type { GraphCall } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'

/**
 * Sensitive actions on role holders, on members and owners of role-assignable groups, and in restricted administrative
 * units are not for an app that has Graph permissions only: 403 with the words of a missing permission (graph-facts §2.2).
 */
export function checkNotProtected({ tenant }: GraphCall, { user }: UserVersion): void {
  const { roles = [] } = tenant.directory.record(user.id) ?? {}
  const isGuarded = tenant.groups.isGuarded(user.id) || user.isManagementRestricted === true
  if (!mayActOn(tenant.servicePrincipal?.directoryRoles ?? [], { roles, isGuarded })) throw refuse.denied()
}
