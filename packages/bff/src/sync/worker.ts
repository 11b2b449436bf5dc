import { type EntraUser, EMPLOYEE_NUMBER, applyFieldMapping, sameAddress } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { readStanding } from '../connection/standing.ts'
import { inCompany, inCompanyBriefly } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { TenantGraph } from '../graph/graph.ts'
import type { CallPriority } from '../graph/throttle.ts'
import type { HeldPersonJob, PersonJob } from '../queue/queue.ts'
import { readChain, readHolders } from './address.store.ts'
import { type Applied, apply } from './apply.ts'
import type { SyncDeps } from './deps.ts'
import { countForFuse, findUncountedLeavers, readFuse } from './fuse.store.ts'
import { fuse, holdUnlessApproved, uncounted } from './fuse.ts'
import { plan as planFor, withRefused } from './plan.ts'
import { record } from './record.ts'
import { type Known, readKnown } from './situation.store.ts'
import { type PendingCreate, type Plan, type Situation, noCandidates } from './situation.ts'

/** Brings one person into step: read, look, plan, fuse, apply, record. The same for every cause (design §2). */
export async function syncPerson(job: HeldPersonJob, deps: SyncDeps): Promise<void> {
  const known = await readWhatWeKnow(job, deps)
  if (!known) return
  const { tenantId, generation } = known.standing
  const callPriority: CallPriority = job.priority === 'suspend' || job.priority === 'change' ? 'person' : 'sweep'
  const graph = deps.graphFor(tenantId, job.companyId)
  const stayAwayMs = await graph.stayAwayMs(callPriority)
  if (stayAwayMs > STAY_MS_MAX) return postpone(job, stayAwayMs, deps)
  // By the time we know what to write, its turn has come.
  if (callPriority === 'person') graph.expectWrite()
  const look = await lookInEntra(job, callPriority, known, deps)
  const context = { ...job, tenantId, generation, callPriority }
  if ('failure' in look) {
    const nothing: Plan = {
      kind: 'none',
      account: null,
      steps: [],
      verdict: { is: 'in-step' },
      problems: [],
      awaited: [],
      presence: 'employed',
      lookAgainAt: null,
    }
    const situation = blindSituation(known, deps)
    await record(
      nothing,
      { is: 'failed', failure: look.failure, wrote: false },
      known.stored,
      { ...context, situation },
      deps,
    )
    return
  }
  const plan = await pastTheFuse(planFor(look), job, known, deps)
  // Whoever has to be locked out waits behind no sweep, though it may be one that found them: an end date, drift.
  const locksOut = plan.steps.some(({ is }) => is === 'suspend' || is === 'revoke-sessions')
  const applyPriority = locksOut ? 'person' : callPriority
  const applied = await apply(plan, { ...context, callPriority: applyPriority, situation: look }, deps)
  const deleted = await inTheWay(plan, applied, known, context, deps)
  if (deleted.length > 0) {
    // What stands in the way lies in the recycle bin: a question, and not a failure.
    const situation = { ...look, candidates: { ...look.candidates, deleted } }
    const asks: Applied = { is: 'done', wrote: applied.wrote, refused: [] }
    await record(planFor(situation), asks, known.stored, { ...context, situation }, deps)
    return
  }
  const outcome = applied.is === 'done' ? withRefused(plan, applied.refused) : plan
  await record(outcome, applied, known.stored, { ...context, situation: look }, deps)
}

/** A wait this short is waited for at the call itself. */
const STAY_MS_MAX = 2_000

/**
 * Graph would refuse us: the job comes back when it may be heard, and so does everything of the company that is less
 * urgent, in one statement, so that its places are free for others meanwhile. Nobody's status changes.
 */
async function postpone(job: HeldPersonJob, waitMs: number, deps: SyncDeps): Promise<void> {
  const { companyId, personId, priority } = job
  const until = new Date(deps.now().getTime() + waitMs)
  await inCompany(deps.db, companyId, async (trx) => {
    await deps.queue.sendPeople(trx, companyId, [personId], { priority, at: until })
    await deps.queue.postponeSweeps(trx, companyId, until)
  })
}

/** After a create that met a taken address: the deleted accounts that still hold it. */
async function inTheWay(
  plan: Plan,
  applied: Applied,
  known: Known,
  { tenantId, companyId, callPriority }: { tenantId: string; companyId: string; callPriority: CallPriority },
  deps: SyncDeps,
): Promise<readonly EntraUser[]> {
  if (plan.kind !== 'create' || applied.is !== 'failed' || applied.failure.is !== 'address-taken') return []
  const found = await deps
    .graphFor(tenantId, companyId)
    .findDeletedByAddress(known.stored.person.email, { priority: callPriority })
  return found.ok ? found.value : []
}

/** Reads our side, and closes intents that a dead process left open. */
async function readWhatWeKnow(job: PersonJob, deps: SyncDeps): Promise<Known | null> {
  const known = await inCompanyBriefly(deps.db, job.companyId, (trx) => readKnown(trx, job))
  if (known && known.lostIntents.length > 0) {
    await inCompany(deps.db, job.companyId, (trx) => appendAudit(trx, job.companyId, known.lostIntents, deps.ink))
  }
  return known
}

/** Reads Entra's side: the linked account, or the accounts that might be this person's. */
async function lookInEntra(
  job: PersonJob,
  priority: CallPriority,
  known: Known,
  deps: SyncDeps,
): Promise<Situation | { failure: GraphFailure }> {
  const graph = deps.graphFor(known.standing.tenantId, job.companyId)
  const situation = blindSituation(known, deps)
  const holders = await graph.roleHolders()
  // Not allowed to see roles is one thing; not seeing them just now must not leave an administrator unprotected.
  if (!holders.ok && holders.failure.is !== 'permission-missing-or-protected') return { failure: holders.failure }
  const roleHolders = holders.ok ? holders.value : null
  const { link, stored } = known
  if (!link) {
    const found = await findCandidates(job, priority, known, graph, deps)
    return 'failure' in found ? found : { ...situation, roleHolders, ...found }
  }
  const account = await graph.getUser(link.entraUserId, { priority })
  if (!account.ok) return { failure: account.failure }
  const seen = { ...situation, roleHolders, account: account.value }
  if (account.value === null) {
    const deleted = await graph.deletedUser(link.entraUserId, { priority })
    if (!deleted.ok) return { failure: deleted.failure }
    return { ...seen, candidates: { ...noCandidates, deleted: deleted.value ? [deleted.value] : [] } }
  }
  // A new email of Plumm's renames, and somebody else may have that address.
  if (sameAddress(link.email, stored.person.email)) return seen
  const found = await findCandidates(job, priority, known, graph, deps)
  return 'failure' in found ? found : { ...seen, ...found }
}

/** Every account that the person's address or number reaches, whose they are, and who waits for whom. */
async function findCandidates(
  { companyId, personId }: PersonJob,
  priority: CallPriority,
  { stored, answers, settings, fieldMapping, pendingCreate }: Known,
  graph: TenantGraph,
  deps: SyncDeps,
): Promise<Pick<Situation, 'candidates' | 'addressChain'> | { failure: GraphFailure }> {
  const { person } = stored
  const byAddress = await graph.findByAddress(person.email, { priority })
  if (!byAddress.ok) return { failure: byAddress.failure }
  const number =
    settings.matchBy === 'employee-number' ? applyFieldMapping(fieldMapping, person).always[EMPLOYEE_NUMBER] : null
  const byNumber = number ? await graph.findByEmployeeNumber(number, { priority }) : null
  if (byNumber && !byNumber.ok) return { failure: byNumber.failure }
  // Only where a create has met it before: the recycle bin is read whole.
  const asksForRestore = [stored.reason, ...answers.map(({ reason }) => reason)].includes('address-taken-by-deleted')
  const deleted = asksForRestore ? await graph.findDeletedByAddress(person.email, { priority }) : null
  if (deleted && !deleted.ok) return { failure: deleted.failure }
  const found = { ...byAddress.value, byEmployeeNumber: byNumber?.value ?? [], deleted: deleted?.value ?? [] }
  const own = await findOwnCreate(pendingCreate, priority, graph)
  if ('failure' in own) return own
  const { ownCreate } = own
  const all = [
    ...found.bySignInName,
    ...found.byOtherAddress,
    ...found.byEmployeeNumber,
    ...(ownCreate ? [ownCreate] : []),
  ]
  const ids = all.map((account) => account.id)
  if (ids.length === 0) return { candidates: { ...noCandidates, ...found }, addressChain: null }
  return inCompany(deps.db, companyId, async (trx) => {
    const linkedToOthers = await readHolders(trx, companyId, { personId, address: person.email }, ids)
    const waits = [...linkedToOthers.values()].some(({ givesUpAddress }) => givesUpAddress)
    const addressChain = waits ? await readChain(trx, companyId, personId) : null
    return { candidates: { ...found, ownCreate, linkedToOthers }, addressChain }
  })
}

/**
 * The account of a create whose answer was lost: under the name it was asked for with, which by now need not be the
 * person's email. Looked for before every retry, so that nobody gets two (design §5, Create).
 */
async function findOwnCreate(
  pending: PendingCreate | null,
  priority: CallPriority,
  graph: TenantGraph,
): Promise<{ ownCreate: EntraUser | null } | { failure: GraphFailure }> {
  if (!pending) return { ownCreate: null }
  const found = await graph.findByAddress(pending.signInName, { priority })
  if (!found.ok) return { failure: found.failure }
  const isOurs = ({ isMember, displayName }: EntraUser) => isMember && displayName === pending.displayName
  return { ownCreate: found.value.bySignInName.find(isOurs) ?? null }
}

function blindSituation(known: Known, deps: SyncDeps): Situation {
  return {
    person: known.stored.person,
    link: known.link,
    account: null,
    candidates: noCandidates,
    addressChain: null,
    missingSince: known.stored.missingSince,
    initialDomain: known.standing.initialDomain,
    roleHolders: null,
    emailBelongsToOther: known.emailBelongsToOther,
    referred: known.referred,
    verifiedDomains: known.standing.verifiedDomains,
    answers: known.answers,
    fieldMapping: known.fieldMapping,
    settings: known.settings,
    now: deps.now(),
  }
}

/** What was approved runs as approved; everything else dangerous is counted, and held past the limit. */
async function pastTheFuse(plan: Plan, job: PersonJob, known: Known, deps: SyncDeps): Promise<Plan> {
  const createIntended = known.stored.createIntendedAt !== null || known.pendingCreate !== null
  const approved = holdUnlessApproved(plan, known.approval, {
    email: known.stored.person.email,
    createIntended,
    answers: known.answers,
  })
  const isFirstSync = known.approval !== null
  const now = deps.now()
  if (isFirstSync || uncounted(approved, known.fuseEntries, now).length === 0) return fuse(approved, known.fuseEntries)
  const { companyId, personId } = job
  return inCompany(deps.db, companyId, async (trx) => {
    await readStanding(trx, companyId, 'for-update')
    // Somebody else of the same wave may have counted this one while we waited for the lock.
    const late = uncounted(approved, await readFuse(trx, companyId, personId), now)
    const wave = late.includes('suspend') ? await findUncountedLeavers(trx, companyId, known.settings, now) : []
    const changes = late.map((kind) => ({ personId, kind }))
    const others = wave.flatMap((id) => (id === personId ? [] : [{ personId: id, kind: 'suspend' as const }]))
    await countForFuse(trx, companyId, [...changes, ...others], known.settings, now)
    return fuse(approved, await readFuse(trx, companyId, personId))
  })
}
