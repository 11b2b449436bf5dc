import { directoryRoles, isPrivileged } from './roles.ts'

/** Whom an actor's role reaches beyond people without protection; absent: nobody. */
const reach: Record<string, readonly string[] | 'everybody'> = {
  [directoryRoles['Global Administrator']]: 'everybody',
  [directoryRoles['Privileged Authentication Administrator']]: 'everybody',
  [directoryRoles['User Administrator']]: [
    directoryRoles['Groups Administrator'],
    directoryRoles['Helpdesk Administrator'],
    directoryRoles['Password Administrator'],
    directoryRoles['User Administrator'],
  ],
  [directoryRoles['Authentication Administrator']]: [
    directoryRoles['Authentication Administrator'],
    directoryRoles['Password Administrator'],
  ],
}

/** Why somebody is protected. */
export interface Protection {
  /** Template ids of directory roles held. */
  roles: readonly string[]
  /** Member or owner of a role-assignable group, or in a restricted management administrative unit. */
  isGuarded: boolean
}

/**
 * Who may perform sensitive actions on whom (graph-facts §2.2, table "actor role vs target role").
 *
 * @param actorRoles directory roles of the calling app; most apps have none, Graph permissions are not roles
 */
export function mayActOn(actorRoles: readonly string[], { roles, isGuarded }: Protection): boolean {
  const protecting = roles.filter(isPrivileged)
  if (!isGuarded && protecting.length === 0) return true
  return actorRoles.some((actor) => {
    const reached = reach[actor]
    if (reached === undefined) return false
    return reached === 'everybody' || (!isGuarded && protecting.every((role) => reached.includes(role)))
  })
}
