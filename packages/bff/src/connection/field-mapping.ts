import {
  type FieldMapping,
  type SentFieldMapping,
  checkFieldMapping,
  isSameMapping,
  mappingChanges,
  upgradeFieldMapping,
} from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany } from '../db/tenancy.ts'
import { HttpProblem } from '../http/problem.ts'
import type { Session } from '../http/session.ts'
import { owePeople } from '../sync/owe.ts'
import { ensureCompany, readCompany, writeFieldMapping } from './company.ts'
import { by } from './connect.ts'
import { readConnection } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'
import { startWave } from './progress.ts'

/** @throws HttpProblem 422 mapping-unworkable, rule by rule */
export function refuseUnworkable(sent: SentFieldMapping): void {
  const issues = checkFieldMapping(sent)
  if (issues.length === 0) return
  throw new HttpProblem(422, 'mapping-unworkable', {
    detail: issues.map(({ message }) => message).join(' '),
    actor: 'hr',
    issues,
  })
}

/**
 * Puts another mapping in force. Everyone is owed a look, and previews of another mapping go stale (approval.ts). The
 * same mapping once more changes nothing.
 * @throws HttpProblem 422 mapping-unworkable, 409 conflict when somebody else has changed it since it was read
 */
export async function changeFieldMapping(
  session: Session,
  sent: SentFieldMapping,
  deps: ConnectionDeps,
): Promise<FieldMapping> {
  const { companyId } = session
  refuseUnworkable(sent)
  return inCompany(deps.db, companyId, async (trx) => {
    const now = deps.now()
    await ensureCompany(trx, companyId, now)
    const connection = await readConnection(trx, companyId, 'for-update')
    const { fieldMapping: before } = await readCompany(trx, companyId, 'for-update')
    if (sent.revision !== undefined && sent.revision !== before.revision) {
      throw new HttpProblem(409, 'conflict', {
        detail: `Somebody else has changed the mapping since you opened it (revision ${before.revision}, not ${sent.revision}). Look at theirs, and make your change again.`,
      })
    }
    const after: FieldMapping = { ...upgradeFieldMapping(sent, before), revision: before.revision + 1 }
    if (isSameMapping(before, after)) return before
    await writeFieldMapping(trx, companyId, after)
    const isAtWork = connection !== null && connection.state !== 'disconnected' && connection.state !== 'preview'
    if (isAtWork) {
      const total = await owePeople(trx, companyId, 'everyone', deps, 'sweep')
      if (connection.state === 'active') await startWave(trx, companyId, total, now)
    }
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(
      trx,
      companyId,
      [
        {
          ...by(session),
          action: 'field-mapping.changed',
          outcome: 'succeeded',
          ...(connection ? { generation: connection.generation } : {}),
          changes: [
            { field: 'revision', before: String(before.revision), after: String(after.revision) },
            ...mappingChanges(before, after),
            // Whole, so that an earlier one can be put back.
            { field: 'fieldMapping', before: JSON.stringify(before), after: JSON.stringify(after) },
          ],
        },
      ],
      deps.ink,
    )
    return after
  })
}
