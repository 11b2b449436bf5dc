import { type EntraUser, type Person, type PlanKind, type PreviewRow, SIGN_IN_NAME, nameOf } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { readCompany } from '../connection/company.ts'
import { type Standing, readStanding } from '../connection/standing.ts'
import { notifyLive } from '../db/live-notice.ts'
import { inCompany } from '../db/tenancy.ts'
import type { TenantGraph } from '../graph/graph.ts'
import type { GraphFailure } from '../graph/failure.ts'
import { afterFailure } from './after-failure.ts'
import type { SyncDeps } from './deps.ts'
import { type DirectoryFault, type DirectoryOptions, pullDirectory } from './directory.ts'
import { storeDeltaLink } from './drift.store.ts'
import { fingerprintOf } from './fuse.ts'
import { readLinks } from './link.store.ts'
import { listPeople, listPersonIds } from './person.store.ts'
import { plan } from './plan.ts'
import { type StoredPreview, insertPreviewRows, newestPreview, updatePreview } from './preview.store.ts'
import { storePeople } from './receive.ts'
import { changesOf } from './record.ts'
import type { Link, Plan, Situation } from './situation.ts'

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
  const directory = await pullDirectory(companyId, known, deps.directory)
  if ('fault' in directory) return fail(companyId, preview.id, wordsFor(directory.fault), deps)
  const graph = deps.graphFor(standing.tenantId, companyId)
  const entra = await readTenant(graph, standing)
  if ('failure' in entra) return retryOrFail(companyId, preview, entra.failure, deps)

  const planned = await inCompany(deps.db, companyId, async (trx) => {
    await storePeople(trx, companyId, directory.people, standing, deps)
    if (entra.deltaLink !== null) await storeDeltaLink(trx, companyId, standing.generation, entra.deltaLink)
    const people = await listPeople(trx, companyId)
    await updatePreview(trx, companyId, preview.id, { people: people.length })
    const company = await readCompany(trx, companyId)
    const links = await readLinks(trx, companyId, standing.tenantId)
    return { people, links, settings: company.settings, fieldMapping: preview.fieldMapping ?? company.fieldMapping }
  })
  const context = {
    ...planned,
    ...indexPeople(planned.people, planned.links),
    accounts: indexAccounts(entra.users),
    roleHolders: entra.roleHolders,
    standing,
    now: deps.now(),
  }
  for (let from = 0; from < planned.people.length; from += ROWS_AT_ONCE) {
    const rows = planned.people.slice(from, from + ROWS_AT_ONCE).map((person) => planRow(person, context))
    await inCompany(deps.db, companyId, async (trx) => {
      await insertPreviewRows(trx, companyId, preview.id, rows)
      await updatePreview(trx, companyId, preview.id, { planned: from + rows.length })
      await notifyLive(trx, { companyId, connection: true })
    })
  }
  await inCompany(deps.db, companyId, async (trx) => {
    await updatePreview(trx, companyId, preview.id, { state: 'ready' })
    await notifyLive(trx, { companyId, connection: true })
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
}

interface AccountIndex {
  byId: Map<string, EntraUser>
  bySignInName: Map<string, EntraUser[]>
  byOtherAddress: Map<string, EntraUser[]>
}

function indexAccounts(users: readonly EntraUser[]): AccountIndex {
  const index: AccountIndex = { byId: new Map(), bySignInName: new Map(), byOtherAddress: new Map() }
  const add = (map: Map<string, EntraUser[]>, address: string, user: EntraUser) => {
    const key = address.toLowerCase()
    map.set(key, [...(map.get(key) ?? []), user])
  }
  for (const user of users) {
    index.byId.set(user.id, user)
    const name = user.fields[SIGN_IN_NAME]
    if (name) add(index.bySignInName, name, user)
    for (const address of new Set(user.otherAddresses.map((other) => other.toLowerCase()))) {
      if (address !== name?.toLowerCase()) add(index.byOtherAddress, address, user)
    }
  }
  return index
}

/** Who shares an address, and whose an account is: looked up once for everyone. */
function indexPeople(people: readonly Person[], links: Map<string, Link>) {
  const activeByEmail = new Map<string, Person[]>()
  for (const person of people) {
    if (person.status !== 'active') continue
    const key = person.email.trim().toLowerCase()
    activeByEmail.set(key, [...(activeByEmail.get(key) ?? []), person])
  }
  return { activeByEmail, ownerOf: new Map([...links].map(([personId, link]) => [link.entraUserId, personId])) }
}

interface PlanContext {
  activeByEmail: Map<string, Person[]>
  ownerOf: Map<string, string>
  links: Map<string, Link>
  accounts: AccountIndex
  roleHolders: ReadonlySet<string> | null
  settings: Situation['settings']
  fieldMapping: Situation['fieldMapping']
  standing: Standing
  now: Date
}

function planRow(
  person: Person,
  context: PlanContext,
): { row: PreviewRow; fingerprint: ReturnType<typeof fingerprintOf> } {
  const situation = situationOf(person, context)
  const planned = plan(situation)
  return { row: toRow(person, situation, planned), fingerprint: fingerprintOf(planned, person.email) }
}

function situationOf(person: Person, context: PlanContext): Situation {
  const { links, accounts } = context
  const link = links.get(person.id) ?? null
  const key = person.email.trim().toLowerCase()
  const bySignInName = accounts.bySignInName.get(key) ?? []
  const byOtherAddress = accounts.byOtherAddress.get(key) ?? []
  const isTaken = ({ id }: EntraUser) => (context.ownerOf.get(id) ?? person.id) !== person.id
  const rivals = (context.activeByEmail.get(key) ?? []).filter((other) => other.id !== person.id)
  return {
    person,
    link,
    account: link ? (accounts.byId.get(link.entraUserId) ?? null) : null,
    candidates: {
      bySignInName,
      byOtherAddress,
      linkedToOthers: new Set([...bySignInName, ...byOtherAddress].filter(isTaken).map(({ id }) => id)),
    },
    roleHolders: context.roleHolders,
    emailBelongsToOther: rivals.some((rival) => links.has(rival.id) || rival.id < person.id),
    verifiedDomains: context.standing.verifiedDomains,
    answers: [],
    fieldMapping: context.fieldMapping,
    settings: context.settings,
    now: context.now,
  }
}

function toRow(person: Person, situation: Situation, planned: Plan): PreviewRow {
  const { verdict } = planned
  const isQuestion = verdict.is === 'hold' || verdict.is === 'block' || verdict.is === 'wait'
  const linked = planned.steps.find((step) => step.is === 'link')?.account
  const kind: PlanKind = verdict.is === 'hold' && planned.steps.length === 0 ? 'hold' : planned.kind
  return {
    personId: person.id,
    name: nameOf(person),
    email: person.email,
    role: typeof person.role === 'string' && person.role !== '' ? person.role : null,
    kind,
    reason: isQuestion ? verdict.reason : null,
    actor: verdict.is === 'hold' ? 'hr' : verdict.is === 'block' ? verdict.actor : 'nobody',
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
