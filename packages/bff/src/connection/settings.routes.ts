import { appendAudit } from '../audit/append.ts'
import { inCompany } from '../db/tenancy.ts'
import type { Serve } from '../http/contract.ts'
import { ensureCompany, readCompany, writeSettings } from './company.ts'
import { by } from './connect.ts'
import type { ConnectionDeps } from './deps.ts'
import { changeFieldMapping } from './field-mapping.ts'

export function settingsRoutes(serve: Serve, deps: ConnectionDeps): void {
  serve('getSettings', ({ session: { companyId } }) =>
    inCompany(deps.db, companyId, async (trx) => (await readCompany(trx, companyId)).settings),
  )
  serve('getFieldMapping', ({ session: { companyId } }) =>
    inCompany(deps.db, companyId, async (trx) => (await readCompany(trx, companyId)).fieldMapping),
  )
  serve('putSettings', ({ session, body }) =>
    inCompany(deps.db, session.companyId, async (trx) => {
      await ensureCompany(trx, session.companyId, deps.now())
      const before = await readCompany(trx, session.companyId)
      await writeSettings(trx, session.companyId, body)
      const changes = [{ field: 'settings', before: JSON.stringify(before.settings), after: JSON.stringify(body) }]
      await appendAudit(
        trx,
        session.companyId,
        [{ ...by(session), action: 'settings.changed', outcome: 'succeeded', changes }],
        deps.ink,
      )
      return body
    }),
  )
  serve('putFieldMapping', ({ session, body }) => changeFieldMapping(session, body, deps))
}
