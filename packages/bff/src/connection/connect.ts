import { createHash } from 'node:crypto'
import { type ConnectAttempt, type ConnectAttemptStart, lacksRequired } from '@plumm/entra-shared'
import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import { HttpProblem } from '../http/problem.ts'
import type { Session } from '../http/session.ts'
import type { SignedInPerson } from './administrator.ts'
import { closed, insertAttempt, readAttempt, updateAttempt } from './attempt.store.ts'
import { ensureCompany } from './company.ts'
import { complete } from './complete.ts'
import { permissionsFrom, readConnection } from './connection.store.ts'
import { consentUrl } from './consent.ts'
import type { ConnectionDeps } from './deps.ts'
import { notThere, takeSignIn } from './prove.ts'
import { forgetTries } from './sign-in.store.ts'

const ATTEMPT_MS = 15 * 60_000

/**
 * Starts an attempt: a nonce of ours, single use, that the administrator's ID token must carry.
 * @throws HttpProblem 403 origin-refused, for a page to return to that is not Plumm's
 */
export async function startAttempt(
  session: Session,
  { returnTo = null }: { returnTo?: string | null | undefined },
  deps: ConnectionDeps,
): Promise<ConnectAttemptStart> {
  const { companyId } = session
  if (returnTo !== null && !deps.pageOrigins.includes(new URL(returnTo).origin)) {
    throw new HttpProblem(403, 'origin-refused', {
      detail: `The page to return to, on ${new URL(returnTo).origin}, is not in ALLOWED_ORIGINS.`,
      actor: 'it',
    })
  }
  const attempt = { id: deps.newId(), nonce: deps.newSecret(), now: deps.now() }
  await inCompany(deps.db, companyId, async (trx) => {
    await ensureCompany(trx, companyId, attempt.now)
    const connection = await readConnection(trx, companyId)
    if (connection && connection.state !== 'disconnected' && connection.state !== 'attention') {
      throw new HttpProblem(409, 'wrong-state', {
        detail: 'This company is connected already. Disconnect first to connect another directory.',
      })
    }
    await forgetTries(trx, companyId)
    await insertAttempt(trx, companyId, {
      ...attempt,
      startedBy: { id: session.userId, name: session.name },
      companyName: session.companyName,
      returnTo,
      expiresAt: new Date(attempt.now.getTime() + ATTEMPT_MS),
    })
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(
      trx,
      companyId,
      [{ ...by(session), action: 'connection.attempt-started', outcome: 'succeeded' }],
      deps.ink,
    )
  })
  return {
    attemptId: attempt.id,
    nonce: attempt.nonce,
    clientId: deps.clientId,
    authority: `${deps.authorityOrigin}/organizations`,
    knownAuthorities: [new URL(deps.authorityOrigin).host],
    scopes: ['openid', 'profile'],
  }
}

/**
 * Takes the administrator's ID token: only its validated `tid` says which tenant this is (design §5, Proof of tenant).
 * Where that tenant's app-only token carries the roles already, the attempt is complete; else consent is asked for.
 * @throws HttpProblem 409 when the attempt is over, 422 when the token proves nothing
 */
export async function signIn(
  session: Session,
  attemptId: string,
  idToken: string,
  deps: ConnectionDeps,
): Promise<ConnectAttempt> {
  const { companyId } = session
  const step = { companyId, attemptId, from: 'widget' as const, ...by(session) }
  const administrator = await takeSignIn(step, { idToken }, deps)
  const token = await deps.accessToken(administrator.tenantId, companyId, { fresh: true })
  if (token.ok && !lacksRequired(token.roles)) {
    const completion = await complete(companyId, attemptId, administrator, token.roles, session, deps)
    if (completion.is !== 'connected') throw completion.problem
  } else {
    await askForConsent(session, attemptId, administrator, deps)
  }
  return getAttempt(session, attemptId, deps)
}

async function askForConsent(
  { companyId }: Session,
  attemptId: string,
  administrator: SignedInPerson,
  deps: ConnectionDeps,
): Promise<void> {
  const { url, stateHash } = newConsent(administrator, deps)
  await inCompany(deps.db, companyId, async (trx) => {
    await updateAttempt(trx, companyId, attemptId, { consentUrl: url, stateHash })
    await notifyLive(trx, { companyId, connection: true })
  })
}

/** Microsoft's consent page for this administrator's tenant, with a state that serves once. */
export function newConsent({ tenantId }: SignedInPerson, deps: ConnectionDeps): { url: string; stateHash: string } {
  const state = deps.newSecret()
  const { authorityOrigin, clientId, graphScope: scope, consentRedirectUri: redirectUri } = deps
  const url = consentUrl({ authorityOrigin, tenantId, clientId, scope, redirectUri, state })
  return { url, stateHash: hashState(state) }
}

/**
 * An attempt as the widget watches it. Once Microsoft's redirect has said yes, watching also looks whether the
 * permission has arrived in our token: that can take minutes (graph-facts §6.1). Seeing it never completes an attempt
 * that had no redirect of its own.
 */
export async function getAttempt(session: Session, attemptId: string, deps: ConnectionDeps): Promise<ConnectAttempt> {
  const { companyId } = session
  const read = (trx: CompanyTrx) => readAttempt(trx, companyId, attemptId)
  let attempt = await inCompany(deps.db, companyId, read)
  if (
    attempt?.state === 'awaiting-consent' &&
    attempt.consentedAt &&
    attempt.administrator &&
    attempt.expiresAt > deps.now()
  ) {
    const token = await deps.accessToken(attempt.administrator.tenantId, companyId, { fresh: true })
    if (token.ok && !lacksRequired(token.roles)) {
      await complete(companyId, attemptId, attempt.administrator, token.roles, { name: attempt.startedBy.name }, deps)
      attempt = await inCompany(deps.db, companyId, read)
    }
  }
  if (!attempt) throw notThere()
  const isOver =
    attempt.expiresAt <= deps.now() && (attempt.state === 'signing-in' || attempt.state === 'awaiting-consent')
  return {
    attemptId: attempt.id,
    state: isOver ? 'expired' : attempt.state,
    refusal: attempt.refusal,
    consentUrl: attempt.state === 'awaiting-consent' && !attempt.consentedAt ? attempt.consentUrl : null,
    link: attempt.link && { for: attempt.link, expiresAt: attempt.expiresAt.toISOString() },
    tenant: attempt.tenant,
    permissions: permissionsFrom([]),
  }
}

/** Gives up an attempt: a closed window, a change of mind. */
export async function cancelAttempt(session: Session, attemptId: string, deps: ConnectionDeps): Promise<void> {
  await inCompany(deps.db, session.companyId, async (trx) => {
    const attempt = await readAttempt(trx, session.companyId, attemptId, 'for-update')
    if (!attempt) throw notThere()
    if (attempt.state !== 'signing-in' && attempt.state !== 'awaiting-consent') return
    await updateAttempt(trx, session.companyId, attemptId, { ...closed, state: 'expired' })
    await forgetTries(trx, session.companyId)
    await notifyLive(trx, { companyId: session.companyId, connection: true })
    await appendAudit(
      trx,
      session.companyId,
      [{ ...by(session), action: 'connection.sign-in-refused', outcome: 'failed' }],
      deps.ink,
    )
  })
}

/** Of states and of links only the hash is kept: reading our database lets nobody take up an attempt. */
export function hashState(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}

export function by(session: Pick<Session, 'name'>): Pick<AuditRecord, 'actor'> {
  return { actor: { kind: 'plumm-user', name: session.name } }
}
