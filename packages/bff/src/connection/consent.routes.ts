import { lacksRequired } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany, inSystem } from '../db/tenancy.ts'
import type { App } from '../http/contract.ts'
import { connectedPage, linkRefusalPage, patiencePage } from '../http/link-pages.ts'
import { closingPage } from '../http/pages.ts'
import { titleOf } from '../http/problem.ts'
import type { SignedInPerson } from './administrator.ts'
import {
  type StoredAttempt,
  closed,
  findAttemptByState,
  nobodySignedIn,
  readAttempt,
  updateAttempt,
} from './attempt.store.ts'
import { factsOf } from './by-link.routes.ts'
import { type Completion, complete } from './complete.ts'
import { hashState } from './connect.ts'
import { type ConsentRedirect, readConsentRedirect } from './consent.ts'
import type { ConnectionDeps } from './deps.ts'
import type { LinkedAttempt } from './link.ts'
import { noteSpent, signedIn } from './refuse.ts'

export const CONSENT_PATH = '/connect/consent'

/**
 * Where Microsoft's admin-consent redirect lands. Its `tenant` parameter is unsigned and decides nothing: it must match
 * the tenant the ID token proved, and its `state` must be the one of that attempt, used once (graph-facts §6.1).
 */
export function consentRoutes(app: App, deps: ConnectionDeps): void {
  app.get(CONSENT_PATH, async (context) => {
    const redirect = readConsentRedirect(new URL(context.req.url))
    if (redirect.is === 'malformed') return closingPage('malformed', 400)
    const stateHash = hashState(redirect.state)
    const found = await inSystem(deps.db, 'find-attempt-by-state', (trx) => findAttemptByState(trx, stateHash))
    if (!found) deps.log.warn('a consent redirect came with a state that nobody gave out')
    const landing = found && (await land(found, redirect, deps))
    if (found && !landing) await noteSpent({ companyId: found.companyId, attemptId: found.id }, deps)
    if (!landing) return closingPage('unknown', 400)
    const { attempt, companyId, administrator, refusal } = landing
    if (refusal !== null) return answerRefused(landing, refusal)
    const token = await deps.accessToken(administrator.tenantId, companyId, { fresh: true })
    const completion =
      token.ok && !lacksRequired(token.roles)
        ? await complete(companyId, attempt.id, administrator, token.roles, attempt.startedBy, deps)
        : null
    return answerGranted(landing, completion)
  })
}

interface Landing extends LinkedAttempt {
  administrator: SignedInPerson
  refusal: string | null
}

/** Spends the redirect's state; null where it is spent, or the attempt is over. */
async function land(
  { companyId, id }: { companyId: string; id: string },
  redirect: Exclude<ConsentRedirect, { is: 'malformed' }>,
  deps: ConnectionDeps,
): Promise<Landing | null> {
  return inCompany(deps.db, companyId, async (trx) => {
    const attempt = await readAttempt(trx, companyId, id, 'for-update')
    const administrator = attempt?.administrator
    const isOpen = attempt?.state === 'awaiting-consent' && attempt.expiresAt > deps.now() && !attempt.consentedAt
    if (!isOpen || !administrator) return null
    const refusal = refusalIn(redirect, administrator)
    await updateAttempt(
      trx,
      companyId,
      id,
      refusal === null ? { consentedAt: deps.now() } : afterRefusal(attempt, refusal),
    )
    await notifyLive(trx, { companyId, connection: true })
    if (refusal !== null) {
      await appendAudit(
        trx,
        companyId,
        [{ ...signedIn(administrator), action: 'connection.consent-refused', outcome: 'failed' }],
        deps.ink,
      )
    }
    return { companyId, attempt, administrator, refusal }
  })
}

function refusalIn(redirect: Exclude<ConsentRedirect, { is: 'malformed' }>, administrator: SignedInPerson) {
  if (redirect.is === 'refused') return 'Permission was not given in Microsoft’s window.'
  return redirect.tenant.toLowerCase() === administrator.tenantId
    ? null
    : 'Microsoft answered for another directory than the one you signed in to.'
}

/** The widget's attempt is over; a link waits for the next administrator. */
function afterRefusal({ link }: StoredAttempt, detail: string) {
  const refusal = { code: 'consent-refused', detail }
  return link ? { ...nobodySignedIn, refusal } : { ...closed, state: 'refused' as const, refusal }
}

function answerRefused(landing: Landing, detail: string): Promise<Response> {
  const { link, returnTo } = landing.attempt
  if (!link) return closingPage('refused', 200, { back: returnTo })
  return linkRefusalPage(factsOf(landing), { status: 200, title: 'Nothing was granted.', detail })
}

function answerGranted(landing: Landing, completion: Completion | null): Promise<Response> {
  const { link, returnTo, tenant } = landing.attempt
  if (!link) return closingPage(completion?.is === 'refused' ? 'not-connected' : 'granted', 200, { back: returnTo })
  const facts = factsOf(landing)
  if (completion?.is === 'connected') return connectedPage(facts, tenant?.domain ?? '')
  if (completion?.is !== 'refused') return patiencePage(facts)
  const { code, options } = completion.problem
  return linkRefusalPage(facts, {
    status: 200,
    title: `Permission was given, but not connected: ${titleOf(code).toLowerCase()}.`,
    detail: options.detail,
  })
}
