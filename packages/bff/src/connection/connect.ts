import { createHash } from 'node:crypto'
import { type ConnectAttempt, type ConnectAttemptStart, lacksRequired } from '@plumm/entra-shared'
import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import { HttpProblem } from '../http/problem.ts'
import type { Session } from '../http/session.ts'
import { type Administrator, type StoredAttempt, insertAttempt, readAttempt, updateAttempt } from './attempt.store.ts'
import { ensureCompany } from './company.ts'
import { complete, otherTenant } from './complete.ts'
import { permissionsFrom, readConnection } from './connection.store.ts'
import { consentUrl } from './consent.ts'
import type { ConnectionDeps } from './deps.ts'
import { noteRefusal } from './refuse.ts'

const ATTEMPT_MS = 15 * 60_000

/** Starts an attempt: a nonce of ours, single use, that the administrator's ID token must carry. */
export async function startAttempt(session: Session, deps: ConnectionDeps): Promise<ConnectAttemptStart> {
  const { companyId } = session
  const attempt = { id: deps.newId(), nonce: deps.newSecret(), now: deps.now() }
  await inCompany(deps.db, companyId, async (trx) => {
    await ensureCompany(trx, companyId, attempt.now)
    const connection = await readConnection(trx, companyId)
    if (connection && connection.state !== 'disconnected' && connection.state !== 'attention') {
      throw new HttpProblem(409, 'wrong-state', {
        detail: 'This company is connected already. Disconnect first to connect another directory.',
      })
    }
    await insertAttempt(trx, companyId, {
      ...attempt,
      startedBy: { id: session.userId, name: session.name },
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
  let administrator: Administrator
  try {
    administrator = await takeSignIn(session, attemptId, idToken, deps)
  } catch (error) {
    if (error instanceof HttpProblem) await noteRefusal(companyId, attemptId, error, by(session).actor, deps)
    throw error
  }
  const token = await deps.accessToken(administrator.tenantId, companyId, { fresh: true })
  if (token.ok && !lacksRequired(token.roles)) {
    const completion = await complete(companyId, attemptId, administrator, token.roles, session, deps)
    if (completion.is !== 'connected') throw completion.problem
  } else {
    await askForConsent(session, attemptId, administrator, deps)
  }
  return getAttempt(session, attemptId, deps)
}

async function takeSignIn(
  session: Session,
  attemptId: string,
  idToken: string,
  deps: ConnectionDeps,
): Promise<Administrator> {
  const { companyId } = session
  const attempt = await inCompany(deps.db, companyId, (trx) => readAttempt(trx, companyId, attemptId))
  assertOpen(attempt, 'signing-in', deps.now())
  const checked = await deps.checkIdToken(idToken, { nonce: attempt.nonce })
  if (!checked.ok) {
    const isOutage = checked.refusal === 'entra-unreachable'
    throw new HttpProblem(isOutage ? 502 : 422, checked.refusal, {
      detail: checked.detail,
      actor: isOutage ? 'microsoft' : 'it',
    })
  }
  await bindAdministrator(session, attemptId, checked.administrator, deps)
  return checked.administrator
}

/** Spends the attempt's nonce on this administrator, in one commit, so that a token can be used once. */
async function bindAdministrator(
  session: Session,
  attemptId: string,
  administrator: Administrator,
  deps: ConnectionDeps,
): Promise<void> {
  const { companyId } = session
  const tenantId = administrator.tenantId
  await inCompany(deps.db, companyId, async (trx) => {
    const attempt = await readAttempt(trx, companyId, attemptId, 'for-update')
    assertOpen(attempt, 'signing-in', deps.now())
    const connection = await readConnection(trx, companyId)
    const other = otherTenant(connection, tenantId)
    if (other) throw other
    const domain = administrator.signInName.split('@')[1] ?? tenantId
    await updateAttempt(trx, companyId, attemptId, {
      state: 'awaiting-consent',
      administrator,
      tenant: { id: tenantId, name: domain, domain },
    })
    await appendAudit(
      trx,
      companyId,
      [
        {
          actor: { kind: 'entra-admin', name: `${administrator.name} (${administrator.signInName})` },
          action: 'connection.sign-in-accepted',
          outcome: 'succeeded',
        },
      ],
      deps.ink,
    )
  })
}

async function askForConsent(
  session: Session,
  attemptId: string,
  administrator: Administrator,
  deps: ConnectionDeps,
): Promise<void> {
  const state = deps.newSecret()
  const url = consentUrl({
    authorityOrigin: deps.authorityOrigin,
    tenantId: administrator.tenantId,
    clientId: deps.clientId,
    scope: deps.graphScope,
    redirectUri: deps.consentRedirectUri,
    state,
  })
  await inCompany(deps.db, session.companyId, async (trx) => {
    await updateAttempt(trx, session.companyId, attemptId, { consentUrl: url, stateHash: hashState(state) })
    await notifyLive(trx, { companyId: session.companyId, connection: true })
  })
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
    await updateAttempt(trx, session.companyId, attemptId, { state: 'expired', stateHash: null })
    await notifyLive(trx, { companyId: session.companyId, connection: true })
    await appendAudit(
      trx,
      session.companyId,
      [{ ...by(session), action: 'connection.sign-in-refused', outcome: 'failed' }],
      deps.ink,
    )
  })
}

function assertOpen(
  attempt: StoredAttempt | null,
  state: StoredAttempt['state'],
  now: Date,
): asserts attempt is StoredAttempt {
  if (!attempt) throw notThere()
  if (attempt.expiresAt <= now || attempt.state === 'expired') {
    throw new HttpProblem(409, 'attempt-expired', {
      detail: 'This attempt to connect is over. Start again; nothing was changed.',
    })
  }
  if (attempt.state !== state) {
    throw new HttpProblem(409, 'wrong-state', {
      detail: 'This step of the attempt has been taken already. Start again; nothing was changed.',
    })
  }
}

function notThere(): HttpProblem {
  return new HttpProblem(404, 'not-found', { detail: 'There is no such attempt to connect.' })
}

/** Only the hash of the `state` parameter is kept: reading our database lets nobody finish an attempt. */
export function hashState(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}

export function by(session: Pick<Session, 'name'>): Pick<AuditRecord, 'actor'> {
  return { actor: { kind: 'plumm-user', name: session.name } }
}
