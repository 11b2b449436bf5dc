import { type ConnectLink, type LinkPurpose, lacksRequired } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany, inSystem } from '../db/tenancy.ts'
import { HttpProblem } from '../http/problem.ts'
import type { Session } from '../http/session.ts'
import type { SignedInPerson } from './administrator.ts'
import { type StoredAttempt, findAttemptByLink, nobodySignedIn, readAttempt, updateAttempt } from './attempt.store.ts'
import { complete } from './complete.ts'
import { by, hashState, newConsent } from './connect.ts'
import type { ConnectionDeps } from './deps.ts'
import { notThere, takeSignIn } from './prove.ts'
import { SOMEBODY, noteRefusal, noteSpent } from './refuse.ts'
import { findTry, forgetTries, insertTry, takeTry } from './sign-in.store.ts'

/** Asked on a Friday afternoon, answered on Monday. By itself the link opens nothing: it takes an administrator. */
const ADMINISTRATOR_MS = 72 * 3_600_000
const THIS_WINDOW_MS = 15 * 60_000
/** From our page to Microsoft's and back. */
const TRY_MS = 15 * 60_000
/** Visits to Microsoft at one time: enough for a team that all got the mail, too few to fill a table. */
const TRIES_MAX = 20

/** An attempt that a link has led to. */
export interface LinkedAttempt {
  companyId: string
  attempt: StoredAttempt
}

/**
 * Makes a link that takes the attempt up instead of the widget; an earlier one stops working, and so does whatever was
 * begun with it. @throws HttpProblem 404, 409
 */
export async function makeLink(
  session: Session,
  attemptId: string,
  purpose: LinkPurpose,
  deps: ConnectionDeps,
): Promise<ConnectLink> {
  const { companyId } = session
  const token = deps.newSecret()
  const now = deps.now()
  const expiresAt = new Date(now.getTime() + (purpose === 'administrator' ? ADMINISTRATOR_MS : THIS_WINDOW_MS))
  await inCompany(deps.db, companyId, async (trx) => {
    const attempt = await readAttempt(trx, companyId, attemptId, 'for-update')
    if (!attempt) throw notThere()
    const isOpen = attempt.state === 'signing-in' || (attempt.link && attempt.state === 'awaiting-consent')
    if (!isOpen || attempt.expiresAt <= now) {
      throw new HttpProblem(409, 'wrong-state', {
        detail: 'This attempt to connect is over, or a step further already.',
      })
    }
    await forgetTries(trx, companyId)
    await updateAttempt(trx, companyId, attemptId, {
      ...nobodySignedIn,
      refusal: null,
      link: purpose,
      linkHash: hashState(token),
      expiresAt,
    })
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(
      trx,
      companyId,
      [
        {
          ...by(session),
          action: 'connection.link-made',
          outcome: 'succeeded',
          changes: [
            { field: 'linkFor', before: null, after: purpose },
            { field: 'linkUntil', before: null, after: expiresAt.toISOString() },
          ],
        },
      ],
      deps.ink,
    )
  })
  return { url: `${deps.linkUrl}${token}`, expiresAt: expiresAt.toISOString() }
}

/** The attempt behind a link's token; null for every link that does not work, whatever the reason. */
export async function openLink(token: string, deps: ConnectionDeps): Promise<LinkedAttempt | null> {
  return findLinked({ linkHash: hashState(token) }, deps)
}

async function findLinked(
  key: { linkHash: string } | { confirmHash: string },
  deps: ConnectionDeps,
): Promise<LinkedAttempt | null> {
  const found = await inSystem(deps.db, 'find-attempt-by-link', (trx) => findAttemptByLink(trx, key))
  if (!found) return null
  const { companyId, id } = found
  const attempt = await inCompany(deps.db, companyId, (trx) => readAttempt(trx, companyId, id))
  return attempt && isOpen(attempt, deps.now()) ? { companyId, attempt } : null
}

function isOpen({ link, state, expiresAt }: StoredAttempt, now: Date): boolean {
  return link !== null && (state === 'signing-in' || state === 'awaiting-consent') && expiresAt > now
}

export type Departure = { is: 'ready'; url: string } | { is: 'dead' } | { is: 'crowded' } | { is: 'unavailable' }

/** Sends somebody to Microsoft's sign-in, with a state, a nonce and a verifier for this one visit. */
export async function departToSignIn(token: string, deps: ConnectionDeps): Promise<Departure> {
  if (!(await openLink(token, deps))) return { is: 'dead' }
  const [state, nonce] = [deps.newSecret(), deps.newSecret()]
  const start = await deps.webSignIn.start({ state, nonce })
  if (start.is !== 'ready') return start
  const linked = await openLink(token, deps)
  if (!linked) return { is: 'dead' }
  const { companyId, attempt } = linked
  const now = deps.now()
  const isKept = await inCompany(deps.db, companyId, async (trx) => {
    // The lock makes the count of tries a true one.
    await readAttempt(trx, companyId, attempt.id, 'for-update')
    return insertTry(trx, companyId, {
      attemptId: attempt.id,
      stateHash: hashState(state),
      nonce,
      codeVerifier: start.codeVerifier,
      expiresAt: new Date(now.getTime() + TRY_MS),
      now,
      atMost: TRIES_MAX,
    })
  })
  return isKept ? { is: 'ready', url: start.url } : { is: 'crowded' }
}

export type Arrival =
  | { is: 'dead' }
  | ({ is: 'cancelled' } & LinkedAttempt)
  | ({ is: 'refused'; problem: HttpProblem } & LinkedAttempt)
  | ({ is: 'proven'; administrator: SignedInPerson; key: string } & LinkedAttempt)

/** Somebody comes back from Microsoft's sign-in: the same proof as in the widget, from a code that we redeem. */
export async function arriveFromSignIn(
  redirect: { state: string; code: string | null; error: string | null },
  deps: ConnectionDeps,
): Promise<Arrival> {
  const stateHash = hashState(redirect.state)
  const found = await inSystem(deps.db, 'find-attempt-by-state', (trx) => findTry(trx, stateHash))
  if (!found) return { is: 'dead' }
  const { companyId } = found
  const now = deps.now()
  const visit = await inCompany(deps.db, companyId, async (trx) => {
    const taken = await takeTry(trx, companyId, stateHash, now)
    const attempt = taken && (await readAttempt(trx, companyId, taken.attemptId))
    return attempt && taken.expiresAt > now && isOpen(attempt, now) ? { ...taken, attempt } : null
  })
  if (!visit) {
    await noteSpent({ companyId, attemptId: found.attemptId }, deps)
    return { is: 'dead' }
  }
  const linked = { companyId, attempt: visit.attempt }
  const step = { companyId, attemptId: visit.attemptId, from: 'link', actor: SOMEBODY } as const
  if (redirect.code === null) {
    await noteRefusal(step, { code: 'sign-in-cancelled', detail: '' }, SOMEBODY, deps)
    return { is: 'cancelled', ...linked }
  }
  const signIn = await deps.webSignIn.finish({ ...visit, code: redirect.code })
  if (signIn.is !== 'signed-in') return { is: 'refused', problem: await refusedCode(signIn.is), ...linked }
  const key = deps.newSecret()
  try {
    const proof = { idToken: signIn.idToken, nonce: visit.nonce, confirmHash: hashState(key) }
    return { is: 'proven', administrator: await takeSignIn(step, proof, deps), key, ...linked }
  } catch (error) {
    if (error instanceof HttpProblem) return { is: 'refused', problem: error, ...linked }
    throw error
  }

  async function refusedCode(why: 'refused' | 'unavailable'): Promise<HttpProblem> {
    if (why === 'unavailable') {
      return new HttpProblem(502, 'entra-unreachable', {
        detail: 'Microsoft did not answer, so the sign-in could not be checked. Nothing was changed.',
        actor: 'microsoft',
      })
    }
    const detail = 'Microsoft did not confirm this sign-in. Nothing was changed.'
    await noteRefusal(step, { code: 'id-token-invalid', detail }, SOMEBODY, deps)
    return new HttpProblem(422, 'id-token-invalid', { detail, actor: 'it' })
  }
}

export type Confirmation =
  | { is: 'dead' }
  | ({ is: 'connected'; domain: string } & LinkedAttempt)
  | { is: 'ask'; url: string }
  | ({ is: 'refused'; problem: HttpProblem } & LinkedAttempt)

/** The administrator has read what is connected to what, and wants it: on to Microsoft's consent, or done. */
export async function confirm(key: string, deps: ConnectionDeps): Promise<Confirmation> {
  const confirmHash = hashState(key)
  const linked = await findLinked({ confirmHash }, deps)
  if (!linked?.attempt.administrator) return { is: 'dead' }
  const { companyId, attempt } = linked
  const { administrator, startedBy } = linked.attempt
  const token = await deps.accessToken(administrator.tenantId, companyId, { fresh: true })
  if (token.ok && !lacksRequired(token.roles)) {
    const completion = await complete(companyId, attempt.id, administrator, token.roles, startedBy, deps)
    if (completion.is === 'connected') return { is: 'connected', domain: attempt.tenant?.domain ?? '', ...linked }
    return { is: 'refused', problem: completion.problem, ...linked }
  }
  const { url, stateHash } = newConsent(administrator, deps)
  const isAsked = await inCompany(deps.db, companyId, async (trx) => {
    // Pressing twice asks twice, and the last answer counts; but not after somebody else has signed in.
    const again = await readAttempt(trx, companyId, attempt.id, 'for-update')
    if (again?.state !== 'awaiting-consent' || again.confirmHash !== confirmHash) return false
    await updateAttempt(trx, companyId, attempt.id, { stateHash })
    return true
  })
  return isAsked ? { is: 'ask', url } : { is: 'dead' }
}
