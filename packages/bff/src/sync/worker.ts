import { appendAudit } from '../audit/append.ts'
import { readStanding } from '../connection/standing.ts'
import { inCompany } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { PersonJob } from '../queue/queue.ts'
import { apply } from './apply.ts'
import type { SyncDeps } from './deps.ts'
import { countForFuse, readFuse } from './fuse.store.ts'
import { fuse, holdUnlessApproved, uncounted } from './fuse.ts'
import { linkedPeople } from './link.store.ts'
import { plan as planFor } from './plan.ts'
import { record } from './record.ts'
import { type Known, readKnown } from './situation.store.ts'
import type { Plan, Situation } from './situation.ts'

/** Brings one person into step: read, look, plan, fuse, apply, record. The same for every cause (design §2). */
export async function syncPerson(job: PersonJob, deps: SyncDeps): Promise<void> {
  const known = await readWhatWeKnow(job, deps)
  if (!known) return
  const look = await lookInEntra(job, known, deps)
  const context = { ...job, tenantId: known.standing.tenantId, generation: known.standing.generation }
  if ('failure' in look) {
    const nothing: Plan = {
      kind: 'none',
      account: null,
      steps: [],
      verdict: { is: 'in-step' },
      problems: [],
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
  const applied = await apply(plan, { ...context, situation: look }, deps)
  await record(plan, applied, known.stored, { ...context, situation: look }, deps)
}

/** Reads our side, and closes intents that a dead process left open. */
async function readWhatWeKnow(job: PersonJob, deps: SyncDeps): Promise<Known | null> {
  return inCompany(deps.db, job.companyId, async (trx) => {
    const known = await readKnown(trx, job)
    if (known && known.lostIntents.length > 0) await appendAudit(trx, job.companyId, known.lostIntents, deps.ink)
    return known
  })
}

/** Reads Entra's side: the linked account, or the accounts that might be this person's. */
async function lookInEntra(
  job: PersonJob,
  known: Known,
  deps: SyncDeps,
): Promise<Situation | { failure: GraphFailure }> {
  const graph = deps.graphFor(known.standing.tenantId, job.companyId)
  const situation = blindSituation(known, deps)
  const holders = await graph.roleHolders()
  // Not allowed to see roles is one thing; not seeing them just now must not leave an administrator unprotected.
  if (!holders.ok && holders.failure.is !== 'permission-missing-or-protected') return { failure: holders.failure }
  const roleHolders = holders.ok ? holders.value : null
  if (known.link) {
    const account = await graph.getUser(known.link.entraUserId)
    return account.ok ? { ...situation, roleHolders, account: account.value } : { failure: account.failure }
  }
  const found = await graph.findByAddress(known.stored.person.email)
  if (!found.ok) return { failure: found.failure }
  const ids = [...found.value.bySignInName, ...found.value.byOtherAddress].map((account) => account.id)
  const linked = await inCompany(deps.db, job.companyId, (trx) => linkedPeople(trx, job.companyId, ids))
  const linkedToOthers = new Set([...linked].filter(([, personId]) => personId !== job.personId).map(([id]) => id))
  return { ...situation, roleHolders, candidates: { ...found.value, linkedToOthers } }
}

function blindSituation(known: Known, deps: SyncDeps): Situation {
  return {
    person: known.stored.person,
    link: known.link,
    account: null,
    candidates: { bySignInName: [], byOtherAddress: [], linkedToOthers: new Set() },
    roleHolders: null,
    emailBelongsToOther: known.emailBelongsToOther,
    verifiedDomains: known.standing.verifiedDomains,
    answers: known.answers,
    fieldMapping: known.fieldMapping,
    settings: known.settings,
    now: deps.now(),
  }
}

/** What was approved runs as approved; everything else dangerous is counted, and held past the limit. */
async function pastTheFuse(plan: Plan, job: PersonJob, known: Known, deps: SyncDeps): Promise<Plan> {
  const createIntended = known.stored.createIntendedAt !== null
  const approved = holdUnlessApproved(plan, known.approval, {
    email: known.stored.person.email,
    createIntended,
    answers: known.answers,
  })
  const isFirstSync = known.approval !== null
  const late = isFirstSync ? [] : uncounted(approved, known.fuseEntries, deps.now())
  if (late.length === 0) return fuse(approved, known.fuseEntries)
  return inCompany(deps.db, job.companyId, async (trx) => {
    await readStanding(trx, job.companyId, 'for-update')
    await countForFuse(
      trx,
      job.companyId,
      late.map((kind) => ({ personId: job.personId, kind })),
      known.settings,
      deps.now(),
    )
    return fuse(approved, await readFuse(trx, job.companyId, job.personId))
  })
}
