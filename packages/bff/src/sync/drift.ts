import type { EntraField } from '@plumm/entra-shared'
import { readStanding } from '../connection/standing.ts'
import { inCompany } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { DeltaUser } from '../graph/delta.ts'
import type { TenantGraph } from '../graph/graph.ts'
import type { Written } from './vocabulary.ts'
import { afterFailure } from './after-failure.ts'
import { storeDeltaLink } from './drift.store.ts'
import { readLinksTo } from './link.store.ts'
import { isSilence, noteAnswer } from './outage.ts'
import { type SubscriptionDeps, keepSubscribed } from './subscription.ts'
import { isSame } from './fields.ts'

export interface DriftDeps extends SubscriptionDeps {
  driftIntervalMs: number
  /** Tries a connection in attention again; true when it has recovered. */
  tryRecovery: (companyId: string) => Promise<boolean>
  /** Takes note of what the tenant's IT has given or taken since. */
  followPermissions: (companyId: string) => Promise<void>
}

/**
 * Asks Entra what changed since the last time and owes the people concerned a job; then comes again after the interval.
 * Our own writes come back here too and are dropped, as far as they show nothing but what we wrote.
 */
export async function watchDrift({ companyId }: { companyId: string }, deps: DriftDeps): Promise<void> {
  const standing = await inCompany(deps.db, companyId, (trx) => readStanding(trx, companyId))
  if (!standing) return
  if (standing.state === 'attention') await deps.tryRecovery(companyId)
  else if (standing.state === 'active') {
    // Before the delta is read: what changes in between is told by the one or seen by the other.
    await keepSubscribed(companyId, standing, deps)
    await noteAnswer(companyId, standing, await readChanges(companyId, standing, deps), deps)
    await deps.followPermissions(companyId)
  }
  await inCompany(deps.db, companyId, async (trx) => {
    const after = await readStanding(trx, companyId)
    if (!after || (after.state !== 'active' && after.state !== 'attention')) return
    await deps.queue.sendCompany(trx, 'drift', companyId, new Date(deps.now().getTime() + deps.driftIntervalMs))
  })
}

/** Answers whether Microsoft did. */
async function readChanges(
  companyId: string,
  standing: { tenantId: string; generation: number; deltaLink: string | null },
  deps: DriftDeps,
): Promise<boolean> {
  const graph = deps.graphFor(standing.tenantId, companyId)
  const round = await readRound(graph, standing.deltaLink ?? 'latest')
  if ('failure' in round) {
    const failed = afterFailure(round.failure, { createIntended: false })
    if (failed.is === 'attention') await deps.raiseAttention(companyId, standing.generation, failed.reason)
    else if (round.failure.is === 'delta-expired') await startOver(companyId, graph, standing.generation, deps)
    else deps.log.warn({ companyId, failure: round.failure.is }, 'drift could not be read; the next round will')
    return !isSilence(round.failure)
  }
  await inCompany(deps.db, companyId, async (trx) => {
    const ids = [...new Set(round.users.map(({ id }) => id))]
    const links = await readLinksTo(trx, companyId, standing.tenantId, ids)
    const personOf = new Map([...links].map(([personId, link]) => [link.entraUserId, { personId, link }]))
    const concerned = round.users.flatMap((user) => {
      const pair = personOf.get(user.id)
      return pair && !isEcho(user, pair.link) ? [pair.personId] : []
    })
    if (!(await storeDeltaLink(trx, companyId, standing.generation, round.deltaLink))) return
    await deps.queue.sendPeople(trx, companyId, [...new Set(concerned)], { priority: 'change' })
  })
  return true
}

type Round = { users: DeltaUser[]; deltaLink: string } | { failure: GraphFailure }

/** Follows a delta link to its end. Items repeat and come in any order; only who changed matters here. */
async function readRound(graph: TenantGraph, from: string): Promise<Round> {
  const users: DeltaUser[] = []
  let link = from
  for (;;) {
    const page = await graph.usersDelta(link)
    if (!page.ok) return { failure: page.failure }
    users.push(...page.value.users)
    if ('deltaLink' in page.value.next) return { users, deltaLink: page.value.next.deltaLink }
    link = page.value.next.nextLink
  }
}

/** The delta token has expired: take a new one first, then make a full pass, so that nothing falls between. */
async function startOver(companyId: string, graph: TenantGraph, generation: number, deps: DriftDeps): Promise<void> {
  const latest = await readRound(graph, 'latest')
  if ('failure' in latest) return
  await inCompany(deps.db, companyId, async (trx) => {
    if (!(await storeDeltaLink(trx, companyId, generation, latest.deltaLink))) return
    await deps.queue.sendCompany(trx, 'full-pass', companyId)
  })
}

/** A change that shows only what we wrote last. */
export function isEcho(user: DeltaUser, link: { written: Written; suspendedByPlumm: boolean }): boolean {
  if (user.removed) return false
  if (user.isEnabled !== undefined && user.isEnabled === link.suspendedByPlumm) return false
  return Object.entries(user.fields).every(([name, value]) => {
    const field = name as EntraField // Object.entries forgets the key type of our own record
    const written = link.written[field]
    return written !== undefined && isSame(field, written.after, value)
  })
}
