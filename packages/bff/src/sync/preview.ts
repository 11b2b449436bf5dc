import { type EntraUser, type PlanKind, type PreviewRow, SIGN_IN_NAME, nameOf } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { readCompany } from '../connection/company.ts'
import { type Standing, readStanding } from '../connection/standing.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { TenantGraph } from '../graph/graph.ts'
import type { GraphFailure } from '../graph/failure.ts'
import { afterFailure } from './after-failure.ts'
import type { SyncDeps } from './deps.ts'
import { type DirectoryFault, type DirectoryOptions, pullDirectory } from './directory.ts'
import { storeDeltaLink } from './drift.store.ts'
import { fingerprintOf } from './fuse.ts'
import { readAllAnswers } from './hold.store.ts'
import { readLinks } from './link.store.ts'
import { noteDirectory } from './outage.ts'
import { listPeople, listPersonIds, notePresence } from './person.store.ts'
import { plan } from './plan.ts'
import { referredIn } from './preview-references.ts'
import { type StoredPreview, insertPreviewRows, newestPreview, updatePreview } from './preview.store.ts'
import { storePeople } from './receive.ts'
import { changesOf } from './record.ts'
import type { Plan, Situation } from './situation.ts'
import { createSituations } from './situations.ts'

export interface PreviewDeps extends SyncDeps {
  directory: DirectoryOptions
}

const ROWS_AT_ONCE = 200

/** Plans everyone and stops after the plan (design §2). Safe to repeat: a preview that is not planning is left alone. */
export async function planPreview({ companyId }: { companyId: string }, deps: PreviewDeps): Promise<void> {
  const start = await inCompany(deps.db, companyId, async (trx) => {
    const standing = await readStanding(trx, companyId)
    const preview = await newestPreview(trx, companyId)
    if (!standing || preview?.state !== 'planning' || preview.generation !== standing.generation) return null
    const known = (await listPersonIds(trx, companyId, 'everyone')).length
    return { standing, preview, known }
  })
  if (!start) return
  const { standing, preview, known } = start
  const askedAt = deps.now()
  const directory = await pullDirectory(companyId, known, deps.directory)
  if ('fault' in directory) return fail(companyId, preview.id, wordsFor(directory.fault), deps)
  const graph = deps.graphFor(standing.tenantId, companyId)
  const entra = await readTenant(graph, standing)
  if ('failure' in entra) return retryOrFail(companyId, preview, entra.failure, deps)

  const whileConnected = <T>(work: (trx: CompanyTrx, current: Standing) => Promise<T>) =>
    inGeneration(companyId, standing.generation, work, deps)
  const planned = await whileConnected(async (trx, current) => {
    await storePeople(trx, companyId, directory.people, current, deps)
    await notePresence(trx, companyId, { presentIds: directory.people.map(({ id }) => id), askedAt })
    if (entra.deltaLink !== null) await storeDeltaLink(trx, companyId, standing.generation, entra.deltaLink)
    const people = await listPeople(trx, companyId)
    await updatePreview(trx, companyId, preview.id, { people: people.length })
    const company = await readCompany(trx, companyId)
    return {
      people,
      links: await readLinks(trx, companyId, standing.tenantId),
      answers: await readAllAnswers(trx, companyId, standing.generation),
      settings: company.settings,
      fieldMapping: preview.fieldMapping ?? company.fieldMapping,
    }
  })
  if (!planned) return
  const survey = { ...planned, ...entra, standing, now: deps.now() }
  const situationOf = createSituations(survey, referredIn(survey, createSituations(survey)))
  for (let from = 0; from < planned.people.length; from += ROWS_AT_ONCE) {
    const rows = planned.people.slice(from, from + ROWS_AT_ONCE).map(({ person }) => planRow(situationOf(person.id)))
    const stored = await whileConnected(async (trx) => {
      await insertPreviewRows(trx, companyId, preview.id, rows)
      await updatePreview(trx, companyId, preview.id, { planned: from + rows.length })
      await notifyLive(trx, { companyId, connection: true })
      return true
    })
    if (!stored) return
  }
  await whileConnected(async (trx) => {
    await updatePreview(trx, companyId, preview.id, { state: 'ready' })
    await notifyLive(trx, { companyId, connection: true })
    await noteDirectory(trx, companyId, standing.generation, null, deps)
    await appendAudit(
      trx,
      companyId,
      [
        {
          action: 'preview.ready',
          outcome: 'succeeded',
          actor: { kind: 'sync', name: null },
          generation: standing.generation,
          changes: [{ field: 'people', before: null, after: String(planned.people.length) }],
        },
      ],
      deps.ink,
    )
  })
}

/**
 * A transaction of the connection that the preview was asked under; null when that has ended meanwhile: what was read
 * belongs to nobody any more. Under the connection's lock, as everything that stores people.
 */
async function inGeneration<T>(
  companyId: string,
  generation: number,
  work: (trx: CompanyTrx, standing: Standing) => Promise<T>,
  { db }: Pick<SyncDeps, 'db'>,
): Promise<T | null> {
  return inCompany(db, companyId, async (trx) => {
    const standing = await readStanding(trx, companyId, 'for-update')
    return standing?.generation === generation ? work(trx, standing) : null
  })
}

interface TenantReading {
  users: EntraUser[]
  roleHolders: ReadonlySet<string> | null
  /** Taken before the users are read, so that no change falls between; null when the watch has one already. */
  deltaLink: string | null
}

async function readTenant(graph: TenantGraph, standing: Standing): Promise<TenantReading | { failure: GraphFailure }> {
  let deltaLink: string | null = null
  if (standing.deltaLink === null) {
    const latest = await graph.usersDelta('latest')
    if (!latest.ok) return { failure: latest.failure }
    deltaLink = 'deltaLink' in latest.value.next ? latest.value.next.deltaLink : null
  }
  const holders = await graph.roleHolders()
  if (!holders.ok && holders.failure.is !== 'permission-missing-or-protected') return { failure: holders.failure }
  const users: EntraUser[] = []
  for await (const page of graph.listUsers()) {
    if (!page.ok) return { failure: page.failure }
    users.push(...page.value)
  }
  return { users, roleHolders: holders.ok ? holders.value : null, deltaLink }
}

/** A preview that Microsoft keeps waiting is planned a little later; after this long it says so. */
const KEEP_TRYING_MS = 5 * 60_000

async function retryOrFail(
  companyId: string,
  preview: StoredPreview,
  failure: GraphFailure,
  deps: PreviewDeps,
): Promise<void> {
  const after = afterFailure(failure, { createIntended: false })
  const now = deps.now().getTime()
  if (after.is === 'retry' && now - preview.createdAt.getTime() < KEEP_TRYING_MS) {
    const at = new Date(now + Math.max(after.notBeforeMs, 2_000))
    await inCompany(deps.db, companyId, (trx) => deps.queue.sendCompany(trx, 'preview', companyId, at))
    return
  }
  const detail = `Microsoft did not let us read the directory (${failure.is}). Nothing was changed; try again.`
  await fail(companyId, preview.id, { code: 'entra-unreachable', detail }, deps)
  if (after.is === 'attention') await deps.raiseAttention(companyId, preview.generation, after.reason)
}

function planRow(situation: Situation): { row: PreviewRow; fingerprint: ReturnType<typeof fingerprintOf> } {
  const planned = plan(situation)
  return { row: toRow(situation, planned), fingerprint: fingerprintOf(planned, situation.person.email) }
}

function toRow(situation: Situation, planned: Plan): PreviewRow {
  const { person } = situation
  const { verdict } = planned
  const linked = planned.steps.find((step) => step.is === 'link')?.account
  const kind: PlanKind = verdict.is === 'hold' && planned.steps.length === 0 ? 'hold' : planned.kind
  return {
    personId: person.id,
    name: nameOf(person),
    email: person.email,
    role: typeof person.role === 'string' && person.role !== '' ? person.role : null,
    kind,
    reason: verdict.is === 'in-step' ? null : verdict.reason,
    actor: verdict.is === 'hold' ? 'hr' : 'actor' in verdict ? verdict.actor : 'nobody',
    changes: changesOf(planned),
    problems: planned.problems,
    entraUserId: planned.account?.entraUserId ?? linked?.id ?? null,
    signInName:
      planned.account?.signInName ?? linked?.fields[SIGN_IN_NAME] ?? situation.account?.fields[SIGN_IN_NAME] ?? null,
  }
}

async function fail(
  companyId: string,
  previewId: string,
  failure: { code: string; detail: string },
  deps: PreviewDeps,
): Promise<void> {
  await inCompany(deps.db, companyId, async (trx) => {
    await updatePreview(trx, companyId, previewId, { state: 'failed', failure })
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(
      trx,
      companyId,
      [{ action: 'preview.failed', outcome: 'failed', actor: { kind: 'sync', name: null } }],
      deps.ink,
    )
  })
}

function wordsFor(fault: DirectoryFault): { code: string; detail: string } {
  switch (fault.is) {
    case 'unreachable':
      return {
        code: 'directory-unreachable',
        detail: `Plumm’s directory could not be read. ${fault.detail} Nothing was changed; try again.`,
      }
    case 'empty':
      return {
        code: 'directory-empty',
        detail:
          'Plumm’s directory answered with nobody. Nothing was changed: an empty answer is never taken to mean that everyone left.',
      }
    case 'looping':
      return {
        code: 'directory-unreachable',
        detail: 'Plumm’s directory repeats its pages and never ends. Nothing was changed.',
      }
    case 'shrunken':
      return {
        code: 'directory-unreachable',
        detail: `Plumm’s directory answered with ${fault.found} people where ${fault.known} are known. Nothing was changed.`,
      }
  }
}
