import { lacksRequired } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany, inSystem } from '../db/tenancy.ts'
import type { App } from '../http/contract.ts'
import { closingPage } from '../http/pages.ts'
import { findAttemptByState, readAttempt, updateAttempt } from './attempt.store.ts'
import { complete } from './complete.ts'
import { hashState } from './connect.ts'
import { readConsentRedirect } from './consent.ts'
import type { ConnectionDeps } from './deps.ts'

/**
 * Where Microsoft's admin-consent redirect lands. Its `tenant` parameter is unsigned and decides nothing: it must match
 * the tenant the ID token proved, and its `state` must be the one of that attempt, used once (graph-facts §6.1).
 */
export function consentRoutes(app: App, deps: ConnectionDeps): void {
  app.get('/connect/consent', async (context) => {
    const redirect = readConsentRedirect(new URL(context.req.url))
    if (redirect.is === 'malformed') return closingPage('malformed', 400)
    const stateHash = hashState(redirect.state)
    const found = await inSystem(deps.db, 'find-attempt-by-state', (trx) => findAttemptByState(trx, stateHash))
    if (!found) return closingPage('unknown', 400)
    const { companyId, id } = found
    const landed = await inCompany(deps.db, companyId, async (trx) => {
      const attempt = await readAttempt(trx, companyId, id, 'for-update')
      if (attempt?.state !== 'awaiting-consent' || attempt.expiresAt <= deps.now() || !attempt.administrator)
        return 'unknown' as const
      const isGranted =
        redirect.is === 'granted' && redirect.tenant.toLowerCase() === attempt.administrator.tenantId.toLowerCase()
      const refusal = isGranted
        ? null
        : {
            code: 'consent-refused',
            detail:
              redirect.is === 'refused'
                ? 'Permission was not given in Microsoft’s window.'
                : 'Microsoft answered for another directory than the one you signed in to.',
          }
      await updateAttempt(trx, companyId, id, {
        stateHash: null,
        ...(refusal ? { state: 'refused', refusal } : { consentedAt: deps.now() }),
      })
      await notifyLive(trx, { companyId, connection: true })
      if (refusal) {
        await appendAudit(
          trx,
          companyId,
          [
            {
              actor: { kind: 'entra-admin', name: attempt.administrator.signInName },
              action: 'connection.consent-refused',
              outcome: 'failed',
            },
          ],
          deps.ink,
        )
        return 'refused' as const
      }
      return attempt
    })
    if (landed === 'unknown') return closingPage('unknown', 400)
    if (landed === 'refused' || !landed.administrator) return closingPage('refused', 200)
    const token = await deps.accessToken(landed.administrator.tenantId, companyId, { fresh: true })
    if (token.ok && !lacksRequired(token.roles)) {
      const completion = await complete(
        companyId,
        id,
        landed.administrator,
        token.roles,
        { name: landed.startedBy.name },
        deps,
      )
      if (completion.is === 'refused') return closingPage('not-connected', 200)
    }
    return closingPage('granted', 200)
  })
}
