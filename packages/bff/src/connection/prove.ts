import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany } from '../db/tenancy.ts'
import { HttpProblem } from '../http/problem.ts'
import { type SignedInPerson, mayConnect, notAnAdministrator } from './administrator.ts'
import { type StoredAttempt, nobodySignedIn, readAttempt, updateAttempt } from './attempt.store.ts'
import { forgetTokenOf, otherTenant } from './complete.ts'
import { readConnection } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'
import type { IdTokenResult } from './id-token.ts'
import { noteRefusal, signedIn } from './refuse.ts'

/** Who hands an ID token over: the widget, under Plumm's session, or a page of ours that a link led to. */
export interface SignInStep {
  companyId: string
  attemptId: string
  from: 'widget' | 'link'
  /** Who is told of in the log while nobody has proven who they are. */
  actor: AuditRecord['actor']
}

export interface Proof {
  idToken: string
  /** Absent: the attempt's own. */
  nonce?: string
  /** Kept with who signed in: what the page after a link's sign-in carries. */
  confirmHash?: string
}

/** Of the permission that lets us look up what the token does not say. */
const READS_ROLES = 'RoleManagement.Read.Directory'

/**
 * Takes an administrator's ID token and binds who it proves to the attempt: only its validated `tid` says which tenant
 * this is (design §5, Proof of tenant). Every refusal is noted.
 * @throws HttpProblem 404 and 409 when the attempt is not at this step, 422 when the token proves nothing, 502 when
 * Microsoft did not answer
 */
export async function takeSignIn(step: SignInStep, proof: Proof, deps: ConnectionDeps): Promise<SignedInPerson> {
  const { companyId, attemptId, from } = step
  let { actor } = step
  try {
    const attempt = await inCompany(deps.db, companyId, (trx) => readAttempt(trx, companyId, attemptId))
    assertTakesSignIn(attempt, from, deps.now())
    const checked = await deps.checkIdToken(proof.idToken, { nonce: proof.nonce ?? attempt.nonce })
    const person = checked.ok ? checked.administrator : checked.person
    if (person) ({ actor } = signedIn(person))
    const { tenantId, objectId, name, signInName } = await administratorFrom(checked, companyId, deps)
    const administrator = { tenantId, objectId, name, signInName }
    await bindAdministrator(step, administrator, proof.confirmHash ?? null, deps)
    return administrator
  } catch (error) {
    if (error instanceof HttpProblem)
      await noteRefusal(step, { code: error.code, detail: error.options.detail }, actor, deps)
    throw error
  }
}

/** The administrator, by the token's roles or, where it names none, by the directory's own. @throws HttpProblem 422, 502 */
async function administratorFrom(
  checked: IdTokenResult,
  companyId: string,
  deps: ConnectionDeps,
): Promise<SignedInPerson> {
  if (checked.ok) return checked.administrator
  const { refusal, detail, person } = checked
  if (refusal === 'entra-unreachable') throw new HttpProblem(502, refusal, { detail, actor: 'microsoft' })
  if (refusal !== 'roles-unknown' || !person) throw new HttpProblem(422, refusal, { detail, actor: 'it' })
  const connection = await inCompany(deps.db, companyId, (trx) => readConnection(trx, companyId))
  const other = otherTenant(connection, person.tenantId)
  if (other) throw other
  try {
    if (mayConnect(await rolesInDirectory(person, companyId, deps))) return person
    throw new HttpProblem(422, 'not-an-administrator', { detail: notAnAdministrator(person), actor: 'it' })
  } catch (error) {
    // Of a directory that this company does not have, or may never have.
    if (!connection || connection.state === 'disconnected') await forgetTokenOf(companyId, person.tenantId, deps)
    throw error
  }
}

/**
 * The token is silent about roles where the app's manifest lacks `groupMembershipClaims` (graph-facts §6.2). Where the
 * directory has granted us to see roles, we look; nothing else may stand in for them.
 */
async function rolesInDirectory(person: SignedInPerson, companyId: string, deps: ConnectionDeps): Promise<string[]> {
  const { tenantId, objectId, signInName } = person
  const unknown = (why: string) =>
    new HttpProblem(422, 'roles-unknown', {
      detail: `Microsoft did not tell us the roles of ${signInName}, and we cannot look them up: ${why} Nothing was changed.`,
      actor: 'it',
    })
  const unreachable = new HttpProblem(502, 'entra-unreachable', {
    detail: `Microsoft did not tell us the roles of ${signInName}, and did not answer when we looked them up. Try again in a minute; nothing was changed.`,
    actor: 'microsoft',
  })
  const token = await deps.accessToken(tenantId, companyId, { fresh: true })
  if (!token.ok && token.failure.is === 'unavailable') throw unreachable
  if (!token.ok || token.roles.length === 0) throw unknown('this directory has given Plumm no permission yet.')
  if (!token.roles.includes(READS_ROLES)) throw unknown(`this directory has not granted ${READS_ROLES}.`)
  const roles = await deps.graphFor(tenantId, companyId).rolesOf(objectId)
  if (roles.ok) return roles.value
  throw roles.failure.is === 'permission-missing-or-protected'
    ? unknown('Microsoft Graph refused to say.')
    : unreachable
}

/** Spends the attempt's step on this administrator, in one commit, so that a token can be used once. */
async function bindAdministrator(
  { companyId, attemptId, from }: SignInStep,
  administrator: SignedInPerson,
  confirmHash: string | null,
  deps: ConnectionDeps,
): Promise<void> {
  const { tenantId, signInName } = administrator
  await inCompany(deps.db, companyId, async (trx) => {
    const attempt = await readAttempt(trx, companyId, attemptId, 'for-update')
    assertTakesSignIn(attempt, from, deps.now())
    const other = otherTenant(await readConnection(trx, companyId), tenantId)
    if (other) throw other
    const domain = signInName.split('@')[1] ?? tenantId
    await updateAttempt(trx, companyId, attemptId, {
      // Whoever signed in through the link before gives way to the newest.
      ...nobodySignedIn,
      state: 'awaiting-consent',
      administrator,
      tenant: { id: tenantId, name: domain, domain },
      refusal: null,
      confirmHash,
    })
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(
      trx,
      companyId,
      [{ ...signedIn(administrator), action: 'connection.sign-in-accepted', outcome: 'succeeded' }],
      deps.ink,
    )
  })
}

/** The widget's attempt takes one sign-in; a link's takes them until somebody has connected (ADR 0009). */
function assertTakesSignIn(
  attempt: StoredAttempt | null,
  from: SignInStep['from'],
  now: Date,
): asserts attempt is StoredAttempt {
  if (!attempt) throw notThere()
  if (attempt.expiresAt <= now || attempt.state === 'expired') {
    throw new HttpProblem(409, 'attempt-expired', {
      detail: 'This attempt to connect is over. Start again; nothing was changed.',
    })
  }
  const isRightDoor = (attempt.link !== null) === (from === 'link')
  const takesMore = attempt.state === 'signing-in' || (from === 'link' && attempt.state === 'awaiting-consent')
  if (!isRightDoor || !takesMore) {
    throw new HttpProblem(409, 'wrong-state', {
      detail: 'This step of the attempt has been taken already. Start again; nothing was changed.',
    })
  }
}

export function notThere(): HttpProblem {
  return new HttpProblem(404, 'not-found', { detail: 'There is no such attempt to connect.' })
}
