import type { Readiness } from '@plumm/entra-shared'
import { inCompany } from '../db/tenancy.ts'
import { type Session, may } from '../http/session.ts'
import { readConnection, permissionsFrom } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'

/** What can be checked before connecting: who may do it here, and what Entra has granted so far. */
export async function readReadiness(session: Session, deps: Pick<ConnectionDeps, 'db'>): Promise<Readiness> {
  const connection = await inCompany(deps.db, session.companyId, (trx) => readConnection(trx, session.companyId))
  const isConnected = connection !== null && connection.state !== 'disconnected'
  const missing = isConnected
    ? permissionsFrom(connection.grantedRoles).filter(({ required, granted }) => required && !granted)
    : []
  const mayManage = may(session, 'integrations:manage')
  return {
    checks: [
      {
        id: 'plumm-permission',
        result: mayManage ? 'ok' : 'fail',
        detail: mayManage
          ? 'You may manage integrations in Plumm.'
          : 'You may look, but not connect. An administrator of Plumm can give you the permission to manage integrations.',
        actor: mayManage ? 'nobody' : 'hr',
      },
      {
        id: 'entra-role',
        result: isConnected ? 'ok' : 'unknown',
        detail: isConnected
          ? `Connected by ${connection.connectedBy?.name ?? 'an administrator'}.`
          : 'Connecting needs a Global Administrator or Privileged Role Administrator of your Microsoft Entra directory.',
        actor: isConnected ? 'nobody' : 'it',
      },
      {
        id: 'consent',
        result: !isConnected ? 'unknown' : missing.length === 0 ? 'ok' : 'fail',
        detail: !isConnected
          ? 'Microsoft will ask that administrator to allow Plumm to read and write users.'
          : missing.length === 0
            ? 'Microsoft has granted what is needed.'
            : `Not granted: ${missing.map(({ name }) => name).join(', ')}.`,
        actor: isConnected && missing.length === 0 ? 'nobody' : 'it',
      },
    ],
  }
}
